/* Lists of rows: their order, and what they amount to, in words and by whose money it is. */
(function (phaen) {
  "use strict";
  const { data, words, say, number, money, cell } = phaen;
  const collator = new Intl.Collator("th", { numeric: true });
  phaen.compare = collator.compare;

  /* --- Order ----------------------------------------------------------------------------------- */
  /** @type {Record<string, (one: Row) => number>} */
  const keys = {
    budget: ([year, row]) => (Number.isNaN(year.baht[row]) ? Infinity : year.baht[row]),
    start: ([year, row]) => {
      const mask = year.index.months[row];
      return mask ? +year.label * 12 + Math.log2(mask & -mask) : Infinity;
    },
    village: ([year, row]) => (year.where[row].length ? year.where[row][0] || 100 : 101)
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
  /** Whose a sum is: all of one, or each.
      @type {(sums: Sum[]) => string[]} */
  const sayWhose = (sums) => {
    const parts = sums.map((sum, at) => ({ name: words["whose_" + WHOSE[at]], sum })).filter(({ sum }) => sum.projects);
    return parts.map(({ name, sum }) => (parts.length < 2 ? say("sum_all", { whose: name })
      : say("sum_part", { whose: name, n: number(sum.projects), amount: amountOf(sum, "sum_part_baht") })));
  };

  phaen.sums = (found) => {
    const sum = nothing(), by = WHOSE.map(nothing);
    found.forEach((one) => { put(sum, one); put(by[whoseOf(one[0])[one[1]]], one); });
    const parts = [say("sum", { n: number(sum.projects), amount: amountOf(sum, "sum_baht") })];
    if (sum.projects !== found.length) { parts[0] += " " + say("sum_rows", { n: number(found.length) }); }
    parts.push(...sayWhose(by));
    if (sum.missing && sum.missing < sum.projects) { parts.push(say("sum_missing", { n: number(sum.missing) })); }
    if (sum.stated && !sum.missing) { parts.push(words.sum_covered); }
    if (sum.free && sum.free < sum.projects) { parts.push(say("sum_no_budget", { n: number(sum.free) })); }
    if (sum.cancelled) { parts.push(say("sum_cancelled", { n: number(sum.cancelled) })); }
    return { projects: sum.projects, baht: bahtOf(sum), text: found.length ? parts.join(" · ") : "" };
  };
})(window.phaen);
