/* What a query asks for: its words in all their spellings, its villages, and a range of money. */
(function (phaen) {
  "use strict";
  const SHORT = 4; // letters of an everyday word that hides inside others
  const HELD = "\u0001"; // a blank within an amount, which parts no words
  const MARKS = /([0-9][,/])(?=[0-9])|["'(){}[\],;/!?…]/g; // which part words, but for those within a number
  const YEAR = /(?:ปี(?:งบ|งบประมาณ)?|งบ(?:ประมาณ)?(?:ปี)?|พศ) ?(?:25)?([5-9][0-9])(?![0-9.]| ?(?:ล้าน|แสน|หมื่น|พัน|บาท))/g; // which is in the ids of its rows

  phaen.Query = function (rules, { fold, bare }, parting) {
    const { pack } = phaen;
    const VILLAGE = new RegExp(rules.village.query, "gu");
    const { pattern, plain: amount, about, rounded, part: partOf, baht, units, numbers, sides } = rules.amounts;
    const RANGE = new RegExp(pattern, "gu"), AMOUNT = new RegExp(amount, "gu"), ABOUT = new RegExp(about, "gu"), PART = new RegExp(partOf, "gu");

    // The longest first: a part of it is not taken for it.
    /** @type {{ text: string, others: Part[] }[]} */
    const spellings = [];
    rules.same.forEach(({ words, short, wider }) => {
      const said = [...words, ...short].map((word) => ({ text: fold(word), head: short.includes(word) }));
      [...said.map((one) => one.text), ...wider.map(fold)].forEach((text) => spellings.push({ text, others: said.filter((one) => one.text !== text) }));
    });
    spellings.sort((a, b) => b.text.length - a.text.length);
    const spelling = new RegExp(rules.known, "g");

    /** @type {QueryReader["spelled"]} */
    const spelled = (part) => {
      const one = spellings.find(({ text }) => part.includes(text));
      const others = !one ? [] : one.others.map(({ text, head }) => ({
        text: part.replace(one.text, () => text), head: head && part.startsWith(one.text)
      }));
      // A number is typed beside its word (ซอย8), or apart.
      const apart = part.replace(/([ก-๎])(?=[0-9])|([0-9])(?=[ก-๎])/g, "$1$2 ");
      return [...new Set([part, apart])].map((text) => ({ text, head: false })).concat(others);
    };

    /** @type {QueryReader["wordOf"]} */
    const wordOf = (text, first, all, more) => ({
      word: text, first, all: all.flat(), area: false, month: 0, sure: false, ...more,
      packed: all.map((both) => both.map((one) => ({ text: pack(one.text), head: one.head })))
    });
    /** @type {QueryReader["plain"]} */
    const plain = (text, first) => {
      const one = parting.everyday.get(text);
      const hides = one && bare(pack(text)).length <= SHORT && !one.means.some((word) => fold(word) === text);
      // An amount is written with blanks or without.
      const texts = hides ? [] : [...spelled(text), ...(text.includes(" ") ? [{ text: text.replace(/ /g, ""), head: false }] : [])];
      return wordOf(text, first, texts.map((other) => [other]));
    };

    /** @type {QueryReader["meanings"]} */
    const meanings = (means) => means.flatMap((text) => text.split("&").reduce(
      (/** @type {Part[][]} */ all, word) => all.flatMap((both) => spelled(fold(word.trim())).map((one) => [...both, one])), [[]]
    ));

    /** What an amount is in baht; a number without its unit has that of another, and tenths of the one before (ล้านห้า).
        @type {(text: string, like?: string) => number} */
    const bahtOf = (text, like = "") => {
      const parts = Array.from(text.matchAll(PART)).filter((one) => one[0].trim());
      const unit = parts.some((one) => one[2]) || baht.some((word) => text.includes(word)) ? "" : (Array.from(like.matchAll(PART)).find((one) => one[2]) || [])[2];
      let last = 0;
      return parts.reduce((sum, one) => {
        const n = one[1] ? numbers[one[1]] || Number(one[1]) : 1, tenths = last > 0 && !one[2];
        last = one[2] ? units[one[2]] : last;
        return sum + (tenths ? n * last / (n < 1 ? 1 : 10) : n * (units[one[2] || unit || ""] || 1));
      }, 0);
    };
    /** The range of money that a match asks for.
        @type {(found: (string | undefined)[]) => Money} */
    const rangeOf = ([from, to, before, one, other, after]) => {
      if (from && to) { const ends = [bahtOf(from, to), bahtOf(to)].sort((a, b) => a - b); return { least: ends[0], most: ends[1] }; }
      return { [sides[before || after || ""]]: bahtOf(one || other || "") };
    };

    /** @type {Answering["read"]} */
    const read = (query, isAbout = false) => {
      const text = fold(fold(String(query).slice(0, 20000)).replace(MARKS, (_all, inside) => inside || " ")).replace(/\n/g, " ").trim();
      /** @type {Set<number>} */
      const villages = new Set();
      /** @type {Money | undefined} */
      let range;
      // A spelling within a longer piece is a word of its own.
      const rest = text.replace(RANGE, (_all, ...found) => { range = { ...range, ...rangeOf(found.slice(0, 6)) }; return " "; })
        .replace(isAbout ? ABOUT : /(?!)/, (_all, one) => { const n = bahtOf(one); range = { least: n * (100 - rounded) / 100, most: n * (100 + rounded) / 100 }; return " "; })
        .replace(AMOUNT, (one) => one.trim().replace(/ /g, HELD) + (one.endsWith(" ") ? " " : ""))
        .replace(YEAR, " 25$1 ").replace(spelling, " $& ")
        .replace(VILLAGE, (_all, before, number) => { villages.add(+number); return (before || "") + " "; });
      const one = (/** @type {string} */ word) => word.split(HELD).join(" ");
      const words = [...new Set(rest.split(/ -?/).map(one))].filter(Boolean).sort((a, b) => b.length - a.length);
      const first = one(rest.trim().split(" ")[0]);
      return {
        text, villages: [...villages], meant: [], range, amounts: range ? [] : text.match(AMOUNT) || [],
        parts: words.map((word) => plain(word, word === first)),
        // What is typed whole counts as it stands: a class "ม.5" is no village, nor always a number the plan's own.
        typed: range || (villages.size && rest.trim()) ? [{ text: pack(text), head: false }] : []
      };
    };

    return { read, plain, spelled, meanings, wordOf };
  };
})(window.phaen);
