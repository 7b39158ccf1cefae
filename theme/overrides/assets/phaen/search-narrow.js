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
