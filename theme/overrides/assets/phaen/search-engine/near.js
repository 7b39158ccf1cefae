/* Near misses, where nothing else is found: signs above letters left out or misplaced, or one letter. */
(function (phaen) {
  "use strict";

  phaen.Near = function ({ bare }, { inVillage, mark, having, holding }) {
    const { FAR, column, scanNearly, wordsOf } = phaen;

    /** @type {(year: Shelf, key: string) => Column} */
    const bareOf = (year, key) => {
      year.bare[key] = year.bare[key] || column(bare(year.texts[key].text), year.rows);
      return year.bare[key];
    };

    /** Tell of rows that have a word but for its light signs; returns how many times.
        @type {(year: Shelf, word: string, at: At) => number} */
    const withoutSigns = (year, word, at) => {
      let times = 0;
      year.bareCorpus = year.bareCorpus || bare(wordsOf(year));
      if (!year.bareCorpus.includes(word)) { return 0; }
      for (const key in year.texts) {
        const col = bareOf(year, key), found = at(1, key === "name");
        for (let row = 0, i = col.text.indexOf(word); i >= 0; i = col.text.indexOf(word, col.starts[row + 1])) {
          while (col.starts[row + 1] <= i) { row++; }
          found(row, i - col.starts[row]);
          times++;
        }
      }
      const found = at(1, false);
      mark(year, (text) => bare(text.replace(/\n/g, " ")).includes(word), (row) => { found(row, 0); times++; });
      return times;
    };

    /** Whether some word of the year has the other but for one letter.
        @type {(year: Shelf, word: string) => boolean} */
    const isLike = (year, word) => {
      let hit = false;
      scanNearly(column(wordsOf(year), 1), word, () => { hit = true; });
      return hit;
    };

    /** Tell of rows that have a word but for one letter: in the details only if nowhere else.
        @type {(year: Shelf, words: string[], at: At) => void} */
    const withWrongLetter = (year, words, at) => {
      for (const keys of [["name", "place", "id"], ["detail"]]) {
        let times = 0;
        for (const word of words.filter((one) => isLike(year, one))) {
          for (const key of keys.filter((one) => year.texts[one])) {
            const found = at(2, key === "name");
            scanNearly(year.texts[key], word, (row, position) => { found(row, position); times++; });
          }
          const found = at(2, false);
          mark(year, (text) => {
            let hit = false;
            scanNearly(column(text.replace(/\n/g, " "), 1), word, () => { hit = true; });
            return hit;
          }, (row) => { found(row, 0); times++; });
        }
        if (times) { break; }
      }
    };

    /** The key of every row that has a word or nearly has it, 0 where it has not even that. Whether
        light signs explained it is told in `asked`.
        @type {(year: Shelf, word: Word, asked: Asked, thorough: boolean) => Int32Array} */
    const nearlyHaving = (year, word, asked, thorough) => {
      if (word.sure) { return having(year, word); }
      const best = new Int32Array(year.rows);
      /** @type {At} */
      const at = (cost, inName) => (row, position) => {
        const place = inName ? (word.first ? Math.min(position, FAR - 1) : 0) : FAR;
        const key = 1 + cost * 2 * (FAR + 1) + place;
        if (!best[row] || best[row] > key) { best[row] = key; }
      };
      const texts = word.packed.flat();
      texts.forEach((one) => holding(year, one).forEach((key, row) => { if (key) { at(0, key <= FAR)(row, key <= FAR ? key - 1 : 0); } }));
      const bareWords = texts.map((one) => bare(one.text)).filter(Boolean);
      const light = bareWords.reduce((sum, text) => sum + withoutSigns(year, text, at), 0);
      // A wrong letter is thought of last: where light signs explain the word, they do.
      if (light) { asked.spared = true; }
      if (!light || thorough) {
        withWrongLetter(year, texts.map((one) => one.text).filter((text) => bare(text).length >= 4), at);
      }
      return best;
    };

    /* The keys of the rows that have every word, or nearly: they grow with what was forgiven. */
    return (year, villages, words, asked, thorough) => {
      const total = new Int32Array(year.rows).fill(1);
      // What is done everywhere is done there, too.
      villages.forEach((number) => inVillage(year, number).forEach((here, row) => { total[row] *= here || +year.where[row].includes(0); }));
      for (const word of words) {
        const best = nearlyHaving(year, word, asked, thorough);
        let left = 0;
        for (let row = 0; row < year.rows; row++) {
          total[row] = total[row] && best[row] ? total[row] + best[row] - 1 : 0;
          left += total[row];
        }
        if (!left) { break; }
      }
      return total;
    };
  };
})(window.phaen);
