/* Finds projects by what they say, without a page or network: `phaen.Engine(rules)` gets the tables
   that the generator works by (folding.toml, spellings.toml, villages.toml in generator/thai) and
   the index of every year. It is parted into fold, scan, ask and narrow; the generator joins the
   scripts of this folder in any order into the one that readers load, so that none may need
   another before all are there. */
(function (phaen) {
  "use strict";
  const FORMAT = 1;
  /** @type {("name" | "place" | "id")[]} */
  const TEXTS = ["name", "place", "id"];

  const numbers = (/** @type {string} */ text) => {
    const found = [];
    for (const item of text ? text.split(",") : []) {
      const [first, last] = item.split("-");
      for (let n = +first; n <= +(last || first); n++) { found.push(n); }
    }
    return found;
  };

  phaen.Engine = function (rules) {
    const { pack, column } = phaen;
    const { fold, bare } = phaen.Fold(rules);
    /** @type {Year[]} */
    const years = []; // newest first

    /** @type {Engine["add"]} */
    const add = (index) => {
      if (index.format !== FORMAT) { throw new Error("format " + index.format); }
      const rows = index.rows;
      const said = (/** @type {Choice} */ one) => pack(fold(one[1] + "\n" + (one[2] || "")));
      /** @type {Year} */
      const year = {
        label: index.year, rows, index, bare: {}, villages: new Map(), details: null,
        texts: Object.fromEntries(TEXTS.map((key) => [key, column(pack(fold(index[key])), rows)])),
        choices: Object.fromEntries(rules.choices.map((key) => [key, index.choices[key].map(said)])),
        // The whole area is village 0.
        where: index.village.split("\n").map((text) => numbers(text.replace("*", "0"))),
        baht: Float64Array.from(index.budget.split("\n"), (text) => (/^[0-9]/.test(text) ? Number(text) : NaN))
      };
      year.where.forEach((list, row) => list.forEach((n) => {
        const rowsOf = year.villages.get(n);
        if (rowsOf) { rowsOf.push(row); } else { year.villages.set(n, [row]); }
      }));
      years.push(year);
      years.sort((a, b) => (a.label < b.label ? 1 : -1));
      return year;
    };

    /** @type {Engine["addDetails"]} */
    const addDetails = (details) => {
      const year = years.find((one) => one.label === details.year);
      if (!year || details.format !== FORMAT) { throw new Error("format " + details.format); }
      year.details = details;
      year.texts.detail = column(pack(fold(details.detail)), year.rows);
      year.bare = {};
    };

    const { read, find, spans } = phaen.Ask(rules, { fold, bare }, years);
    const narrow = phaen.Narrow(rules);
    return { add, addDetails, find, fold, narrow, read, spans, years };
  };
})(window.phaen);
