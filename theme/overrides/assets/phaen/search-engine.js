/* Finds projects by what they say: a scan of folded columns, exact first, near misses only when
   nothing is exact. No page, no network: `phaen.Engine(rules)` gets the tables that the generator
   folds by (generator/thai/folding.toml, spellings.toml) and the index of every year. */
(function (phaen) {
  "use strict";
  const FORMAT = 1;
  const TEXTS = ["name", "place", "id"];
  const CHOICES = ["strategy", "programme", "unit", "owner"];
  const FAR = 4095; // the place in order of what stands outside the name
  const NEAR_PARTS = 12;
  const MONTHS = ["10", "11", "12", "1", "2", "3", "4", "5", "6", "7", "8", "9"]; // of a fiscal year
  const VILLAGE = /(?:หมู่ ?ที่|หมู่|(^|[^ก-๎])ม) ?([0-9]{1,3})(?![0-9]|[-,./][0-9])/g;

  const isDigit = (code) => code >= 48 && code <= 57;
  const isThai = (code) => (code >= 0xa1 && code <= 0xee) || (code >= 0x0e01 && code <= 0x0e4e);

  /* A text of one byte a sign: Thai where TIS-620 has it, what is neither Thai nor ASCII by its
     number. Browsers look through such a text several times faster. */
  const latin = new TextDecoder("iso-8859-1");
  const pack = (text) => {
    let bytes = new Uint8Array(text.length), at = 0;
    const put = (byte) => {
      if (at === bytes.length) { const more = new Uint8Array(2 * at + 8); more.set(bytes); bytes = more; }
      bytes[at++] = byte;
    };
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code < 0x80) { put(code); }
      else if (code > 0x0e00 && code < 0x0e5c) { put(code - 0x0e00 + 0xa0); }
      else { put(1); for (const digit of code.toString(16)) { put(digit.charCodeAt(0) + 16); } put(2); }
    }
    return latin.decode(bytes.subarray(0, at));
  };

  /* A column of folded lines, and where each line begins. */
  const column = (text, rows) => {
    const starts = new Int32Array(rows + 1);
    let at = 0;
    for (let row = 0; row < rows; row++) {
      starts[row] = at;
      const end = text.indexOf("\n", at);
      at = (end < 0 ? text.length : end) + 1;
    }
    starts[rows] = text.length + 1;
    return { text, starts };
  };

  /* Whether what stands at `at` is whole: a number is not cut, a short spelling begins a word. */
  const whole = (text, at, part) => {
    const word = part.text, end = at + word.length;
    if (part.head && isThai(text.charCodeAt(at - 1))) { return false; }
    if (isDigit(word.charCodeAt(0))) {
      const before = text.charCodeAt(at - 1);
      if (isDigit(before) || (before === 46 && isDigit(text.charCodeAt(at - 2)))) { return false; }
    }
    if (isDigit(word.charCodeAt(word.length - 1))) {
      const after = text.charCodeAt(end);
      if (isDigit(after) || (after === 46 && isDigit(text.charCodeAt(end + 1)))) { return false; }
    }
    return true;
  };

  /* Call `found(row, position)` for the first whole match in every line of the column. */
  const scan = (col, part, found) => {
    const { text, starts } = col, word = part.text;
    let row = 0;
    for (let at = text.indexOf(word); at >= 0;) {
      while (starts[row + 1] <= at) { row++; }
      if (whole(text, at, part)) {
        found(row, at - starts[row]);
        at = text.indexOf(word, starts[row + 1]);
      } else { at = text.indexOf(word, at + 1); }
    }
  };

  const within = (text, part) => {
    for (let at = text.indexOf(part.text); at >= 0; at = text.indexOf(part.text, at + 1)) {
      if (whole(text, at, part)) { return at; }
    }
    return -1;
  };

  /* Whether `word` and some beginning of the text from `at` (read by `step`) differ in at most one
     sign: wrong, missing or too many. A digit is never taken for another. */
  const nearly = (word, text, at, step) => {
    const end = word.length;
    const sign = (i) => (step > 0 ? word.charCodeAt(i) : word.charCodeAt(end - 1 - i));
    const read = (i) => text.charCodeAt(at + step * i);
    let i = 0;
    while (i < end && sign(i) === read(i)) { i++; }
    if (i === end) { return true; }
    if (read(i) === 10 || Number.isNaN(read(i))) { return i === end - 1; }
    if (isDigit(sign(i)) || isDigit(read(i))) { return false; }
    const rest = (from, to) => {
      while (from < end && sign(from) === read(to)) { from++; to++; }
      return from === end;
    };
    return rest(i + 1, i + 1) || rest(i + 1, i) || rest(i, i + 1);
  };

  /* Call `found(row, position)` where the word stands with one sign wrong: one half is then whole. */
  const scanNearly = (col, word, found) => {
    const { text, starts } = col;
    const middle = word.length >> 1;
    const halves = [[word.slice(0, middle), word.slice(middle), 1], [word.slice(middle), word.slice(0, middle), -1]];
    for (const [half, other, step] of halves) {
      let row = 0;
      for (let at = text.indexOf(half); at >= 0;) {
        while (starts[row + 1] <= at) { row++; }
        if (nearly(other, text, step > 0 ? at + half.length : at - 1, step)) {
          found(row, at - starts[row]);
          at = text.indexOf(half, starts[row + 1]);
        } else { at = text.indexOf(half, at + 1); }
      }
    }
  };

  const numbers = (text) => {
    const found = [];
    for (const item of text ? text.split(",") : []) {
      const [first, last] = item.split("-");
      for (let n = +first; n <= +(last || first); n++) { found.push(n); }
    }
    return found;
  };

  phaen.Engine = function (rules) {
    const byName = {
      digits: (text) => text.replace(/[๐-๙]/g, (one) => String(one.charCodeAt(0) - 0x0e50)),
      compose: (text) => text.normalize("NFC"),
      lower: (text) => text.toLowerCase(),
      marks: (text) => text.replace(
        new RegExp("[" + rules.marks + "]{2,}", "g"),
        (run) => Array.from(new Set(run)).sort((a, b) => rules.marks.indexOf(a) - rules.marks.indexOf(b)).join("")
      )
    };
    const steps = rules.steps.map((rule) => {
      if (rule.do) { return byName[rule.do]; }
      const find = new RegExp(rule.find, "gu");
      return (text) => text.replace(find, rule.put);
    });
    const fold = (text) => steps.reduce((lines, step) => step(lines), "\n" + text + "\n").slice(1, -1);

    const light = new RegExp(pack(rules.light) + "|[ ,()/\"'-]", "g");
    const bare = (text) => text.replace(light, "");

    // The longest spelling first, so that a part of it is not taken for it.
    const spellings = [];
    rules.same.forEach((same) => {
      const all = [...same.words.map((word) => ({ text: fold(word), head: false })),
        ...same.short.map((word) => ({ text: fold(word), head: true }))];
      all.forEach((one) => spellings.push({ text: one.text, others: all.filter((other) => other.text !== one.text) }));
    });
    spellings.sort((a, b) => b.text.length - a.text.length);

    const years = []; // newest first

    /* Take in a year's index. Raises an Error where its format is another one. */
    const add = (index) => {
      if (index.format !== FORMAT) { throw new Error("format " + index.format); }
      const rows = index.rows;
      const year = { label: index.year, rows, index, texts: {}, bare: {}, choices: {}, villages: new Map(), details: null };
      TEXTS.forEach((key) => { year.texts[key] = column(pack(fold(index[key])), rows); });
      CHOICES.forEach((key) => {
        year.choices[key] = index.choices[key].map((one) => pack(fold(one[1] + "\n" + (one[2] || ""))));
      });
      // The whole area is village 0.
      year.where = index.village.split("\n").map((text) => numbers(text.replace("*", "0")));
      year.where.forEach((list, row) => list.forEach((n) => {
        if (!year.villages.has(n)) { year.villages.set(n, []); }
        year.villages.get(n).push(row);
      }));
      year.baht = Float64Array.from(index.budget.split("\n"), (text) => (/^[0-9]/.test(text) ? Number(text) : NaN));
      years.push(year);
      years.sort((a, b) => (a.label < b.label ? 1 : -1));
      return year;
    };

    /* Take in the rest of what a year's rows say. */
    const addDetails = (details) => {
      const year = years.find((one) => one.label === details.year);
      if (!year || details.format !== FORMAT) { throw new Error("format " + details.format); }
      year.details = details;
      year.texts.detail = column(pack(fold(details.detail)), year.rows);
      year.bare = {};
    };

    /* A part of the query with every other spelling of it. */
    const spelled = (part) => {
      let all = [{ text: "", head: false }];
      for (let at = 0; at < part.length;) {
        const known = spellings.find((one) => part.startsWith(one.text, at));
        const next = known ? part.slice(at, at + known.text.length) : part[at];
        const choices = [{ text: next, head: false }, ...(known && all.length < 9 ? known.others : [])];
        all = all.flatMap((so) => choices.map((one) => ({
          text: so.text + one.text, head: so.head || (one.head && !so.text)
        })));
        at += next.length;
      }
      return all;
    };

    /* The query as parts that a record must have: texts in all their spellings, and villages. */
    const read = (query) => {
      const text = fold(String(query).slice(0, 20000)).replace(/\n/g, " ").trim();
      const villages = new Set();
      const rest = text.replace(VILLAGE, (_all, before, number) => { villages.add(+number); return (before || "") + " "; });
      const words = Array.from(new Set(rest.split(" "))).filter(Boolean).sort((a, b) => b.length - a.length);
      const first = rest.trim().split(" ")[0];
      return {
        text, villages: Array.from(villages),
        parts: words.map((word) => {
          const all = spelled(word);
          return { word, first: word === first, all, packed: all.map((one) => ({ text: pack(one.text), head: one.head })) };
        }),
        // What is typed whole counts as it stands: a class "ม.5" is no village.
        typed: villages.size && rest.trim() ? [{ text: pack(text), head: false }] : []
      };
    };

    const inVillage = (year, number, mark) => {
      (year.villages.get(number) || []).forEach(mark);
      ["หมู่ที่ ", "หมู่ที่", "หมู่ ", "หมู่"].forEach((word) => {
        const part = { text: pack(word + number), head: false };
        Object.values(year.texts).forEach((col) => scan(col, part, mark));
      });
    };

    /* Rows that have every part: `where[row]` is 1 + the order's first key, 0 where it has not. */
    const exact = (year, asked) => {
      let where = null; // null: all rows so far
      const keep = (next) => {
        if (where) { for (let row = 0; row < year.rows; row++) { next[row] = where[row] && next[row] ? Math.max(where[row], next[row]) : 0; } }
        where = next;
      };
      for (const number of asked.villages) {
        const next = new Int32Array(year.rows);
        inVillage(year, number, (row) => { next[row] = 1; });
        keep(next);
      }
      let left = -1;
      for (const part of asked.parts) {
        const next = new Int32Array(year.rows);
        const place = (row, at) => {
          const key = 1 + (part.first ? Math.min(at, FAR - 1) : 0);
          if (!next[row] || next[row] > key) { next[row] = key; }
        };
        const outside = (row) => { if (!next[row]) { next[row] = 1 + FAR; } };
        if (left >= 0 && left < 64) {
          // Few are left: look at these alone.
          for (let row = 0; row < year.rows; row++) {
            if (where[row]) { look(year, row, part.packed, place, outside); }
          }
        } else {
          for (const one of part.packed) {
            scan(year.texts.name, one, place);
            for (const key in year.texts) { if (key !== "name") { scan(year.texts[key], one, outside); } }
            mark(year, one, outside);
          }
        }
        keep(next);
        left = 0;
        for (let row = 0; row < year.rows; row++) { if (where[row]) { left++; } }
        if (!left) { break; }
      }
      if (asked.typed.length) {
        where = where || new Int32Array(year.rows);
        for (const key in year.texts) {
          scan(year.texts[key], asked.typed[0], (row) => { if (!where[row]) { where[row] = 1 + (key === "name" ? 0 : FAR); } });
        }
      }
      return where;
    };

    const mark = (year, part, outside) => {
      CHOICES.forEach((key) => {
        const hit = year.choices[key].map((text) => within(text, part) >= 0);
        if (hit.some(Boolean)) { year.index[key].forEach((code, row) => { if (hit[code]) { outside(row); } }); }
      });
    };

    /* Like `mark`, for names without their light signs; returns how many rows. */
    const markBare = (year, says, found) => {
      let rows = 0;
      CHOICES.forEach((key) => {
        const hit = year.choices[key].map((text) => says(bare(text.replace(/\n/g, " "))));
        if (!hit.some(Boolean)) { return; }
        year.index[key].forEach((code, row) => { if (hit[code]) { found(row, 0); rows++; } });
      });
      return rows;
    };

    const look = (year, row, all, place, outside) => {
      for (const one of all) {
        for (const key in year.texts) {
          const col = year.texts[key];
          const at = within(col.text.slice(col.starts[row], col.starts[row + 1] - 1), one);
          if (at >= 0) { if (key === "name") { place(row, at); } else { outside(row); } }
        }
        CHOICES.forEach((key) => { if (within(year.choices[key][year.index[key][row]], one) >= 0) { outside(row); } });
      }
    };

    /* Like `exact`, forgiving light signs and, in four letters or more, one letter. The key grows
       with what was forgiven. */
    const near = (year, asked, thorough) => {
      const total = new Int32Array(year.rows).fill(1);
      const bareOf = (key) => {
        year.bare[key] = year.bare[key] || column(bare(year.texts[key].text), year.rows);
        return year.bare[key];
      };
      for (const number of asked.villages) {
        const next = new Uint8Array(year.rows);
        inVillage(year, number, (row) => { next[row] = 1; });
        for (let row = 0; row < year.rows; row++) { if (!next[row]) { total[row] = 0; } }
      }
      for (const part of asked.parts) {
        const best = new Int32Array(year.rows);
        const better = (row, key) => { if (!best[row] || best[row] > key) { best[row] = key; } };
        const at = (cost, inName) => (row, position) => better(row, 1 + cost * 2 * (FAR + 1) + (inName ? (part.first ? Math.min(position, FAR - 1) : 0) : FAR));
        const bareWords = part.packed.map((one) => bare(one.text)).filter(Boolean);
        for (const one of part.packed) {
          for (const key in year.texts) { scan(year.texts[key], one, at(0, key === "name")); }
          mark(year, one, (row) => at(0, false)(row, 0));
        }
        let light = 0;
        for (const word of bareWords) {
          for (const key in year.texts) {
            const col = bareOf(key), found = at(1, key === "name");
            for (let row = 0, i = col.text.indexOf(word); i >= 0; i = col.text.indexOf(word, col.starts[row + 1])) {
              while (col.starts[row + 1] <= i) { row++; }
              found(row, i - col.starts[row]);
              light++;
            }
          }
          light += markBare(year, (text) => text.indexOf(word) >= 0, at(1, false));
        }
        // A wrong letter is thought of last: where light signs explain the word, they do.
        if (light) { asked.spared = true; }
        const long = light && !thorough ? [] : bareWords.filter((word) => word.length >= 4);
        for (const keys of [["name", "place", "id"], ["detail"]]) {
          let wrong = 0;
          for (const word of long) {
            for (const key of keys.filter((one) => year.texts[one])) {
              const found = at(2, key === "name");
              scanNearly(bareOf(key), word, (row, position) => { found(row, position); wrong++; });
            }
            wrong += markBare(year, (text) => {
              let hit = false;
              scanNearly(column(text, 1), word, () => { hit = true; });
              return hit;
            }, at(2, false));
          }
          if (wrong) { break; }
        }
        for (let row = 0; row < year.rows; row++) { total[row] = total[row] && best[row] ? total[row] + best[row] - 1 : 0; }
      }
      return total;
    };

    /* The rows that a query finds in the years of `labels` (all without): `{near, rows}`, each row
       `[year, row]`, in order: name before the rest, earlier position, newer year, the plan's order. */
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

    /* Where a shown text says what was asked: pairs of begin and end that part no sign from its
       letter. */
    const spans = (text, asked) => {
      const signs = Array.from(text.matchAll(/[เแโใไ]?[\s\S][\u0e31\u0e33-\u0e3a\u0e47-\u0e4e\u0300-\u036f\udc00-\udfff]*[ะาๅ]?/g), (one) => one.index);
      signs.push(text.length);
      // How long the folded text is up to each letter: folding shortens and never reorders letters.
      const folded = fold(text);
      const upTo = signs.map((end) => fold(text.slice(0, end) + "\u0e01").length - 1);
      const marked = new Array(signs.length).fill(false);
      const paint = (begin, length) => {
        for (let i = 0; i + 1 < signs.length; i++) { if (upTo[i + 1] > begin && upTo[i] < begin + length) { marked[i] = true; } }
      };
      const paintAll = (part) => {
        for (let at = folded.indexOf(part.text); part.text && at >= 0; at = folded.indexOf(part.text, at + 1)) {
          if (whole(folded, at, part)) { paint(at, part.text.length); }
        }
      };
      asked.parts.forEach((part) => part.all.forEach(paintAll));
      asked.villages.forEach((n) => ["หมู่ที่ ", "หมู่ที่", "หมู่ ", "หมู่", "ม", "ม "].forEach((word) => paintAll({ text: word + n, head: word[0] === "ม" && word.length < 3 })));
      const found = [];
      for (let i = 0; i + 1 < signs.length; i++) {
        if (!marked[i]) { continue; }
        if (found.length && found[found.length - 1][1] === signs[i]) { found[found.length - 1][1] = signs[i + 1]; }
        else { found.push([signs[i], signs[i + 1]]); }
      }
      return found;
    };

    /* The code names by which a reader may narrow the list; a row may have several villages and
       months, or none. */
    const slug = (key) => (year, row) => [year.index.choices[key][year.index[key][row]][0]];
    const values = {
      year: (year) => [year.label],
      status: (year, row) => [year.index.status.kinds[year.index.status.codes[row]]],
      village: (year, row) => year.where[row].map((n) => (n ? String(n) : "all")),
      month: (year, row) => MONTHS.filter((_month, i) => year.index.months[row] & (1 << i))
    };
    CHOICES.forEach((key) => { values[key] = slug(key); });

    /* What of `filters` a row fails, as bits; money is one more. */
    const keys = Object.keys(values);
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
    const narrow = (rows, filters) => {
      const fails = failing(filters), counts = {};
      keys.forEach((key) => { counts[key] = new Map(); });
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

    return { add, addDetails, find, fold, narrow, read, spans, years };
  };
})(window.phaen = window.phaen || {});
