/* Lists of rows: their order, and what they amount to, in words and by whose money it is. */
(function (phaen) {
  "use strict";
  const { data, words, say, number, money, cell } = phaen;
  /** @type {Intl.Collator | null} */
  let collator = null; // a telephone takes a twentieth of a second to make one: not before it sorts names
  phaen.compare = (one, other) => (collator = collator || new Intl.Collator("th", { numeric: true })).compare(one, other);

  /* --- Order ----------------------------------------------------------------------------------- */
  // What each order is called: the first are offered in a list, the others by the heads of a table.
  phaen.orders = {
    relevance: "order_relevance", budget: "order_budget_up", "-budget": "order_budget", start: "order_start", village: "order_village", name: "order_name",
    "-start": "order_start_down", "-village": "order_village_down", "-name": "order_name_down",
    unit: "order_unit", "-unit": "order_unit_down", status: "order_status", "-status": "order_status_down"
  };
  phaen.offered = 6;
  /** @type {Record<string, (one: Row) => number>} */
  const keys = {
    budget: ([year, row]) => (Number.isNaN(year.baht[row]) ? Infinity : year.baht[row]),
    start: ([year, row]) => {
      const mask = year.index.months[row];
      return mask ? +year.label * 12 + Math.log2(mask & -mask) : Infinity;
    },
    village: ([year, row]) => (year.where[row].length ? year.where[row][0] || 1000 : 1001)
  };
  const statusOf = (/** @type {Index} */ index, /** @type {number} */ row) => index.status.kinds[index.status.codes[row]];
  /** @type {Record<string, (one: Row) => string>} */
  const written = {
    name: ([{ index }, row]) => cell(index, "name", row),
    unit: ([{ index }, row]) => index.choices.unit[index.unit[row]][1],
    status: ([{ index }, row]) => data.status[statusOf(index, row)]
  };
  phaen.sorted = (found, order) => {
    const down = order[0] === "-", key = order.replace("-", "");
    if (written[key]) {
      const text = found.map(written[key]);
      const at = found.map((_row, i) => i).sort((a, b) => (down ? -1 : 1) * phaen.compare(text[a], text[b]) || a - b);
      return at.map((i) => found[i]);
    }
    if (!keys[key]) { return found; }
    // What states no amount, month or village stands last, whichever way.
    const by = found.map(keys[key]);
    const at = found.map((_row, i) => i).sort((a, b) => {
      const [x, y] = [by[a], by[b]];
      if (x === y) { return a - b; }
      if (x === Infinity || y === Infinity) { return x === Infinity ? 1 : -1; }
      return down ? y - x : x - y;
    });
    return at.map((i) => found[i]);
  };

  /* --- What a page says of its rows -------------------------------------------------------------- */
  // A table that shows a part of its rows, or has them in another order, does not say that it is the whole
  // plan; on paper it says what it is, and what leads to it again.
  phaen.Claims = (root, table) => {
    const claims = document.querySelectorAll(".ph-all-rows"), caption = table && table.caption;
    const source = document.querySelector(".ph-printed-from");
    const [called, base] = [caption, source].map((one) => (one ? one.textContent : ""));
    return ({ part, turned, found, query }) => {
      root.toggleAttribute("data-part", part || turned);
      claims.forEach((one) => { /** @type {HTMLElement} */ (one).hidden = part || turned; });
      if (caption) { caption.textContent = part ? found : called; }
      if (source) { source.textContent = base + decodeURI(query); }
    };
  };

  /* --- Sums ------------------------------------------------------------------------------------ */
  const ALLOWANCE = new RegExp(data.allowance, "u");
  const WHOSE = ["own", "allowances", "others"];

  /** Whose money the rows of a year are, as places in WHOSE: one sum of all would confuse them.
      @type {WeakMap<Year, Uint8Array>} */
  const known = new WeakMap();
  /** @type {(year: Year) => Uint8Array} */
  const whoseOf = (year) => {
    const before = known.get(year);
    if (before) { return before; }
    const { index } = year;
    const here = Uint8Array.from({ length: year.rows }, (_none, row) => {
      const [owner] = index.choices.owner[index.owner[row]];
      return WHOSE.indexOf(owner !== "own" ? "others" : ALLOWANCE.test(cell(index, "name", row)) ? "allowances" : "own");
    });
    known.set(year, here);
    return here;
  };

  /** @type {() => Sum} */
  const nothing = () => ({ projects: 0, stated: 0, satang: 0, missing: 0, free: 0, cancelled: 0 });
  /** @type {(sum: Sum, one: Row) => void} */
  const put = (sum, [{ index, baht }, row]) => {
    if (index.status.kinds[index.status.codes[row]] === "withdrawn") { sum.cancelled++; return; }
    const count = index.count[row] || 1;
    sum.projects += count;
    if (!Number.isNaN(baht[row])) { sum.satang += Math.round(baht[row] * 100); sum.stated += count; }
    else if (cell(index, "budget", row) === "-") { sum.missing += count; } else { sum.free += count; }
  };
  const bahtOf = (/** @type {Sum} */ sum) => (sum.satang / 100).toFixed(sum.satang % 100 ? 2 : 0);
  /** What a sum amounts to; where nothing is stated, that is no nought.
      @type {(sum: Sum, word: string) => string} */
  const amountOf = (sum, word) => (sum.stated ? say(word, { baht: money(bahtOf(sum)) }) : sum.free && !sum.missing ? words.no_budget : words.not_stated);
  /** Whose a sum is: all of one, or how many are of each; then what each amounts to.
      @type {(sums: Sum[]) => { brief: string[], whole: string[] }} */
  const sayWhose = (sums) => {
    const [own, allowances] = sums.map((sum) => sum.projects), both = own && allowances;
    const parts = sums.map((sum, at) => ({ has: sum.projects, brief: words["brief_" + WHOSE[at]], n: number(sum.projects), amount: amountOf(sum, "sum_part_baht"),
      whose: words[both && !at ? "whose_own_only" : "whose_" + WHOSE[at]] }));
    const some = parts.filter((one) => one.has);
    if (some.length < 2) { return { brief: some.map((one) => say("sum_all", one)), whole: [] }; }
    // What the organisation does has its allowances in it, as on every other page.
    const does = both ? [say("sum_brief_with", { brief: words.brief_own, n: number(own + allowances), with: number(allowances) })] : [];
    return { brief: [...does, ...some.slice(both ? 2 : 0).map((one) => say("sum_brief", one))], whole: some.map((one) => say("sum_part", one)) };
  };

  phaen.sums = (found) => {
    const sum = nothing(), by = WHOSE.map(nothing);
    found.forEach((one) => { put(sum, one); put(by[whoseOf(one[0])[one[1]]], one); });
    // Where none counts, there is no amount to speak of: only what is not counted.
    const gone = sum.cancelled ? [say("sum_cancelled", { n: number(sum.cancelled) })] : [];
    const told = { projects: sum.projects, baht: bahtOf(sum), text: gone.join(""), whose: "", covered: "", more: gone.slice(1) };
    if (!sum.projects) { return told; }
    const { brief, whole } = sayWhose(by);
    told.text = say("sum", { n: number(sum.projects), amount: amountOf(sum, "sum_baht") });
    told.whose = brief.join(" · ");
    // What a sum leaves out is said beside it, and not only where a reader asks for more.
    // A sum that leaves out what was cancelled is not said to be of all.
    const missing = sum.missing && sum.missing < sum.projects ? [say("sum_missing", { n: number(sum.missing) })] : [];
    told.covered = [...missing, ...gone].join(" · ") || (sum.stated ? words.sum_covered : "");
    told.more = [
      ...whole,
      ...(sum.projects === found.length ? [] : [say("sum_rows", { n: number(found.length) })]),
      ...(sum.free && sum.free < sum.projects ? [say("sum_no_budget", { n: number(sum.free) })] : [])
    ];
    return told;
  };
})(window.phaen);
