/* Finds projects by what they say, without a page or network: `phaen.Engine(rules)` gets the tables
   that the generator works by (folding, spellings, everyday words and villages in generator/thai) and
   the index of every year. It is in parts, one a file of this folder; the generator joins them in any
   order into the one script that readers load, so that none may need another before all are there. */
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

    /** What is not known yet of a year's texts.
        @type {() => Pick<Year, "bare" | "hits" | "parted" | "counts" | "corpus" | "bareCorpus">} */
    const unread = () => ({ bare: {}, hits: new Map(), parted: new Map(), counts: new Map(), corpus: "", bareCorpus: "" });

    /** @type {Engine["add"]} */
    const add = (index) => {
      if (index.format !== FORMAT) { throw new Error("format " + index.format); }
      const rows = index.rows;
      const said = (/** @type {Choice} */ one) => pack(fold(one[1] + "\n" + (one[2] || "")));
      // A project that nobody has reported on has no status.
      const status = (/** @type {string} */ kind) => (kind === rules.silent ? "" : pack(fold(rules.status[kind] || "")));
      /** @type {Year} */
      const year = {
        label: index.year, rows, index, ...unread(), villages: new Map(), details: null,
        texts: Object.fromEntries(TEXTS.map((key) => [key, column(pack(fold(index[key])), rows)])),
        choices: { ...Object.fromEntries(rules.choices.map((key) => [key, index.choices[key].map(said)])), status: index.status.kinds.map(status) },
        codes: { ...Object.fromEntries(rules.choices.map((key) => [key, index[key]])), status: index.status.codes },
        silent: index.status.codes.flatMap((code, row) => (index.status.kinds[code] === rules.silent ? [row] : [])),
        months: index.months,
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
      const source = (details.columns.source || "").split("\n");
      const kinds = [...new Set(source)], places = new Map(kinds.map((text, at) => [text, at]));
      year.details = details;
      year.texts.detail = column(pack(fold(details.detail)), year.rows);
      year.choices.source = kinds.map((text) => pack(fold(text.replace(/\r/g, " "))));
      year.codes.source = Array.from({ length: year.rows }, (_none, row) => places.get(source[row] || "") || 0);
      Object.assign(year, unread());
    };

    /** @type {Engine["shelf"]} */
    const shelf = (entries) => {
      const line = (/** @type {string} */ text) => fold(text).replace(/\n/g, " ");
      const rows = entries.length;
      const texts = { name: entries.map((one) => line(one.name)), detail: entries.map((one) => line(one.text || "")) };
      return {
        label: "", rows, ...unread(), choices: {}, codes: {}, silent: [], months: [],
        texts: { name: column(pack(texts.name.join("\n")), rows), detail: column(pack(texts.detail.join("\n")), rows) },
        villages: new Map(entries.flatMap((one, row) => (one.village ? [[one.village, [row]]] : []))),
        where: entries.map((one) => (one.village ? [one.village] : []))
      };
    };

    const { read, find, among } = phaen.Ask(rules, { fold, bare }, years);
    const spans = phaen.Spans(rules, { fold, bare });
    return { add, addDetails, find, among, shelf, fold, read, spans, years };
  };
})(window.phaen);
