/* Where a folded text says a word: whole, or with one sign wrong. */
(function (phaen) {
  "use strict";

  const isDigit = (/** @type {number} */ code) => code >= 48 && code <= 57;
  const isThai = (/** @type {number} */ code) => (code >= 0xa1 && code <= 0xee) || (code >= 0x0e01 && code <= 0x0e4e);

  /** A column of folded lines, and where each line begins.
      @type {Phaen["column"]} */
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

  /** Whether what stands at `at` is whole: no number cut, a short spelling at a beginning.
      @type {Phaen["whole"]} */
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

  /** Call `found(row, position)` for the first whole match in every line of the column.
      @type {Phaen["scan"]} */
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

  /** Where in a text a part first stands whole; -1 where it does not.
      @type {Phaen["within"]} */
  const within = (text, part) => {
    for (let at = text.indexOf(part.text); at >= 0; at = text.indexOf(part.text, at + 1)) {
      if (whole(text, at, part)) { return at; }
    }
    return -1;
  };

  /** Whether `word` and some beginning of the text from `at` (read by `step`) differ in at most one
      sign: wrong, missing or too many, but no blank. A digit is never taken for another.
      @type {(word: string, text: string, at: number, step: number) => boolean} */
  const nearly = (word, text, at, step) => {
    const end = word.length;
    const sign = (/** @type {number} */ i) => (step > 0 ? word.charCodeAt(i) : word.charCodeAt(end - 1 - i));
    const read = (/** @type {number} */ i) => text.charCodeAt(at + step * i);
    let i = 0;
    while (i < end && sign(i) === read(i)) { i++; }
    if (i === end) { return true; }
    if (read(i) === 10 || read(i) === 32 || Number.isNaN(read(i))) { return i === end - 1; }
    if (isDigit(sign(i)) || isDigit(read(i))) { return false; }
    const rest = (/** @type {number} */ from, /** @type {number} */ to) => {
      while (from < end && sign(from) === read(to)) { from++; to++; }
      return from === end;
    };
    return rest(i + 1, i + 1) || rest(i + 1, i) || rest(i, i + 1);
  };

  /** Call `found(row, position)` where the word stands with one sign wrong: one half is then whole.
      @type {Phaen["scanNearly"]} */
  const scanNearly = (col, word, found) => {
    const { text, starts } = col;
    const middle = word.length >> 1;
    /** @type {[half: string, other: string, step: number][]} */
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

  /** The different words of a year: what none of them holds, no row says.
      @type {Phaen["wordsOf"]} */
  const wordsOf = (year) => {
    if (!year.corpus) {
      const texts = [...Object.values(year.texts).map((col) => col.text), ...Object.values(year.choices).flat()];
      year.corpus = " " + [...new Set(texts.join("\n").split(/[ \n]+/))].join(" ") + " ";
    }
    return year.corpus;
  };

  Object.assign(phaen, { column, wordsOf, whole, scan, within, scanNearly });
})(window.phaen);
