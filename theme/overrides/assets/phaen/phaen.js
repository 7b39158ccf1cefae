/* What depends on the reader's day or device; every page reads well without it. */
(function () {
  "use strict";
  var DAY = 86400000;
  // Today in Thailand (UTC+7), as a day number.
  var today = Math.floor((Date.now() + 7 * 3600000) / DAY);
  var each = function (selector, work) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), work);
  };
  var dayNumber = function (iso) { return iso ? Math.floor(Date.parse(iso + "T00:00:00Z") / DAY) : NaN; };
  var thisMonth = new Date(today * DAY).toISOString().slice(0, 7);
  // Private windows may refuse storage; then nothing is remembered.
  var memory = {
    get: function () { try { return JSON.parse(localStorage.getItem("phaen-village")); } catch (e) { return null; } },
    set: function (value) {
      try {
        if (value) { localStorage.setItem("phaen-village", JSON.stringify(value)); }
        else { localStorage.removeItem("phaen-village"); }
      } catch (e) { /* nothing to do */ }
    }
  };

  var ready = function () { document.documentElement.classList.add("ph-ready"); };
  if (document.fonts && window.Promise) {
    Promise.all(["400", "600", "700"].map(function (weight) {
      return document.fonts.load(weight + " 1em Sarabun", "ก1");
    })).then(ready, ready);
  } else { ready(); }

  // Figures as the pages write them, Thai or Arabic.
  var digits = (document.querySelector(".ph-footer") || { dataset: {} }).dataset.digits || "0123456789";
  var say = function (number) {
    return String(number).replace(/\d/g, function (one) { return digits.charAt(+one); });
  };

  each(".ph-script", function (node) { node.hidden = false; });

  each("[data-posted-from]", function (node) {
    var now = node.querySelector(".ph-now");
    var from = dayNumber(node.dataset.postedFrom), until = dayNumber(node.dataset.postedUntil);
    if (!now || isNaN(from)) { return; }
    var text = "";
    if (today < from) { text = now.dataset.before.replace("%", say(from - today)); }
    else if (isNaN(until)) { return; }
    else if (today < until) { text = now.dataset.during.replace("%", say(until - today)); }
    else { text = today === until ? now.dataset.last : now.dataset.after; }
    now.textContent = text;
    now.hidden = false;
  });

  each("[data-month='" + thisMonth + "']", function (node) {
    node.classList.add("ph-today");
    if (node.tagName === "DETAILS") {
      node.open = true;
      var mark = document.createElement("span");
      mark.className = "ph-mark";
      mark.textContent = node.parentNode.dataset.now;
      node.firstElementChild.appendChild(mark);
    } else { node.setAttribute("aria-current", "date"); }
  });

  each(".ph-copy", function (button) {
    button.addEventListener("click", function () {
      var done = function () { button.textContent = button.dataset.copied; };
      var address = location.href.split("#")[0];
      // Without https, or where the reader refused, the old way.
      var byHand = function () {
        var field = document.createElement("textarea");
        field.value = address;
        document.body.appendChild(field);
        field.select();
        if (document.execCommand("copy")) { done(); }
        field.remove();
        button.focus();
      };
      if (navigator.clipboard) { navigator.clipboard.writeText(address).then(done, byHand); }
      else { byHand(); }
    });
  });

  each(".ph-keep", function (button) {
    var kept = function () { var one = memory.get(); return !!one && one.slug === button.dataset.village; };
    var show = function () {
      button.textContent = kept() ? button.dataset.kept : button.dataset.keep;
    };
    button.addEventListener("click", function () {
      memory.set(kept() ? null : { slug: button.dataset.village, name: button.dataset.name });
      show();
    });
    show();
  });

  each(".ph-mine", function (node) {
    var one = memory.get();
    var link = one && document.querySelector("[data-village='" + String(one.slug).replace(/\W/g, "") + "'] a");
    if (!link) { return; }
    link.parentNode.classList.add("ph-kept");
    node.appendChild(link.cloneNode(true));
    node.hidden = false;
  });

  // A sheet of paper says when it was printed, for the page may change.
  each(".ph-printed-on", function (node) {
    try {
      node.textContent = node.dataset.word + " " + say(new Date(today * DAY).toLocaleDateString(
        "th-TH-u-ca-buddhist-nu-latn",
        { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }
      ).replace("พ.ศ. ", ""));
      node.hidden = false;
    } catch (e) { /* an old browser without Thai dates */ }
  });

  // Years that came after this page was built; a page opened from a disk keeps its own link.
  each(".ph-years", function (menu) {
    if (!/^http/.test(location.protocol) || !window.fetch) { return; }
    var here = location.pathname.split("/").filter(function (part) { return /^2[45]\d\d$/.test(part); })[0];
    var root = menu.dataset.years.replace(/years\.json$/, "");
    fetch(menu.dataset.years).then(function (answer) { return answer.json(); }).then(function (years) {
      if (years.length < 2) { return; }
      var select = document.createElement("select");
      select.setAttribute("aria-label", menu.dataset.label);
      if (!here) { select.add(new Option(menu.dataset.choose, "")); }
      years.forEach(function (year) {
        select.add(new Option(year.title, year.version, false, year.version === here));
      });
      select.addEventListener("change", function () {
        if (select.value) { location.href = root + select.value + "/index.html"; }
      });
      menu.appendChild(select);
    }).catch(function () { /* the link to all years stays */ });
  });
})();
