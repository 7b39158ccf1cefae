/* A year's table, drawn as it is scrolled: its rows stand in blocks, and a large table has only those
   blocks in the page that are near the screen; on paper, all. */
(function (phaen) {
  "use strict";
  const BLOCK = 40, NEAR = 1500; // rows of a block; how far from the screen it is drawn, in pixels
  const TALL = 64; // a row's height as long as nobody has seen one

  /** @type {Phaen["Table"]} */
  phaen.Table = (table) => {
    const { make, cell, facts, data, money, bound } = phaen;
    // As many as the page without a script has: they are never too many.
    const most = Number(table.dataset.page);
    const first = table.tBodies[0];
    const standing = new Map(Array.from(first.rows, (row) => [row.dataset.project || "", row]));
    /** @type {{ body: HTMLTableSectionElement, rows: Row[], from: number, drawn: boolean, height: number }[]} */
    let blocks = [];
    let aimed = false, paper = false, tall = TALL;

    /** A row as the page itself has it (macro `line`).
        @type {(row: Row) => HTMLTableRowElement} */
    const drawn = ([year, row]) => {
      const one = facts(year, row), place = cell(year.index, "place", row).replace(/\r/g, " ");
      const where = make("td", {}, bound(one.place));
      if (place) { where.append(make("small", {}, bound(place))); }
      const amount = make("td", { class: "ph-num" }, ...(one.baht === null ? [one.money]
        : [money(cell(year.index, "budget", row)), make("span", { class: "ph-baht" }, " " + table.dataset.baht)]));
      return make("tr", { id: "row-" + one.id, "data-project": one.id },
        make("th", { scope: "row" }, make("a", { href: "projects/" + one.id + ".html" }, bound(one.name))),
        where, make("td", {}, one.unit), make("td", {}, one.when), amount,
        make("td", {}, data.status[one.status]), make("td", { class: "ph-kept-whole" }, one.id));
    };
    const idOf = (/** @type {Row} */ [year, row]) => cell(year.index, "id", row);
    const wanted = () => { try { return decodeURIComponent(location.hash.slice(1)); } catch (error) { return ""; } };

    const draw = (/** @type {typeof blocks[0]} */ block) => {
      if (block.drawn) { return; }
      block.drawn = true;
      const aim = wanted();
      block.body.replaceChildren(...block.rows.map((row, at) => {
        const node = standing.get(idOf(row)) || drawn(row);
        node.classList.toggle("ph-aimed", node.id === aim);
        if (blocks.length > 1) { node.setAttribute("aria-rowindex", String(block.from + at + 2)); }
        else { node.removeAttribute("aria-rowindex"); }
        return node;
      }));
    };
    const leave = (/** @type {typeof blocks[0]} */ block) => {
      block.drawn = false;
      const gap = make("tr", { class: "ph-gap", "aria-hidden": "true" }, make("td", { colspan: 7 }));
      gap.style.height = Math.round(block.height || tall * block.rows.length) + "px";
      block.body.replaceChildren(gap);
    };
    const update = () => {
      if (blocks.length < 2) { return; }
      // All are measured before any is changed: a browser lays a page out anew for each change that is asked about.
      const near = blocks.map((block) => {
        if (paper) { return true; }
        const { top, bottom, height } = block.body.getBoundingClientRect();
        if (block.drawn) { block.height = height; tall = height / block.rows.length; }
        return bottom > -NEAR && top < innerHeight + NEAR;
      });
      blocks.forEach((block, at) => {
        if (near[at]) { draw(block); } else if (block.drawn && !block.body.contains(document.activeElement)) { leave(block); }
      });
    };
    let waiting = false;
    const soon = () => {
      if (waiting) { return; }
      waiting = true;
      requestAnimationFrame(() => { waiting = false; update(); });
    };
    addEventListener("scroll", soon, { passive: true });
    addEventListener("resize", soon);

    // The row that the address names, wherever it stands; what is drawn above it may push it away.
    const aim = () => {
      const id = wanted().replace(/^row-/, "");
      const block = id && wanted() !== id ? blocks.find((one) => one.rows.some((row) => idOf(row) === id)) : undefined;
      if (!block) { return; }
      table.querySelectorAll(".ph-aimed").forEach((row) => row.classList.remove("ph-aimed"));
      draw(block);
      const node = document.getElementById("row-" + id);
      if (!node) { return; }
      node.classList.add("ph-aimed");
      for (let again = 0; again < 4; again++) { node.scrollIntoView({ block: "center" }); update(); }
    };
    addEventListener("hashchange", aim);

    const print = (/** @type {boolean} */ on) => { paper = on; update(); };
    addEventListener("beforeprint", () => print(true));
    addEventListener("afterprint", () => print(false));
    const sheets = matchMedia("print");
    sheets.addEventListener("change", () => print(sheets.matches));

    return (rows) => {
      const large = rows.length > most, size = large ? BLOCK : Math.max(1, rows.length);
      table.dataset.total = String(rows.length);
      if (large) { table.setAttribute("aria-rowcount", String(rows.length + 1)); } else { table.removeAttribute("aria-rowcount"); }
      // The page has what it should: nothing is drawn anew.
      const now = blocks.length ? blocks.flatMap((block) => block.rows.map(idOf)) : Array.from(standing.keys());
      const same = rows.length === now.length && now.every((id, at) => id === idOf(rows[at]));
      if (same && !blocks.length) { blocks = [{ body: first, rows, from: 0, drawn: true, height: 0 }]; }
      if (!same) {
        blocks = [];
        for (let from = 0; from < Math.max(1, rows.length); from += size) {
          blocks.push({ body: make("tbody", {}), rows: rows.slice(from, from + size), from, drawn: false, height: 0 });
        }
        // Those that will be seen are there before the others go, so that nothing jumps.
        blocks.forEach((block, at) => { if (at < 2) { draw(block); } else { leave(block); } });
        Array.from(table.tBodies).forEach((body) => body.remove());
        table.append(...blocks.map((block) => block.body));
        update();
      }
      document.querySelectorAll(".ph-part").forEach((part) => { /** @type {HTMLElement} */ (part).hidden = true; });
      if (!aimed) { aimed = true; aim(); }
    };
  };
})(window.phaen);
