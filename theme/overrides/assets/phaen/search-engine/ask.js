/* What a query asks for, and the rows that answer it: exact first, near misses only when nothing is
   exact. */
(function (phaen) {
  "use strict";
  const FAR = 4095; // the place in order of what stands outside the name
  const NEAR_PARTS = 12;
  const FEW = 64; // rows that are sooner read one by one than in whole columns

  /* Reads queries by the rules, and answers them from `years`, newest first. */
  phaen.Ask = function (rules, { fold, bare }, years) {
    const shared = rules.choices;
    const { pack, column, whole, scan, within, scanNearly } = phaen;
    const VILLAGE = new RegExp(rules.village.query, "gu");
    // What stands before a village's number, with a blank or without.
    const spaced = (/** @type {string} */ word) => [word + " ", word];
    const longWords = rules.village.long.flatMap(spaced);
    const shortWords = rules.village.short.flatMap(spaced);

    // The longest spelling first, so that a part of it is not taken for it.
    /** @type {{ text: string, others: Part[] }[]} */
    const spellings = [];
    rules.same.forEach(({ words, short, wider }) => {
      const said = [...words, ...short].map((word) => ({ text: fold(word), head: short.includes(word) }));
      [...said.map((one) => one.text), ...wider.map(fold)].forEach((text) => spellings.push({ text, others: said.filter((one) => one.text !== text) }));
    });
    spellings.sort((a, b) => b.text.length - a.text.length);
    const known = new RegExp(rules.known, "g");

    /** A part of the query with every other spelling of it.
        @type {(part: string) => Part[]} */
    const spelled = (part) => {
      const one = spellings.find(({ text }) => part.includes(text));
      const others = !one ? [] : one.others.map(({ text, head }) => ({
        text: part.replace(one.text, () => text), head: head && part.startsWith(one.text)
      }));
      return [{ text: part, head: false }, ...others];
    };

    /** @type {Answering["read"]} */
    const read = (query) => {
      const text = fold(String(query).slice(0, 20000)).replace(/\n/g, " ").trim();
      /** @type {Set<number>} */
      const villages = new Set();
      const rest = text.replace(VILLAGE, (_all, before, number) => { villages.add(+number); return (before || "") + " "; })
        .replace(known, " $& "); // a spelling within a longer piece is a word of its own
      const words = [...new Set(rest.split(/ -?/))].filter(Boolean).sort((a, b) => b.length - a.length);
      const first = rest.trim().split(" ")[0];
      return {
        text, villages: [...villages],
        parts: words.map((word) => {
          const all = spelled(word);
          return { word, first: word === first, all, packed: all.map((one) => ({ text: pack(one.text), head: one.head })) };
        }),
        // What is typed whole counts as it stands: a class "ม.5" is no village.
        typed: villages.size && rest.trim() ? [{ text: pack(text), head: false }] : []
      };
    };

    /** Which rows are in a village, by its number: 1, else 0.
        @type {(year: Year, number: number) => Int32Array} */
    const inVillage = (year, number) => {
      const next = new Int32Array(year.rows);
      const mark = (/** @type {number} */ row) => { next[row] = 1; };
      (year.villages.get(number) || []).forEach(mark);
      longWords.forEach((word) => {
        const part = { text: pack(word + number), head: false };
        Object.values(year.texts).forEach((col) => scan(col, part, mark));
      });
      return next;
    };

    /** The rows that have a part: 1 + the order's first key, 0 where it is not. Where few rows are
        left in `where`, these alone are looked at.
        @type {(year: Year, part: Word, where: Int32Array, few: boolean) => Int32Array} */
    const having = (year, part, where, few) => {
      const next = new Int32Array(year.rows);
      const place = (/** @type {number} */ row, /** @type {number} */ at) => {
        const key = 1 + (part.first ? Math.min(at, FAR - 1) : 0);
        if (!next[row] || next[row] > key) { next[row] = key; }
      };
      const outside = (/** @type {number} */ row) => { if (!next[row]) { next[row] = 1 + FAR; } };
      if (few) {
        for (let row = 0; row < year.rows; row++) {
          if (where[row]) { look(year, row, part.packed, place, outside); }
        }
        return next;
      }
      for (const one of part.packed) {
        scan(year.texts.name, one, place);
        for (const key in year.texts) { if (key !== "name") { scan(year.texts[key], one, outside); } }
        mark(year, one, outside);
      }
      return next;
    };

    /** Rows that have every part: `where[row]` is 1 + the order's first key, 0 where it has not.
        @type {(year: Year, asked: Asked) => Int32Array} */
    const exact = (year, asked) => {
      const where = new Int32Array(year.rows).fill(1);
      let left = year.rows;
      const keep = (/** @type {Int32Array} */ next) => {
        left = 0;
        for (let row = 0; row < year.rows; row++) {
          where[row] = where[row] && next[row] ? Math.max(where[row], next[row]) : 0;
          if (where[row]) { left++; }
        }
      };
      asked.villages.forEach((number) => keep(inVillage(year, number)));
      asked.parts.forEach((part, i) => { if (left) { keep(having(year, part, where, i > 0 && left < FEW)); } });
      if (asked.typed.length) {
        for (const key in year.texts) {
          scan(year.texts[key], asked.typed[0], (row) => { if (!where[row]) { where[row] = 1 + (key === "name" ? 0 : FAR); } });
        }
      }
      return where;
    };

    /** @type {(year: Year, part: Part, outside: ToRow) => void} */
    const mark = (year, part, outside) => {
      shared.forEach((key) => {
        const hit = year.choices[key].map((text) => within(text, part) >= 0);
        if (hit.some(Boolean)) { year.index[key].forEach((code, row) => { if (hit[code]) { outside(row); } }); }
      });
    };

    /** Like `mark`, for names without their light signs; returns how many rows.
        @type {(year: Year, says: (text: string) => boolean, found: Found) => number} */
    const markBare = (year, says, found) => {
      let rows = 0;
      shared.forEach((key) => {
        const hit = year.choices[key].map((text) => says(bare(text.replace(/\n/g, " "))));
        if (!hit.some(Boolean)) { return; }
        year.index[key].forEach((code, row) => { if (hit[code]) { found(row, 0); rows++; } });
      });
      return rows;
    };

    /** @type {(year: Year, row: number, all: Part[], place: Found, outside: ToRow) => void} */
    const look = (year, row, all, place, outside) => {
      for (const one of all) {
        for (const key in year.texts) {
          const col = year.texts[key];
          const at = within(col.text.slice(col.starts[row], col.starts[row + 1] - 1), one);
          if (at >= 0) { if (key === "name") { place(row, at); } else { outside(row); } }
        }
        shared.forEach((key) => { if (within(year.choices[key][year.index[key][row]], one) >= 0) { outside(row); } });
      }
    };

    /** The key of every row that has a part or nearly has it, 0 where it has not even that. Whether
        light signs explained it is told in `asked`.
        @type {(year: Year, part: Word, asked: Asked, thorough: boolean) => Int32Array} */
    const nearlyHaving = (year, part, asked, thorough) => {
      const best = new Int32Array(year.rows);
      /** @type {At} */
      const at = (cost, inName) => (row, position) => {
        const place = inName ? (part.first ? Math.min(position, FAR - 1) : 0) : FAR;
        const key = 1 + cost * 2 * (FAR + 1) + place;
        if (!best[row] || best[row] > key) { best[row] = key; }
      };
      for (const one of part.packed) {
        for (const key in year.texts) { scan(year.texts[key], one, at(0, key === "name")); }
        mark(year, one, (row) => at(0, false)(row, 0));
      }
      const bareWords = part.packed.map((one) => bare(one.text)).filter(Boolean);
      const light = bareWords.reduce((sum, word) => sum + withoutSigns(year, word, at), 0);
      // A wrong letter is thought of last: where light signs explain the word, they do.
      if (light) { asked.spared = true; }
      if (!light || thorough) { withWrongLetter(year, bareWords.filter((word) => word.length >= 4), at); }
      return best;
    };

    /** @type {(year: Year, key: string) => Column} */
    const bareOf = (year, key) => {
      year.bare[key] = year.bare[key] || column(bare(year.texts[key].text), year.rows);
      return year.bare[key];
    };

    /** Tell of rows that have a word but for its light signs; returns how many times.
        @type {(year: Year, word: string, at: At) => number} */
    const withoutSigns = (year, word, at) => {
      let times = 0;
      for (const key in year.texts) {
        const col = bareOf(year, key), found = at(1, key === "name");
        for (let row = 0, i = col.text.indexOf(word); i >= 0; i = col.text.indexOf(word, col.starts[row + 1])) {
          while (col.starts[row + 1] <= i) { row++; }
          found(row, i - col.starts[row]);
          times++;
        }
      }
      return times + markBare(year, (text) => text.indexOf(word) >= 0, at(1, false));
    };

    /** Tell of rows that have a word but for one letter: in the details only if nowhere else.
        @type {(year: Year, words: string[], at: At) => void} */
    const withWrongLetter = (year, words, at) => {
      for (const keys of [["name", "place", "id"], ["detail"]]) {
        let times = 0;
        for (const word of words) {
          for (const key of keys.filter((one) => year.texts[one])) {
            const found = at(2, key === "name");
            scanNearly(bareOf(year, key), word, (row, position) => { found(row, position); times++; });
          }
          times += markBare(year, (text) => {
            let hit = false;
            scanNearly(column(text, 1), word, () => { hit = true; });
            return hit;
          }, at(2, false));
        }
        if (times) { break; }
      }
    };

    /** Like `exact`, forgiving light signs and, in four letters or more, one letter. The key grows
        with what was forgiven.
        @type {(year: Year, asked: Asked, thorough: boolean) => Int32Array} */
    const near = (year, asked, thorough) => {
      const total = new Int32Array(year.rows).fill(1);
      asked.villages.forEach((number) => inVillage(year, number).forEach((here, row) => { total[row] *= here; }));
      for (const part of asked.parts) {
        const best = nearlyHaving(year, part, asked, thorough);
        for (let row = 0; row < year.rows; row++) { total[row] = total[row] && best[row] ? total[row] + best[row] - 1 : 0; }
      }
      return total;
    };

    // In order: name before the rest, earlier position, newer year, the plan's order.
    /** @type {Answering["find"]} */
    const find = (query, labels) => {
      const asked = read(query);
      const pool = years.filter((year) => !labels || labels.indexOf(year.label) >= 0);
      const empty = !asked.text;
      let keys = pool.map((year) => (empty ? new Int32Array(year.rows).fill(1) : exact(year, asked)));
      let forgiving = false;
      const count = () => keys.reduce((sum, list) => list.reduce((all, key) => all + (key ? 1 : 0), sum), 0);
      let size = count();
      if (!size && asked.parts.length && asked.parts.length <= NEAR_PARTS && asked.text.length <= 200) {
        for (const thorough of [false, true]) {
          if (!size && (!thorough || asked.spared)) {
            keys = pool.map((year) => near(year, asked, thorough));
            size = count();
          }
        }
        forgiving = size > 0;
      }
      // One number for each row: the key, the year, the row.
      const order = new Float64Array(size);
      let at = 0;
      keys.forEach((list, y) => {
        for (let row = 0; row < list.length; row++) { if (list[row]) { order[at++] = (list[row] * 128 + y) * 1048576 + row; } }
      });
      order.sort();
      const rows = new Array(size);
      for (let i = 0; i < size; i++) {
        const row = order[i] % 1048576;
        rows[i] = [pool[((order[i] - row) / 1048576) % 128], row];
      }
      return { near: forgiving, rows, asked };
    };

    /** Pairs that part no sign from its letter.
        @type {Answering["spans"]} */
    const spans = (text, asked) => {
      const signs = Array.from(text.matchAll(/[เแโใไ]?[\s\S][\u0e31\u0e33-\u0e3a\u0e47-\u0e4e\u0300-\u036f\udc00-\udfff]*[ะาๅ]?/g), (one) => one.index);
      signs.push(text.length);
      // How long the folded text is up to each letter: folding shortens and never reorders letters.
      const folded = fold(text);
      const upTo = signs.map((end) => fold(text.slice(0, end) + "\u0e01").length - 1);
      const marked = new Array(signs.length).fill(false);
      const paint = (/** @type {number} */ begin, /** @type {number} */ length) => {
        for (let i = 0; i + 1 < signs.length; i++) { if (upTo[i + 1] > begin && upTo[i] < begin + length) { marked[i] = true; } }
      };
      const paintAll = (/** @type {Part} */ part) => {
        for (let at = folded.indexOf(part.text); part.text && at >= 0; at = folded.indexOf(part.text, at + 1)) {
          if (whole(folded, at, part)) { paint(at, part.text.length); }
        }
      };
      asked.parts.forEach((part) => part.all.forEach(paintAll));
      asked.villages.forEach((n) => {
        longWords.forEach((word) => paintAll({ text: word + n, head: false }));
        shortWords.forEach((word) => paintAll({ text: word + n, head: true }));
      });
      /** @type {ReturnType<typeof spans>} */
      const found = [];
      for (let i = 0; i + 1 < signs.length; i++) {
        if (!marked[i]) { continue; }
        if (found.length && found[found.length - 1][1] === signs[i]) { found[found.length - 1][1] = signs[i + 1]; }
        else { found.push([signs[i], signs[i + 1]]); }
      }
      return found;
    };

    return { read, find, spans };
  };
})(window.phaen);
