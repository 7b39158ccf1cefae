/* Parts what is typed without blanks into words: those that are listed (everyday.toml and the names of
   the place) and those that the index has itself. There is no dictionary, so that every browser parts
   alike. */
(function (phaen) {
  "use strict";
  const MOST = 80; // clusters of a word that is looked at; whatever is longer is no word
  const LONGEST = 24; // clusters of one part
  const SOUND = 3; // signs of a word that is known by its sound
  const HEARS = 12; // clusters of such a word
  const REMEMBERED = 4096; // texts whose sound is known from one key to the next
  const LONG = 5; // signs of two clusters that are a word
  // What a stretch costs as a word of a kind. What is listed is not taken apart into other listed words.
  const LISTED = 40, IDLE = 22, LETTER = 60, BEGUN = 50, ABSENT = 70, HELD = 43, STRETCH = 80, LED = 25, LED_BY = 6, CLUSTER = 6, LOOSE = 21, HEARD = 300, UNKNOWN = 10000;
  // A letter with its vowels and tones; figures and Latin letters hold together.
  const CLUSTERS = /[0-9a-z.]+|[เแโใไ]?[ก-ฮฤฦ][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0e30\u0e32\u0e33\u0e45]*|[\s\S]/g;
  const PLAIN = /^[0-9a-z.-]+$/;
  const NUMBER = /^[0-9.]+$/;
  const SHORT_VILLAGE = /^ม ?([0-9]{1,2})$/;

  phaen.Parting = function (rules, { fold }) {
    const { pack } = phaen;
    const money = new RegExp(`^${rules.amounts.plain}$`, "u");
    // Where communities are listed, ม. is none of them.
    const villageAt = rules.village.short.length ? SHORT_VILLAGE : /(?!)/;
    const folded = (/** @type {string[]} */ words) => new Set(words.map(fold));
    /** @type {Map<string, Everyday>} */
    const everyday = new Map();
    rules.everyday.forEach((one) => one.say.forEach((word) => everyday.set(fold(word), one)));
    const meant = rules.everyday.flatMap((one) => one.means.flatMap((text) => text.split("&").map((word) => word.trim())));
    const same = rules.same.flatMap(({ words, short, wider }) => [...words, ...short, ...wider]);
    const held = folded([...rules.terms, ...rules.spare, ...same, ...Object.values(rules.status)]);
    const terms = new Set([...held, ...folded([...meant, ...rules.verbs.flat()])]);
    const [generic, soft, area, places, verbs, spare, beside] = [rules.generic, rules.soft, rules.area, rules.places, rules.verbs.flat(), rules.spare, rules.beside].map(folded);
    /** @type {Map<string, Everyday>} */
    const akin = new Map();
    [...rules.verbs.map((means) => ({ say: means, means })), ...rules.akin].forEach((one) => one.say.forEach((word) => akin.set(fold(word), one)));
    /** @type {Map<string, number>} */
    const months = new Map(rules.month_words.flatMap((words, i) => words.map((word) => [fold(word), i])));
    const listed = [...terms, ...places, ...everyday.keys()];

    /** @type {[kind: string, words: { has(text: string): boolean }][]} */
    const meaning = [["everyday", everyday], ["area", area], ["month", months]];

    /** How often a text stands in the words of a year.
        @type {(year: Shelf, text: string) => number} */
    const count = (year, text) => {
      const known = year.counts.get(text);
      if (known !== undefined) { return known; }
      const word = pack(text), words = phaen.wordsOf(year);
      let n = 0;
      for (let at = words.indexOf(word); at >= 0; at = words.indexOf(word, at + word.length)) { n++; }
      year.counts.set(text, n);
      return n;
    };

    /** Whether a short text begins words of the year that go on in different ways.
        @type {(year: Shelf, text: string) => boolean} */
    const varied = (year, text) => {
      const word = pack(text), words = phaen.wordsOf(year);
      /** @type {Map<number, number>} */
      const next = new Map();
      let all = 0, begins = 0, most = 0;
      for (let at = words.indexOf(word); at >= 0; at = words.indexOf(word, at + word.length), all++) {
        const code = words.charCodeAt(at + word.length), n = (next.get(code) || 0) + 1;
        next.set(code, n);
        if (words[at - 1] === " ") { begins++; }
        if (code !== 32) { most = Math.max(most, n); }
      }
      return begins >= 3 && 2 * most <= all;
    };

    /** @type {(text: string, i: number, all: number) => [kind: string, cost: number] | null} */
    const idle = (text, i, all) => {
      if (generic.has(text) || money.test(text)) { return ["generic", IDLE]; }
      if (!soft.has(text)) { return null; }
      return text.length > 1 ? ["soft", IDLE] : i === 0 && all > 2 ? ["soft", LETTER] : null;
    };

    /** What a text is among the listed words, if the year has it.
        @type {(year: Shelf, text: string, i: number, all: number) => [kind: string, cost: number] | null} */
    const known = (year, text, i, all) => {
      for (const [kind, words] of meaning) { if (words.has(text)) { return [kind, LISTED]; } }
      if (places.has(text) && count(year, text)) { return ["place", LISTED]; }
      const filler = idle(text, i, all);
      if (filler) { return filler; }
      if (terms.has(text) && count(year, text)) { return ["term", LISTED]; }
      if (verbs.has(text)) { return ["unknown", ABSENT]; }
      // What is not there is no two other words that are, nor an idle one and another (น้ำ|เสีย).
      if (held.has(text)) { return ["absent", HELD]; }
      return i > 0 && villageAt.test(text) ? ["village", LISTED] : null;
    };

    /** Whether a listed word that the year has ends before cluster `i`: what follows begins a word.
        @type {(year: Shelf, i: number, clusters: string[]) => boolean} */
    const ended = (year, i, clusters) => {
      for (let k = i - 1, text = ""; k >= 0 && k >= i - LONGEST; k--) {
        text = clusters[k] + text;
        if (text.length >= SOUND && (everyday.has(text) || ((terms.has(text) || places.has(text)) && count(year, text)))) { return true; }
      }
      return false;
    };

    /** What stands before a stretch and may be of its word: nothing after a listed word.
        @type {(year: Shelf, i: number, clusters: string[]) => string} */
    const before = (year, i, clusters) => (ended(year, i, clusters) ? "" : clusters[i - 1] || "");

    /** Whether what stands beside a stretch in the query seldom stands beside it in the year.
        @type {(year: Shelf, text: string, before: string, after: string) => boolean} */
    const loosely = (year, text, former, after) => {
      const times = count(year, text);
      return times > 0 && (!former || 2 * count(year, former + text) <= times) && (!after || 2 * count(year, text + after) <= times);
    };

    /** Whether a text is a word: a short one stands alone, or begins many.
        @type {(year: Shelf, text: string, clusters: number) => boolean} */
    const isWord = (year, text, clusters) => clusters >= 3 || PLAIN.test(text) || count(year, " " + text + " ") > 0 ||
      (clusters === 2 && (text.length >= LONG || (text.length > 2 && varied(year, text))));

    /** Whether a stretch from cluster `i` to `j` is a word of the year.
        @type {(year: Shelf, text: string, i: number, j: number, clusters: string[]) => boolean} */
    const free = (year, text, i, j, clusters) => {
      // What has no beginning in the year is not there either.
      if (j - i > 1 && year.counts.get(clusters.slice(i, j - 1).join("")) === 0) { return false; }
      // A number at the end counts what stands before it (ซอย5): alone it is that of anything.
      if (i > 0 && j === clusters.length && NUMBER.test(text)) { return false; }
      if (/^[ -]*$/.test(text) || !loosely(year, text, before(year, i, clusters), clusters[j] || "")) { return false; }
      return (i === 0 && j === clusters.length) || isWord(year, text, j - i);
    };

    /** How many clusters from `i` are an idle word, else too many.
        @type {(clusters: string[], i: number) => number} */
    const idleFrom = (clusters, i) => {
      for (let k = 1, text = ""; k <= LED_BY && i + k <= clusters.length; k++) {
        text += clusters[i + k - 1];
        if (text.length > 1 && (generic.has(text) || soft.has(text))) { return k; }
      }
      return MOST;
    };

    /** @type {(year: Shelf, text: string) => boolean} */
    const begun = (year, text) => text.length > 2 && listed.some((word) => word.startsWith(text) && (everyday.has(word) || count(year, word) > 0));

    /** @typedef {{ cost: number, pieces: Piece[] }} Way */
    /** @type {(one: Way, other: Way | null) => boolean} */
    const cheaper = (one, other) => !other || one.cost < other.cost || (one.cost === other.cost && one.pieces.length <= other.pieces.length);

    /** The cheapest way through a text, where `price` tells what a stretch is and costs.
        @type {(text: string, price: (stretch: string, i: number, j: number, clusters: string[], led: number) => [string, number]) => Piece[]} */
    const cheapest = (text, price) => {
      const clusters = text.match(CLUSTERS) || [];
      if (clusters.length > MOST) { return [{ kind: "unknown", text }]; }
      /** @type {Way[]} */
      const best = [{ cost: 0, pieces: [] }], idles = clusters.map((_one, i) => idleFrom(clusters, i));
      for (let j = 1; j <= clusters.length; j++) {
        /** @type {Way | null} */
        let way = null;
        for (let i = Math.max(0, j - LONGEST); i < j; i++) {
          const stretch = clusters.slice(i, j).join(""), [kind, cost] = price(stretch, i, j, clusters, j - i > idles[i] ? LED : 0);
          const one = { cost: best[i].cost + cost, pieces: [...best[i].pieces, { kind, text: stretch }] };
          if (cheaper(one, way)) { way = one; }
        }
        best[j] = /** @type {Way} */ (way);
      }
      return best[clusters.length].pieces;
    };

    /** @type {Parts["part"]} */
    const part = (year, text) => {
      const seen = year.parted, pieces = seen.get(text) || parted(year, text);
      if (seen.size > MOST) { seen.clear(); }
      seen.set(text, pieces);
      return pieces;
    };
    /** @type {Parts["part"]} */
    const parted = (year, text) => cheapest(text, (stretch, i, j, clusters, led) => {
      const one = known(year, stretch, i, clusters.length);
      if (one) { return one; }
      if (free(year, stretch, i, j, clusters)) { return ["stretch", STRETCH + CLUSTER * (j - i) + led]; }
      if (i > 0 && j - i > 1 && j === clusters.length && begun(year, stretch)) { return ["term", BEGUN]; }
      return ["unknown", UNKNOWN + STRETCH * (j - i)];
    });

    /** @type {Parts["loose"]} */
    const loose = (year, text) => cheapest(text, (stretch, i, j, clusters, led) =>
      known(year, stretch, i, clusters.length) || ["stretch", STRETCH + LOOSE * (j - i) + led]);

    /** @type {Parts["opened"]} */
    const opened = (year, piece) => {
      if (piece.kind !== "absent") { return [piece]; }
      const pieces = cheapest(piece.text, (stretch, i, _j, clusters) => (stretch !== piece.text && known(year, stretch, i, clusters.length)) || ["unknown", UNKNOWN]);
      const isVerb = (/** @type {Piece} */ { text }) => verbs.has(text);
      return pieces.some(isVerb) && pieces.every((one) => isVerb(one) || ["everyday", "term"].includes(one.kind)) ? pieces : [piece];
    };

    const steps = rules.sounds.map(({ find, put }) => ({ find: new RegExp(find, "gmu"), put }));
    const sound = (/** @type {string} */ text) => steps.reduce((one, { find, put }) => one.replace(find, put), text);
    /** @type {Map<string, string[]>} */
    const sounds = new Map();
    /** @type {Map<string, string[]>} */
    const likes = new Map();
    /** The listed words of a sound, in the order of their letters. They are heard together, and when
        first asked for.
        @type {(text: string, clusters: number) => string[]} */
    const alike = (text, clusters) => {
      if (!sounds.size) {
        const words = [...new Set(listed)].filter((word) => word.length >= SOUND).sort();
        sound(words.join("\n")).split("\n").forEach((one, i) => { sounds.set(one, [...(sounds.get(one) || []), words[i]]); });
      }
      const words = likes.get(text) || (text.length < SOUND || clusters > HEARS ? [] : sounds.get(sound(text)) || []);
      if (likes.size > REMEMBERED) { likes.clear(); }
      likes.set(text, words);
      return words;
    };
    /** @type {Parts["heard"]} */
    const heard = (year, text) => {
      const like = (/** @type {string} */ said, clusters = 1) => alike(said, clusters).find((word) => everyday.has(word) || count(year, word) > 0);
      const pieces = cheapest(text, (stretch, i, j, clusters, led) => {
        const one = known(year, stretch, i, clusters.length);
        if (one) { return one; }
        if (free(year, stretch, i, j, clusters)) { return ["stretch", STRETCH + CLUSTER * (j - i) + led]; }
        return like(stretch, j - i) ? ["heard", HEARD] : ["unknown", UNKNOWN + STRETCH * (j - i)];
      });
      return pieces.map((piece) => (piece.kind === "heard" ? like(piece.text) : piece.text)).join("");
    };

    return { part, loose, opened, heard, everyday, akin, verbs, spare, beside, months, numberOf: (text) => Number((text.match(SHORT_VILLAGE) || [])[1]) };
  };
})(window.phaen);
