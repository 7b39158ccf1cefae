/* Narrows what is found by the choices of a reader, and counts what each choice would leave. */
(function (phaen) {
  "use strict";

  phaen.Narrow = function (rules) {
    const months = rules.months.map(([month]) => month);
    /** The code names by which a reader may narrow the list; a row may have several villages and
       months, or none.
        @typedef {(year: Year, row: number) => string[]} Values */
    /** @type {(key: ChoiceColumn) => Values} */
    const slug = (key) => (year, row) => [year.index.choices[key][year.index[key][row]][0]];
    /** @type {Record<string, Values>} */
    const values = {
      year: (year) => [year.label],
      status: (year, row) => [year.index.status.kinds[year.index.status.codes[row]]],
      village: (year, row) => year.where[row].map((n) => (n ? String(n) : "all")),
      month: (year, row) => months.filter((_month, i) => year.index.months[row] & (1 << i))
    };
    rules.choices.forEach((key) => { values[key] = slug(key); });

    const keys = Object.keys(values);
    /** What of `filters` a row fails, as bits; money is one more.
        @type {(filters: Filters) => (one: Row) => number} */
    const failing = (filters) => {
      const asked = keys.map((key) => (filters[key] ? String(filters[key]) : ""));
      const { min, max } = filters;
      return ([year, row]) => {
        let bits = 0;
        asked.forEach((want, i) => { if (want && !values[keys[i]](year, row).includes(want)) { bits |= 1 << i; } });
        const baht = year.baht[row];
        if ((min && !(baht >= +min)) || (max && !(baht <= +max))) { bits |= 1 << keys.length; }
        return bits;
      };
    };

    /* The rows that pass all filters, and for each filter how many would pass with each choice,
       the other filters as they are. */
    return (rows, filters) => {
      const fails = failing(filters);
      /** @type {Record<string, Map<string, number>>} */
      const counts = Object.fromEntries(keys.map((key) => [key, new Map()]));
      const kept = rows.filter((one) => {
        const bits = fails(one);
        keys.forEach((key, i) => {
          if (bits & ~(1 << i)) { return; }
          values[key](one[0], one[1]).forEach((value) => counts[key].set(value, (counts[key].get(value) || 0) + 1));
        });
        return !bits;
      });
      return { rows: kept, counts };
    };
  };
})(window.phaen);

/* What a list of rows adds to, in words: whose the money is, and how much of it nobody states. */
(function (phaen) {
  "use strict";

  phaen.Sum = (list) => {
    const { data, words, say, number, money, cell } = phaen;
    const ALLOWANCE = new RegExp(data.allowance, "u");
    /** Whose money a row is: one sum of all would confuse them.
        @type {(year: Year, row: number) => string} */
    const whose = (year, row) => {
      const [owner] = year.index.choices.owner[year.index.owner[row]];
      return owner !== "own" ? "others" : ALLOWANCE.test(cell(year.index, "name", row)) ? "allowances" : "own";
    };
    const nothing = () => ({ projects: 0, stated: 0, satang: 0, missing: 0, free: 0, cancelled: 0 });
    const sum = nothing();
    /** @type {Record<string, Sum>} */
    const sums = { own: nothing(), allowances: nothing(), others: nothing() };
    list.forEach(([year, row]) => {
      const { index, baht: { [row]: baht } } = year, count = index.count[row] || 1;
      const cancelled = index.status.kinds[index.status.codes[row]] === "withdrawn";
      [sum, sums[whose(year, row)]].forEach((one) => {
        if (cancelled) { one.cancelled++; return; }
        one.projects += count;
        if (!Number.isNaN(baht)) { one.satang += Math.round(baht * 100); one.stated += count; }
        else if (cell(index, "budget", row) === "-") { one.missing += count; } else { one.free += count; }
      });
    });

    const bahtOf = (/** @type {Sum} */ one) => (one.satang / 100).toFixed(one.satang % 100 ? 2 : 0);
    /** What a sum amounts to; where nothing is stated, that is no nought.
        @type {(one: Sum, word: string) => string} */
    const amountOf = (one, word) => (one.stated ? say(word, { baht: money(bahtOf(one)) }) : one.free && !one.missing ? words.no_budget : words.not_stated);
    // Whose it is: all of one, or each.
    const there = Object.keys(sums).filter((key) => sums[key].projects);
    const told = there.map((key) => (there.length < 2 ? say("sum_all", { whose: words["whose_" + key] }) : say("sum_part", {
      whose: words["whose_" + key], n: number(sums[key].projects), amount: amountOf(sums[key], "sum_part_baht")
    })));

    const parts = [say("sum", { n: number(sum.projects), amount: amountOf(sum, "sum_baht") })];
    if (sum.projects !== list.length) { parts[0] += " " + say("sum_rows", { n: number(list.length) }); }
    parts.push(...told);
    if (sum.missing && sum.missing < sum.projects) { parts.push(say("sum_missing", { n: number(sum.missing) })); }
    if (sum.stated && !sum.missing) { parts.push(words.sum_covered); }
    if (sum.free && sum.free < sum.projects) { parts.push(say("sum_no_budget", { n: number(sum.free) })); }
    if (sum.cancelled) { parts.push(say("sum_cancelled", { n: number(sum.cancelled) })); }
    return { projects: String(sum.projects), baht: bahtOf(sum), text: list.length ? parts.join(" · ") : "" };
  };
})(window.phaen);
