/* What a text becomes before it is compared: folded by the tables that the generator folds by
   (generator/thai/folding.toml), and one byte a sign. */
(function (phaen) {
  "use strict";

  /* A text of one byte a sign: Thai where TIS-620 has it, what is neither Thai nor ASCII by its
     number. Browsers look through such a text several times faster. */
  const latin = new TextDecoder("iso-8859-1");
  const pack = (/** @type {string} */ text) => {
    const end = text.length;
    let bytes = new Uint8Array(end), at = 0;
    for (let i = 0; i < end; i++) {
      const code = text.charCodeAt(i);
      if (code < 0x80) { bytes[at++] = code; }
      else if (code > 0x0e00 && code < 0x0e5c) { bytes[at++] = code - 0x0e00 + 0xa0; }
      else {
        // Six signs at most, and what is still to come.
        if (at + 6 + end - i > bytes.length) { const more = new Uint8Array(2 * (at + 6 + end - i)); more.set(bytes); bytes = more; }
        bytes[at++] = 1;
        for (const digit of code.toString(16)) { bytes[at++] = digit.charCodeAt(0) + 16; }
        bytes[at++] = 2;
      }
    }
    return latin.decode(bytes.subarray(0, at));
  };

  /* How texts are folded, and what is left of one without its light signs. */
  const SHORT = 40; // signs of a word of the rules; longer texts are no words
  const PIECE = 200; // of them folded at once

  phaen.Fold = function (rules) {
    /** @type {Map<string, string>} */
    const inOrder = new Map(); // there are few
    const runs = new RegExp("[" + rules.marks + "]{2,}", "g");
    /** @type {Record<string, (text: string) => string>} */
    const byName = {
      digits: (text) => text.replace(/[๐-๙]/g, (one) => String(one.charCodeAt(0) - 0x0e50)),
      compose: (text) => text.normalize("NFC"),
      lower: (text) => text.toLowerCase(),
      marks: (text) => text.replace(runs, (run) => {
        const one = inOrder.get(run) || [...new Set(run)].sort((a, b) => rules.marks.indexOf(a) - rules.marks.indexOf(b)).join("");
        inOrder.set(run, one);
        return one;
      })
    };
    const steps = rules.steps.map((rule) => {
      if ("do" in rule) { return byName[rule.do]; }
      const find = new RegExp(rule.find, "gu");
      return (/** @type {string} */ text) => text.replace(find, rule.put);
    });
    const folded = (/** @type {string} */ text) => steps.reduce((lines, step) => step(lines), "\n" + text + "\n").slice(1, -1);
    /** @type {Map<string, string>} */
    const known = new Map();
    const fold = (/** @type {string} */ text) => { const one = known.get(text); return one === undefined ? folded(text) : one; };

    /* Folds the words of the rules together: one by one, they take twenty times as long. */
    /** @type {() => Steps} */
    const learn = function* () {
      /** @type {(part: unknown) => string[]} */
      const texts = (part) => (typeof part === "string" ? [part, ...part.split("&").map((one) => one.trim())]
        : part && typeof part === "object" ? Object.values(part).flatMap(texts) : []);
      const words = [...new Set(texts(rules))].filter((word) => word.length <= SHORT && !word.includes("\n"));
      yield;
      for (let at = 0; at < words.length; at += PIECE) {
        const some = words.slice(at, at + PIECE), done = folded(some.join("\n")).split("\n");
        some.forEach((word, i) => known.set(word, done[i]));
        yield;
      }
    };

    const light = new RegExp(pack(rules.light) + "|[,()/\"'-]", "g");
    const bare = (/** @type {string} */ text) => text.replace(light, "");
    return { fold, bare, learn };
  };
  phaen.pack = pack;
})(window.phaen);
