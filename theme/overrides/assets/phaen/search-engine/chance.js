/* Where a short word stands inside another by chance: วัด in จังหวัด, รถ in การถ่ายทอด. */
(function (phaen) {
  "use strict";

  // A sign by its place among the Thai ones, in a text as it is or packed; 0 where it is none.
  const sign = (/** @type {number} */ code) => (code >= 0x0e00 ? code - 0x0e00 : code >= 0xa0 ? code - 0xa0 : 0);
  // What belongs to the letter before it, and the vowels that stand before theirs.
  const joins = (/** @type {number} */ code) => { const n = sign(code); return (n >= 0x30 && n <= 0x3a) || (n >= 0x45 && n <= 0x4e && n !== 0x46); };
  const leads = (/** @type {number} */ code) => { const n = sign(code); return n >= 0x40 && n <= 0x44; };

  /** @type {Phaen["Chance"]} */
  phaen.Chance = function (rules, fold) {
    /** @type {Map<string, [longer: string, at: number][]>} */
    const known = new Map();
    const learn = () => Object.entries(rules.chance).forEach(([short, all]) => {
      const word = fold(short), longer = all.map(fold);
      [(/** @type {string} */ text) => text, phaen.pack].forEach((as) => known.set(as(word), longer.map((one) => [as(one), one.indexOf(word)])));
    });
    return (word) => {
      if (!known.size) { learn(); }
      const longer = known.get(word);
      return longer ? (text, at) => joins(text.charCodeAt(at + word.length)) || leads(text.charCodeAt(at - 1)) ||
        longer.some(([one, before]) => at >= before && text.startsWith(one, at - before) && !joins(text.charCodeAt(at - before + one.length))) : null;
    };
  };
})(window.phaen);
