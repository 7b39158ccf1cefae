/* What reporters do: put a table in another order, and take a citation or a line of code along. */
(function () {
  "use strict";
  const collator = new Intl.Collator("th", { numeric: true });
  /** @type {(selector: string, work: (node: HTMLElement) => void) => void} */
  const each = (selector, work) => { document.querySelectorAll(selector).forEach((node) => work(/** @type {HTMLElement} */ (node))); };
  /** @type {(row: HTMLTableRowElement, at: number) => string} */
  const told = (row, at) => row.cells[at].dataset.value || (row.cells[at].dataset.value === undefined && !row.cells[at].classList.contains("ph-num") ? (row.cells[at].textContent || "").trim() : "");

  each("[data-sortable]", (node) => {
    const table = /** @type {HTMLTableElement} */ (node), words = table.dataset, body = table.tBodies[0];
    const heads = /** @type {HTMLTableCellElement[]} */ (Array.from(table.querySelectorAll("th[data-sort]")));
    const first = Array.from(body.rows);
    const select = document.createElement("select");
    select.add(new Option(words.first, ""));
    heads.forEach((head, at) => {
      const name = (head.textContent || "").trim();
      const kind = (head.dataset.sort || "").replace(/^./, (letter) => letter.toUpperCase());
      [words["down" + kind] || "", words["up" + kind] || ""].forEach((word, up) => {
        select.add(new Option(word.replace("{name}", name), (up ? "" : "-") + at));
      });
      const button = document.createElement("button");
      button.type = "button";
      button.append(...Array.from(head.childNodes));
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") !== "descending" && head.dataset.sort === "number" || head.getAttribute("aria-sort") === "ascending";
        select.value = (down ? "-" : "") + at;
        sort();
      });
      head.append(button);
    });
    // What nobody knows stands last, whichever way; equals keep the order of the page.
    const sort = () => {
      const down = select.value.startsWith("-"), at = Math.abs(Number(select.value)), chosen = select.value !== "";
      const number = chosen && heads[at].dataset.sort === "number";
      const rows = !chosen ? first : first.slice().sort((a, b) => {
        const one = told(a, at), other = told(b, at);
        if (!one || !other) { return Number(!one) - Number(!other); }
        const by = number ? Number(one) - Number(other) : collator.compare(one, other);
        return down ? -by : by;
      });
      body.append(...rows);
      heads.forEach((head, place) => {
        if (chosen && place === at) { head.setAttribute("aria-sort", down ? "descending" : "ascending"); }
        else { head.removeAttribute("aria-sort"); }
      });
    };
    select.addEventListener("change", sort);
    const label = document.createElement("label"), line = document.createElement("p");
    label.append((words.sortable || "") + " ", select);
    line.className = "ph-sorting";
    line.append(label);
    table.before(line);
  });

  each(".ph-cited-on", (node) => {
    try {
      const footer = /** @type {HTMLElement | null} */ (document.querySelector(".ph-footer"));
      const digits = footer && footer.dataset.digits || "0123456789";
      const day = new Date(Date.now() + 7 * 3600000).toLocaleDateString(
        "th-TH-u-ca-buddhist-nu-latn", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }
      ).replace("พ.ศ. ", "").replace(/ /g, "\u00a0").replace(/\d/g, (one) => digits.charAt(Number(one)));
      node.textContent = " " + node.dataset.word + " " + day;
    } catch (error) { /* an old browser without Thai dates: the citation is whole without it */ }
  });
  each(".ph-cited-at[data-here]", (node) => {
    if (/^http/.test(location.protocol)) { node.textContent = " " + location.href.split("#")[0]; }
  });

  each(".ph-take", (button) => {
    button.addEventListener("click", () => {
      const details = button.closest("details"), shown = details && details.querySelector(".ph-cited");
      const text = (shown && shown.textContent || "").replace(/\s+/g, " ").trim();
      const done = () => { button.textContent = button.dataset.copied || ""; };
      // Without https, or where the reader refused, the old way.
      const byHand = () => {
        const field = document.createElement("textarea");
        field.value = text;
        (details || document.body).append(field);
        field.select();
        if (document.execCommand("copy")) { done(); }
        field.remove();
        button.focus();
      };
      if (navigator.clipboard) { navigator.clipboard.writeText(text).then(done, byHand); }
      else { byHand(); }
    });
  });
})();
