/* Where a shown text says what was asked: what is marked there. */
(function (phaen) {
  "use strict";
  const SIGN = /[เแโใไ]?[\s\S][\u0e31\u0e33-\u0e3a\u0e47-\u0e4e\u0300-\u036f\udc00-\udfff]*[ะาๅ]?/g;

  phaen.Spans = function (rules, { fold }, chanceOf) {
    const { whole } = phaen;
    // What stands before a village's number, with a blank or without.
    const before = (/** @type {string[]} */ words, /** @type {boolean} */ head) => words.flatMap((word) => [word + " ", word]).map((text) => ({ text, head }));
    const numbered = [...before(rules.village.long, false), ...before(rules.village.short, true)];

    /** Pairs that part no sign from its letter.
        @type {Engine["spans"]} */
    return (text, asked) => {
      const signs = Array.from(text.matchAll(SIGN), (one) => one.index);
      signs.push(text.length);
      // How long the folded text is up to each letter: folding shortens and never reorders letters.
      const folded = fold(text);
      const upTo = signs.map((end) => fold(text.slice(0, end) + "\u0e01").length - 1);
      const marked = new Array(signs.length).fill(false);
      const paint = (/** @type {number} */ begin, /** @type {number} */ length) => {
        for (let i = 0; i + 1 < signs.length; i++) { if (upTo[i + 1] > begin && upTo[i] < begin + length) { marked[i] = true; } }
      };
      const paintAll = (/** @type {Part} */ part) => {
        const byChance = chanceOf(part.text);
        for (let at = folded.indexOf(part.text); part.text && at >= 0; at = folded.indexOf(part.text, at + 1)) {
          if (whole(folded, at, part) && !(byChance && byChance(folded, at))) { paint(at, part.text.length); }
        }
      };
      [...asked.parts, ...(asked.shown || [])].forEach((part) => part.all.forEach(paintAll));
      [...asked.villages, ...(asked.numbers || [])].forEach((n) => numbered.forEach((word) => paintAll({ text: word.text + n, head: word.head })));
      /** @type {ReturnType<Engine["spans"]>} */
      const found = [];
      for (let i = 0; i + 1 < signs.length; i++) {
        if (!marked[i]) { continue; }
        if (found.length && found[found.length - 1][1] === signs[i]) { found[found.length - 1][1] = signs[i + 1]; }
        else { found.push([signs[i], signs[i + 1]]); }
      }
      return found;
    };
  };
})(window.phaen);
