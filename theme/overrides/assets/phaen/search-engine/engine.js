/* Finds projects by what they say, without a page or network: `phaen.Engine(rules)` gets the tables
   that the generator works by (folding, spellings, everyday words and villages in generator/thai) and
   the index of every year. It is in parts, one a file of this folder; the generator joins them in any
   order into the one script that readers load, so that none may need another before all are there. */
(function (phaen) {
  "use strict";
  const FORMAT = 1;
  /** @type {("name" | "place" | "id")[]} */
  const TEXTS = ["name", "place", "id"];
  const PIECE = 50; // lines of a column that are folded at once: a telephone does so in ten milliseconds

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
    const folding = phaen.Fold(rules), { fold } = folding;
    /** @type {Year[]} */
    const years = []; // newest first
    // What has come and is not folded yet; who reads on takes the first.
    /** @type {Steps[]} */
    const waiting = [];

    /** What is not known yet of a year's texts.
        @type {() => Pick<Year, "bare" | "hits" | "parted" | "counts" | "corpus" | "bareCorpus">} */
    const unread = () => ({ bare: {}, hits: new Map(), parted: new Map(), counts: new Map(), corpus: "", bareCorpus: "" });

    /** A column as it is looked through.
        @type {(text: string, rows: number) => Generator<void, Column>} */
    const folded = function* (text, rows) {
      const lines = text.split("\n"), done = [];
      for (let at = 0; at < lines.length; at += PIECE) {
        done.push(pack(fold(lines.slice(at, at + PIECE).join("\n"))));
        yield;
      }
      return column(done.join("\n"), rows);
    };

    /** @type {(year: Year, index: Index) => Steps} */
    const first = function* (year, index) {
      const said = (/** @type {Choice} */ one) => pack(fold(one[1] + "\n" + (one[2] || "")));
      // A project that nobody has reported on has no status.
      const status = (/** @type {string} */ kind) => (kind === rules.silent ? "" : pack(fold(rules.status[kind] || "")));
      /** @type {Record<string, Column>} */
      const texts = {};
      for (const key of TEXTS) { texts[key] = yield* folded(index[key], index.rows); }
      for (const key of rules.choices) { year.choices[key] = index.choices[key].map(said); yield; }
      year.choices.status = index.status.kinds.map(status);
      // An amount is no word, but what stands there instead is (ไม่ใช้งบประมาณ).
      const amounts = index.budget.split("\n").map((text) => (/^(?:[0-9]|-$)/.test(text) ? "" : text)), kinds = [...new Set(amounts)];
      year.choices.budget = kinds.map((text) => pack(fold(text)));
      year.codes.budget = amounts.map((text) => kinds.indexOf(text));
      Object.assign(year, { texts }, unread());
    };
    /** @type {(year: Year, details: Details) => Steps} */
    const rest = function* (year, details) {
      const source = (details.columns.source || "").split("\n");
      const kinds = [...new Set(source)], places = new Map(kinds.map((text, at) => [text, at]));
      const sources = kinds.map((text) => pack(fold(text.replace(/\r/g, " "))));
      const detail = yield* folded(details.detail, year.rows);
      year.texts.detail = detail;
      year.choices.source = sources;
      year.codes.source = Array.from({ length: year.rows }, (_none, row) => places.get(source[row] || "") || 0);
      Object.assign(year, unread());
    };

    /** @type {Engine["add"]} */
    const add = (index) => {
      if (index.format !== FORMAT) { throw new Error("format " + index.format); }
      const rows = index.rows;
      /** @type {Year} */
      const year = {
        label: index.year, rows, index, ...unread(), villages: new Map(), details: null,
        texts: {}, choices: {},
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
      waiting.push(first(year, index));
      return year;
    };

    /** @type {Engine["addDetails"]} */
    const addDetails = (details) => {
      const year = years.find((one) => one.label === details.year);
      if (!year || details.format !== FORMAT) { throw new Error("format " + details.format); }
      year.details = details;
      waiting.push(rest(year, details));
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

    /** @type {Answering | null} */
    let answering = null;
    const ask = () => answering || (answering = phaen.Ask(rules, folding, years));
    waiting.push(folding.learn(), (function* () { ask(); yield; })());

    /** @type {Engine["readOn"]} */
    const readOn = () => {
      while (waiting.length && waiting[0].next().done) { waiting.shift(); }
      return waiting.length > 0;
    };
    /** Who asks something waits for all that has come; who asks nothing gets every row at once.
        @type {Engine["find"]} */
    const find = (query, labels) => {
      if (/\S/.test(String(query))) { while (readOn()) { /* the rest */ } return ask().find(query, labels); }
      const pool = years.filter((year) => !labels || labels.includes(year.label));
      const rows = pool.flatMap((year) => Array.from({ length: year.rows }, (_none, row) => /** @type {Row} */ ([year, row])));
      return { near: false, chance: 0, rows, asked: { text: "", villages: [], meant: [], parts: [], typed: [], amounts: [] } };
    };
    const spans = phaen.Spans(rules, folding, phaen.Chance(rules, fold));
    return {
      add, addDetails, readOn, find, shelf, fold, spans, years,
      among: (pool, query) => ask().among(pool, query), read: (query) => ask().read(query)
    };
  };
})(window.phaen);
