/* The search box of every page, and what it shares with the search page: loading the indexes, and
   a project as one line. Loaded when a reader first asks for it. */
(function (phaen) {
  "use strict";
  const data = self.phaenData[0];
  const words = data.words;
  const engine = phaen.Engine(data);
  const digits = (text) => String(text).replace(/[0-9]/g, (one) => data.digits[+one]);
  const number = (n) => digits(String(n).replace(/\B(?=([0-9]{3})+$)/g, ","));
  const say = (key, values) => words[key].replace(/\{(\w+)\}/g, (_all, name) => values[name]);

  const make = (tag, attributes, ...inside) => {
    const node = document.createElement(tag);
    for (const name in attributes) { node.setAttribute(name, attributes[name]); }
    node.append(...inside);
    return node;
  };

  /* Years, newest first: those known when this page was made, and on a server those since. */
  const known = (async () => {
    if (!/^http/.test(location.protocol)) { return data.years; }
    try {
      const since = await (await fetch(phaen.root + "years.json")).json();
      return Array.from(new Set([...since.map((one) => one.version), ...data.years])).sort().reverse();
    } catch (error) { return data.years; }
  })();

  const once = {};
  const taken = (name, label) => (self.phaenIndex || []).find((one) => one.year === label && name in one);
  const year = (label) => once[label] = once[label] || (async () => {
    await phaen.script(phaen.root + label + "/search-index.js");
    engine.add(taken("name", label));
  })();
  const details = (label) => once["+" + label] = once["+" + label] || (async () => {
    await Promise.all([year(label), phaen.script(phaen.root + label + "/search-details.js")]);
    engine.addDetails(taken("detail", label));
  })();
  const refused = [];

  /* Load the indexes of these years; what cannot be read is told in `refused`. */
  const load = async (labels, how) => {
    const tries = labels.map((label) => how(label).catch(() => { if (!refused.includes(label)) { refused.push(label); } }));
    await Promise.all(tries);
  };

  const pages = (query) => {
    const asked = engine.read(query);
    const every = (self.phaenPages || [[]])[0].map((page) => ({ page, text: engine.fold(page[1] + " " + page[2]) }));
    const has = (one) => asked.parts.length && asked.parts.every((part) => part.all.some((word) => one.text.includes(word.text)));
    return every.filter(has).map((one) => one.page);
  };

  /* A column's line of a row. */
  const split = new WeakMap();
  const cell = (from, key, row) => {
    const cells = split.get(from) || split.set(from, {}).get(from);
    cells[key] = cells[key] || from[key].split("\n");
    return cells[key][row];
  };

  /* What a row says, ready to show. */
  const facts = ({ index, where }, row) => {
    const amount = cell(index, "budget", row);
    const stated = /^[0-9]/.test(amount);
    const mask = index.months[row];
    const on = [];
    for (let i = 0; i < 12; i++) { if (mask & (1 << i)) { on.push(i); } }
    const month = (i) => data.months[i] + "\u00a0" + digits(+index.year - (i < 3 ? 1 : 0));
    const villages = where[row];
    let place = words.no_village;
    if (villages[0] === 0) { place = words.everywhere; }
    else if (villages.length > 3) { place = say("many_villages", { first: digits(villages[0]), more: digits(villages.length - 1) }); }
    else if (villages.length) { place = say("village", { n: digits(villages.join(", ")) }); }
    return {
      id: cell(index, "id", row), name: cell(index, "name", row), place, villages, months: on,
      unit: index.choices.unit[index.unit[row]][1],
      when: !on.length ? words.no_months : month(on[0]) + (on.length > 1 ? " – " + month(on[on.length - 1]) : ""),
      status: index.status.kinds[index.status.codes[row]],
      count: index.count[row] || 1,
      baht: stated ? Number(amount) : null,
      money: stated ? say("baht", { n: money(amount) }) : (amount === "-" ? words.not_stated : amount)
    };
  };
  const money = (text) => {
    const [whole, part] = String(text).split(".");
    return number(whole) + (part ? "." + digits(part.padEnd(2, "0")) : "");
  };

  // No line ends between หมู่ที่ and its number.
  const bound = (text) => text.replace(/(หมู่(?:ที่)?) (?=[0-9๐-๙])/g, "$1\u00a0");

  /* A text with what was asked marked in it. */
  const marked = (text, asked) => {
    const nodes = [];
    let at = 0;
    for (const [begin, end] of asked ? engine.spans(text, asked) : []) {
      nodes.push(bound(text.slice(at, begin)), make("mark", {}, bound(text.slice(begin, end))));
      at = end;
    }
    return [...nodes, bound(text.slice(at))];
  };

  const card = ([from, row], asked, withYear) => {
    const one = facts(from, row);
    const address = phaen.root + from.label + "/projects/" + one.id + ".html";
    const about = [one.place, one.unit, one.when];
    if (withYear) { about.unshift(say("year_label", { year: digits(from.label) })); }
    if (one.status !== "not-reported") { about.push(data.status[one.status]); }
    return make("li", { "data-project": one.id, "data-year": from.label },
      make("a", { href: address }, ...marked(one.name, asked)), " " + about.join(" · ") + " ", make("b", {}, one.money));
  };

  const here = () => (location.pathname.match(/\/(2[45][0-9]{2})\//) || [])[1];

  /* All that a query finds, in order. `filters` as the search page has them; all years without. */
  const search = async (query, filters = {}) => {
    const labels = filters.year ? [String(filters.year)] : await known;
    await load(labels, details);
    const found = engine.find(query, labels);
    return engine.narrow(found.rows, filters).rows.map(([from, row]) => ({ year: from.label, id: cell(from.index, "id", row) }));
  };

  /* --- The dialog ------------------------------------------------------------------------- */
  let box = null;
  const build = () => {
    const input = make("input", { type: "search", "aria-label": words.label, placeholder: words.hint, autocomplete: "off", spellcheck: "false", enterkeyhint: "search" });
    const status = make("p", { role: "status" });
    const list = make("ol", { class: "ph-list" });
    const others = make("p", { class: "ph-years-found" });
    const onward = make("p", { class: "ph-onward" });
    const more = make("div", {});
    const close = make("button", { type: "button" }, words.close);
    const dialog = make("dialog", { class: "ph-box", "aria-label": words.title }, make("div", { class: "ph-ask" }, input, close), status, list, onward, others, more);
    document.body.append(dialog);
    const links = () => Array.from(dialog.querySelectorAll("a"));
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => { if (event.target === dialog) { dialog.close(); } });
    dialog.addEventListener("keydown", (event) => {
      // A search field would take the first Escape to empty itself.
      if (event.key === "Escape") { event.preventDefault(); dialog.close(); return; }
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") { return; }
      const all = [input, ...links()];
      const to = all.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      event.preventDefault();
      (all[to] || input).focus();
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && input.value.trim() && !event.isComposing) { location.href = page(input.value); }
    });
    input.addEventListener("input", () => { box.show(); });
    const page = (query, label) => phaen.root + "search.html?q=" + encodeURIComponent(query) + (label ? "&year=" + label : "");
    let asking = 0;
    const show = async () => {
      const query = input.value, mine = ++asking;
      if (!query.trim()) {
        list.replaceChildren(); others.textContent = onward.textContent = ""; more.replaceChildren();
        status.textContent = "";
        return;
      }
      const labels = await known;
      const first = labels.includes(here()) ? here() : labels[0];
      const put = (asked) => {
        if (mine !== asking) { return; }
        const near = asked.near ? say("near", { q: query.trim() }) : "";
        const rows = asked.rows.filter(([from]) => from.label === first);
        status.textContent = near || say("found_here", { year: digits(first), n: number(rows.length) });
        list.dataset.total = rows.length;
        list.replaceChildren(...rows.slice(0, 8).map((row) => card(row, asked.near ? null : asked.asked)));
        onward.replaceChildren(...(rows.length > 8 ? [make("a", { href: page(query, first) }, say("all", { n: number(rows.length) }))] : []));
        const counts = labels.filter((label) => label !== first).map((label) => [label, asked.rows.filter(([from]) => from.label === label).length]);
        others.replaceChildren(...counts.filter(([, n]) => n).flatMap(([label, n], i) => [i ? " · " : "",
          make("a", { href: page(query, label) }, say("in_year", { year: digits(label), n: number(n) }))]));
        if (!asked.rows.length) { status.textContent = say("none", { q: query.trim() }) + " " + words.none_help; }
      };
      if (!engine.years.length) { status.textContent = words.loading; }
      await load([first], year);
      const early = engine.find(query, [first]);
      if (early.rows.length && !early.near) { put(early); }
      await load(labels, details);
      put(engine.find(query));
      await phaen.script(phaen.root + "search-index.js").catch(() => {});
      if (mine !== asking) { return; }
      const told = pages(query).slice(0, 3);
      more.replaceChildren(...(told.length ? [make("p", {}, words.pages), make("ul", { class: "ph-links" },
        ...told.map((one) => make("li", {}, make("a", { href: phaen.root + one[0] }, one[1]))))] : []));
      if (!engine.years.length) { status.textContent = words.failed; }
    };
    box = { dialog, input, show };
  };

  phaen.open = (from) => {
    if (!box) { build(); }
    if (!box.dialog.open) {
      box.dialog.addEventListener("close", () => from.focus(), { once: true });
      box.dialog.showModal();
    }
    box.input.focus();
    box.input.select();
  };

  Object.assign(phaen, { engine, data, words, say, digits, number, money, make, known, load, details, refused, cell, facts, card, pages, find: search });
})(window.phaen);
