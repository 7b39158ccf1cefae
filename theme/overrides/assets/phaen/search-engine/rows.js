/* Which rows answer what is asked: by a village, by a word in any of its spellings, by all of them. */
(function (phaen) {
  "use strict";
  const FAR = 4095; // the place in order of what stands outside the name
  const FEW = 64; // rows that are sooner read one by one than in whole columns
  const KEPT = 256; // words whose rows a year remembers, from one key to the next
  const CHANCE = 524288; // added to the key of a row that says a short word only inside others
  const NONE = new Int32Array(0); // of what no row says

  /* Looks through the years' columns; `longWords` stand before a village's number. "Not reported" is
     no status: what asks for it says just that. */
  phaen.Rows = function (longWords, silent, chanceOf) {
    const { pack, scan, within, wordsOf } = phaen;

    /** What a year remembers by a key, made where it is not there.
        @type {(year: Shelf, key: string, make: (next: Int32Array) => void, there?: boolean) => Int32Array} */
    const remembered = (year, key, make, there = true) => {
      const known = year.hits.get(key), next = known || (there ? new Int32Array(year.rows) : NONE);
      if (known) { return known; }
      if (there) { make(next); }
      if (year.hits.size >= KEPT) { year.hits.delete(year.hits.keys().next().value || ""); }
      year.hits.set(key, next);
      return next;
    };

    /** The rows of a year that the test lets through have the shortest key.
        @type {(next: Int32Array, row: number, key: number) => void} */
    const least = (next, row, key) => { if (!next[row] || next[row] > key) { next[row] = key; } };

    /** Which rows are in a village, by its number: 1, else 0.
        @type {RowsOf["inVillage"]} */
    const inVillage = (year, number) => remembered(year, "#" + number, (next) => {
      const here = (/** @type {number} */ row) => { next[row] = 1; };
      longWords.forEach((word) => {
        const part = { text: pack(word + number), head: false };
        Object.values(year.texts).forEach((col) => scan(col, part, here));
      });
      // Who says that a village is left out names it, and is not in it.
      const leaving = Object.values(year.texts).filter((col) => col.text.includes(pack("เว้น")));
      longWords.flatMap((word) => ["เว้น" + word, "เว้น " + word]).forEach((word) => {
        const part = { text: pack(word + number), head: false };
        leaving.forEach((col) => scan(col, part, (row) => { next[row] = 0; }));
      });
      (year.villages.get(number) || []).forEach(here);
    });

    /** Tell of rows whose choices say a part.
        @type {RowsOf["mark"]} */
    const mark = (year, says, outside) => {
      for (const key in year.choices) {
        const hit = year.choices[key].map(says);
        if (hit.some(Boolean)) { year.codes[key].forEach((code, row) => { if (hit[code]) { outside(row); } }); }
      }
    };

    /** Whether a text may be in a year: what none of its words holds is not.
        @type {(year: Shelf, text: string) => boolean} */
    const maybe = (year, text) => text.includes(" ") || wordsOf(year).includes(text);

    /** The same for a short word that stands inside others by chance: who says it only so comes last.
        @type {(year: Shelf, part: Part, byChance: ByChance, next: Int32Array) => void} */
    const holdingShort = (year, part, byChance, next) => {
      const keyOf = (/** @type {string} */ text, /** @type {number} */ at, /** @type {number} */ key) => (byChance(text, at) ? CHANCE + key : key);
      for (const name in year.texts) {
        const { text, starts } = year.texts[name];
        let row = 0;
        for (let at = text.indexOf(part.text); at >= 0; at = text.indexOf(part.text, at + 1)) {
          while (starts[row + 1] <= at) { row++; }
          least(next, row, keyOf(text, at, 1 + (name === "name" ? Math.min(at - starts[row], FAR - 1) : FAR)));
        }
      }
      /** @type {(text: string, wanted: boolean) => boolean} */
      const says = (text, wanted) => {
        for (let at = text.indexOf(part.text); at >= 0; at = text.indexOf(part.text, at + 1)) { if (byChance(text, at) === wanted) { return true; } }
        return false;
      };
      mark(year, (text) => says(text, false), (row) => least(next, row, 1 + FAR));
      mark(year, (text) => says(text, true), (row) => least(next, row, CHANCE + 1 + FAR));
    };

    /** The rows that have one text, by its place in the name; no list where none has.
        @type {(year: Shelf, part: Part) => Int32Array} */
    const holding = (year, part) => {
      const key = (part.head ? "^" : "") + part.text;
      return remembered(year, key, (next) => {
        const byChance = chanceOf(part.text);
        if (byChance) { holdingShort(year, part, byChance, next); return; }
        const outside = (/** @type {number} */ row) => { if (!next[row]) { next[row] = 1 + FAR; } };
        scan(year.texts.name, part, (row, at) => { next[row] = 1 + Math.min(at, FAR - 1); });
        for (const name in year.texts) { if (name !== "name") { scan(year.texts[name], part, outside); } }
        mark(year, (text) => within(text, part) >= 0, outside);
      }, year.hits.has(key) || maybe(year, part.text));
    };

    /** The rows that say all of some texts.
        @type {(year: Shelf, both: Part[]) => Int32Array} */
    const holdingAll = (year, both) => {
      const all = both.map((part) => holding(year, part));
      if (all.includes(NONE)) { return NONE; }
      return all.length < 2 ? all[0] : all[0].map((key, row) => all.reduce((most, one) => (most && one[row] ? Math.max(most, one[row]) : 0), key));
    };

    /** @type {RowsOf["having"]} */
    const having = (year, word) => {
      const next = new Int32Array(year.rows);
      const put = (/** @type {number} */ row, /** @type {number} */ key) => least(next, row, word.first || key > FAR ? key : 1);
      if (word.area) { (year.villages.get(0) || []).forEach((row) => put(row, 1)); }
      if (word.month) { year.months.forEach((months, row) => { if (months & word.month) { put(row, 1); } }); }
      if (word.word === silent) { year.silent.forEach((row) => put(row, 1 + FAR)); }
      word.packed.forEach((both) => {
        const keys = holdingAll(year, both);
        for (let row = 0; row < keys.length; row++) { if (keys[row]) { put(row, keys[row]); } }
      });
      return next;
    };

    /** The same for one row.
        @type {(year: Shelf, word: Word, row: number) => number} */
    const keyOf = (year, word, row) => {
      let best = 0;
      const put = (/** @type {number} */ key) => { if (key && (!best || best > key)) { best = key; } };
      const where = (/** @type {Part} */ part) => {
        let found = 0;
        if (chanceOf(part.text)) { const key = holding(year, part)[row] || 0; return word.first || key > FAR ? key : +!!key; }
        for (const name in year.texts) {
          const col = year.texts[name];
          const at = within(col.text.slice(col.starts[row], col.starts[row + 1] - 1), part);
          if (at >= 0 && name === "name") { return 1 + (word.first ? Math.min(at, FAR - 1) : 0); }
          if (at >= 0) { found = 1 + FAR; }
        }
        for (const name in year.choices) { if (within(year.choices[name][year.codes[name][row]], part) >= 0) { found = 1 + FAR; } }
        return found;
      };
      if ((word.area && year.where[row].includes(0)) || word.month & year.months[row]) { put(1); }
      if (word.word === silent && year.silent.includes(row)) { put(1 + FAR); }
      word.packed.forEach((both) => {
        const keys = both.map(where);
        put(keys.every(Boolean) ? Math.max(...keys) : 0);
      });
      return best;
    };

    /** Rows that have every word: 1 + the order's first key, 0 where one is missing.
        @type {RowsOf["every"]} */
    const every = (year, villages, words) => {
      const where = new Int32Array(year.rows).fill(1);
      let left = year.rows;
      const keep = (/** @type {(row: number) => number} */ key) => {
        left = 0;
        for (let row = 0; row < year.rows; row++) {
          if (!where[row]) { continue; }
          const here = key(row);
          where[row] = here ? Math.max(where[row], here) : 0;
          if (here) { left++; }
        }
      };
      villages.forEach((number) => { const next = inVillage(year, number); keep((row) => next[row]); });
      words.forEach((word, i) => {
        if (i > 0 && left && left < FEW) { keep((row) => keyOf(year, word, row)); return; }
        if (left) { const next = having(year, word); keep((row) => next[row]); }
      });
      return where;
    };

    return { inVillage, mark, having, every, holding };
  };
  Object.assign(phaen, { FAR, CHANCE });
})(window.phaen);
