/* What is understood before a query is read: what shall be left out, the month of a year, an amount as
   it is written. */
(function (phaen) {
  "use strict";
  const LONGEST = 200; // signs of a query that is looked at so
  const SHORT = 4; // signs of the longest short name of a month
  const DAY = /[0-9] ?$/; // before a month: a date, which is no month

  phaen.Front = function (rules, fold, among) {
    const { pack, scan } = phaen;
    const january = rules.months.findIndex(([month]) => month === "1");
    // Names of months without the word for it, each by its place in a fiscal year.
    const places = new Map(rules.month_words.flatMap((said, place) => said.map((word) => [fold(word).replace(/^เดือน/, ""), place])));
    const MONTH = new RegExp("(^| )(?:เดือน ?)?(" + [...places.keys()].sort((a, b) => b.length - a.length).join("|") +
      ")(?: ?(?:ปี ?|พศ ?)?(?:25)?([5-9][0-9])(?![0-9.]))?(?= |$)", "g");
    const WITHOUT = new RegExp("^(?:(.*) )?(?:" + rules.without.map(fold).join("|") + ") ?(.+)$");
    const nameOf = (/** @type {[Shelf, number]} */ [{ label }, row]) => label + "/" + row;

    /** The rows that say a text as it stands, or whose amount is written so.
        @type {(pool: Year[], text: string) => Row[]} */
    const saying = (pool, text) => pool.flatMap((year) => {
      /** @type {Set<number>} */
      const rows = new Set();
      if (/^[0-9]{4,}$|^[0-9]+[.][0-9]+$/.test(text)) { year.baht.forEach((baht, row) => { if (baht === +text) { rows.add(row); } }); }
      else { Object.values(year.texts).forEach((col) => scan(col, { text: pack(text), head: false }, (row) => rows.add(row))); }
      return [...rows].sort((a, b) => a - b).map((row) => /** @type {Row} */ ([year, row]));
    });

    /** A query with its months by the words that are known, and the fiscal year of the last that has a year.
        @type {(text: string) => [string, string]} */
    const dated = (text) => {
      let label = "";
      const rest = text.replace(MONTH, (all, before, month, year, at) => {
        if (DAY.test(text.slice(0, at))) { return all; }
        if (year) { label = String(2500 + +year + ((places.get(month) || 0) < january ? 1 : 0)); }
        return before + "เดือน" + month;
      });
      return [rest, label];
    };

    /** Rows that come first, and then what else was found, if it is sure.
        @type {(first: Row[], found: Finding) => Finding} */
    const before = (first, found) => {
      const names = new Set(first.map(nameOf));
      return !first.length ? found : {
        ...found, near: false, chance: found.near ? 0 : found.chance,
        rows: [...first, ...(found.near ? [] : found.rows.filter((one) => !names.has(nameOf(one))))]
      };
    };

    /** @type {(pool: Year[], query: string) => Finding} */
    const find = (pool, query) => {
      const text = fold(query.slice(0, 20000)).replace(/\n/g, " ").trim(), ask = (/** @type {Year[]} */ some, /** @type {string} */ one) => /** @type {Finding} */ (among(some, one));
      if (/^[0-9.]+$/.test(text)) { return before(saying(pool, text), ask(pool, query)); }
      if (text.length > LONGEST) { return ask(pool, query); }
      const out = text.match(WITHOUT);
      if (out && !saying(pool, text).length) {
        const all = find(pool, out[1] || ""), less = find(pool, out[2]), gone = less.near ? [] : less.rows.slice(0, less.rows.length - less.chance);
        const names = new Set(gone.map(nameOf)), kept = (/** @type {Row[]} */ rows) => rows.filter((one) => !names.has(nameOf(one)));
        const sure = kept(all.rows.slice(0, all.rows.length - all.chance)), last = kept(all.rows.slice(all.rows.length - all.chance));
        // What nothing says is let go, and said to be.
        const asked = gone.length ? { ...all.asked, text, without: out[2] } : { ...all.asked, text, amounts: [...all.asked.amounts, text.slice((out[1] || "").length).trim()] };
        return { near: all.near, chance: last.length, rows: [...sure, ...last], asked };
      }
      const [rest, label] = dated(text);
      if (rest === text) { return ask(pool, query); }
      // A short name alone stands inside other words by chance.
      const says = text.length > SHORT ? saying(pool, text) : [];
      return before(says, ask(pool.filter((year) => !label || year.label === label), rest));
    };
    return find;
  };
})(window.phaen);
