/* What a query asks for, and the rows that answer it, in tiers: what is typed as it stands, then its
   words, then what plans call them; near misses only when nothing else is found. */
(function (phaen) {
  "use strict";
  const MANY = 12; // words of a query that is still parted, or nearly found
  const SHORT = 4; // letters of an everyday word that hides inside others
  const TELLING = 5; // signs of a word that tells what was meant, whatever stands beside it
  const FEW = 3; // the same, where nothing but what need not stand there is left out
  const TIMES = 4;
  const LONGEST = 200; // signs of a query that is nearly found
  const TIER = 1048576; // more than any key of a row
  const LAST = 3; // the tier after all that are sure

  /* Reads queries by the rules, and answers them from `years`, newest first. */
  phaen.Ask = function (rules, { fold, bare }, years) {
    const { pack, scan } = phaen;
    const villageNamed = new Map(Object.entries(rules.village.named));
    // What stands before a village's number, with a blank or without.
    const spaced = (/** @type {string} */ word) => [word + " ", word];
    const longWords = rules.village.long.flatMap(spaced);
    const rowsOf = phaen.Rows(longWords, fold(rules.status[rules.silent]), phaen.Chance(rules, fold));
    const parting = phaen.Parting(rules, { fold, bare });
    const near = phaen.Near({ fold, bare }, rowsOf);

    const { read, plain, spelled, meanings, wordOf } = phaen.Query(rules, { fold, bare }, parting);

    const named = (/** @type {Piece} */ piece) => piece.kind !== "generic" && piece.kind !== "soft";
    const lost = (/** @type {Piece} */ piece) => piece.kind === "unknown" || piece.kind === "absent";
    const verb = (/** @type {Piece} */ { text }) => parting.verbs.has(text), spare = (/** @type {Piece} */ { text }) => parting.spare.has(text);
    const where = (/** @type {Piece} */ { kind, text }) => kind === "soft" && parting.beside.has(text);

    /** Pieces of which two are one if some row says them so: what says where and a place (หลัง|อบต), a word
        and its number (ซอย|2). Where none does, the former says nothing.
        @type {(year: Shelf, pieces: Piece[]) => Piece[]} */
    const joined = (year, pieces) => {
      const next = pieces.findIndex(({ kind, text }, i) => i > 0 && (where(pieces[i - 1]) || (named(pieces[i - 1]) && kind !== "village" && /^[0-9.]+$/.test(text))));
      if (next < 0) { return pieces; }
      const [before, after] = [pieces[next - 1], pieces[next]], one = { kind: "joined", text: before.text + after.text, before: before.text, after: after.text };
      const there = rowsOf.having(year, wordsOf(one, false, null).said).some(Boolean);
      const rest = joined(year, pieces.slice(there ? next + 1 : next));
      return [...pieces.slice(0, next - 1), ...(there ? [one] : where(before) ? [] : [before]), ...rest];
    };

    /** A word's pieces in a year, whole where it need not be parted; and parted as far as it may be.
        Null where it is neither there nor parted.
        @type {(year: Shelf, word: Word) => [closed: Piece[], open: Piece[]] | null} */
    const piecesOf = (year, word) => {
      const pieces = joined(year, parting.part(year, word.word)), names = pieces.filter(named), whole = [{ kind: "whole", text: word.word }];
      const has = (/** @type {string[]} */ ...kinds) => pieces.some((piece) => kinds.includes(piece.kind));
      const found = rowsOf.having(year, word).some(Boolean);
      if (pieces.some(lost)) { return found ? [whole, whole] : null; }
      // Of idle words alone, the long ones (งานของอำเภอ).
      const left = names.length ? names : pieces.filter((piece) => piece.kind === "soft" && piece.text.length >= SHORT);
      // What stands together somewhere is one word, except beside what never stands for itself.
      if (!found || !names.length || has("generic", "everyday", "area", "month") || (has("place") && names.length > 1)) { return [left, left]; }
      return [whole, has("soft", "stretch") || /[0-9]/.test(word.word) ? whole : names];
    };

    /** @type {(asked: Asked, one: Everyday) => void} */
    const tell = (asked, one) => { if (!asked.meant.includes(one)) { asked.meant.push(one); } };

    /** What stands beside another, with a blank between or without.
        @type {(piece: Piece, first: boolean) => Word} */
    const standing = ({ text, before, after = "" }, first) => {
      const means = (parting.everyday.get(after) || { means: [] }).means.map(fold);
      const texts = [after, ...means].flatMap(spelled).flatMap((one) => [before + one.text, before + " " + one.text]);
      return wordOf(text, first, texts.map((one) => [{ text: one, head: false }]));
    };

    /** @type {(piece: Piece) => Everyday | undefined} */
    const meaning = ({ kind, text }) => (kind === "everyday" ? parting.everyday.get(text) : kind === "akin" ? parting.akin.get(text) : undefined);

    /** The words that a piece asks for: as it stands, and by what plans call it.
        @type {(piece: Piece, first: boolean, whole: Word | null) => { said: Word, meant: Word }} */
    const wordsOf = (piece, first, whole) => {
      if (whole && piece.kind === "whole") { return { said: whole, meant: whole }; }
      if (piece.after) { const word = standing(piece, first); return { said: word, meant: word }; }
      const said = whole && piece.text === whole.word ? whole : plain(piece.text, first);
      if (piece.kind === "area" || piece.kind === "month") {
        const month = parting.months.get(piece.text);
        const sure = { ...said, sure: true, area: month === undefined, month: month === undefined ? 0 : 1 << month };
        return { said: sure, meant: sure };
      }
      const one = meaning(piece);
      if (!one) { return { said, meant: said }; }
      const meant = [...(said.packed.length ? said.all.map((text) => [text]) : []), ...meanings(one.means)];
      return { said, meant: wordOf(piece.text, first, meant, { sure: true }) };
    };

    /** What the pieces of all words ask for together; null where that is no more than what was typed.
        @type {(asked: Asked, parted: Piece[][]) => Reading | null} */
    const together = (asked, parted) => {
      /** @type {Reading} */
      const all = { villages: [...asked.villages], said: [], meant: [], everyday: [] };
      parted.forEach((pieces, i) => {
        let first = asked.parts[i].first;
        pieces.forEach((piece) => {
          if (piece.kind === "village") { all.villages.push(parting.numberOf(piece.text)); return; }
          const { said, meant } = wordsOf(piece, first, asked.parts[i]);
          all.said.push(said);
          all.meant.push(meant);
          const one = meaning(piece);
          if (one) { all.everyday.push(one); }
          first = false;
        });
      });
      return all.villages.length || all.said.length ? all : null;
    };

    /** Whether a row was found by a word that stands inside others by chance.
        @type {(key: number) => boolean} */
    const weak = (key) => key % TIER > phaen.CHANCE;
    /** Give a row a key, unless it has one as good.
        @type {(keys: Int32Array, row: number, key: number) => boolean} */
    const better = (keys, row, key) => {
      if (keys[row] && (!weak(keys[row]) || weak(key))) { return false; }
      keys[row] = key;
      return true;
    };

    /** The rows that say a query as it stands.
        @type {(year: Shelf, asked: Asked) => Int32Array} */
    const asTyped = (year, asked) => {
      const keys = rowsOf.every(year, asked.villages, asked.parts);
      asked.typed.forEach((part) => {
        for (const key in year.texts) {
          scan(year.texts[key], part, (row) => { better(keys, row, 1 + (key === "name" ? 0 : phaen.FAR)); });
        }
      });
      // Who types a village's whole name asks for its rows, whether they say the name or not.
      const village = villageNamed.get(asked.text);
      if (village) { rowsOf.inVillage(year, village).forEach((here, row) => { if (here) { better(keys, row, 1 + TIER); } }); }
      return keys;
    };

    /** The rows of a year by their keys, tier after tier.
        @type {(year: Shelf, asked: Asked) => Int32Array} */
    const answer = (year, asked) => {
      // Beside a range of money, what excludes nothing excludes nothing.
      if (asked.range && !asked.parts.some((word) => parting.part(year, word.word).some(named))) { return rowsOf.every(year, asked.villages, []); }
      const keys = asTyped(year, asked);
      if (!asked.parts.length || asked.parts.length > MANY) { return keys; }
      const parted = asked.parts.flatMap((word) => { const both = piecesOf(year, word); return both ? [both] : []; });
      const reading = parted.length === asked.parts.length ? together(asked, parted.map(([closed]) => closed)) : null;
      if (!reading) { return keys; }
      const add = (/** @type {Word[]} */ words, /** @type {number} */ tier, most = Infinity) => {
        if (words.length === asked.parts.length && words.every((word) => asked.parts.includes(word)) && reading.villages.length === asked.villages.length) { return; }
        let more = false;
        rowsOf.every(year, reading.villages, words).forEach((key, row) => { if (key && key <= most && better(keys, row, key + tier * TIER)) { more = true; } });
        if (more) { asked.shown = [...(asked.shown || []), ...words]; asked.numbers = reading.villages; }
        if (more && tier === 2) { reading.everyday.forEach((one) => tell(asked, one)); }
      };
      add(reading.said, 1);
      // Elsewhere its parts stand apart: all in the name.
      const open = parted.some(([closed, both]) => closed !== both) ? together(asked, parted.map(([, both]) => both)) : null;
      if (open) { add(open.said, 1, phaen.FAR); }
      if (reading.everyday.length) { add(reading.meant, 2); }
      return keys;
    };

    /** How many rows of a year have what a piece asks for.
        @type {(year: Shelf, piece: Piece) => number} */
    const many = (year, piece) => (lost(piece) ? 0 : rowsOf.having(year, wordsOf(piece, false, null).meant).reduce((sum, key) => sum + (key ? 1 : 0), 0));

    /** How long the pieces are that are things; an everyday word is no shorter than what plans call it.
        @type {(pieces: Piece[]) => number} */
    const signs = (pieces) => pieces.reduce((sum, one) => sum + (verb(one) || spare(one) ? 0 : Math.max(one.text.length, ...(one.kind === "everyday" && meaning(one) || { means: [] }).means.slice(0, 1).map((word) => word.split("&")[0].length))), 0);

    /** Whether what is left of a query tells what was meant.
        @type {(year: Shelf, left: Piece[], least?: number) => boolean} */
    const tells = (year, left, least = TELLING) => left.some((piece) => piece.kind === "everyday" || (piece.kind === "akin" && !verb(piece))) ||
      least <= signs(left.filter((piece) => ["term", "stretch"].includes(piece.kind) && 2 * many(year, piece) <= year.rows));

    /** A query without what is said beside a thing and need not stand there (for whom, of what kind), and
        with the kin of its verbs; where `wide`, with the kin of things, too.
        @type {(year: Shelf, asked: Asked, wide: boolean) => Reading | null} */
    const relaxed = (year, asked, wide) => {
      const left = asked.parts.map((word) => joined(year, parting.part(year, word.word)).filter((piece) => named(piece) && !spare(piece))
        .map((piece) => (parting.akin.has(piece.text) && (wide || verb(piece)) ? { kind: "akin", text: piece.text } : piece)));
      return left.flat().some(lost) || !tells(year, left.flat(), FEW) ? null : together(asked, left);
    };

    /** What is left of a query without what the year has nowhere; where `fewer`, without one more of its
        words: first verbs, then what need not stand there, then what is not listed, then the commonest.
        Places, times and long figures stay.
        @type {(year: Shelf, asked: Asked, fewer: boolean) => Reading[]} */
    const withoutSome = (year, asked, fewer) => {
      const all = asked.parts.map((word) => parting.part(year, word.word).flatMap((piece) => parting.opened(year, piece)).filter(named)), flat = all.flat();
      const rows = new Map(flat.map((piece) => [piece, many(year, piece)]));
      const may = (/** @type {Piece} */ { kind, text }) => ["everyday", "term", "stretch"].includes(kind) && (text.length < 3 || !/[0-9]/.test(text));
      const there = flat.filter((piece) => !lost(piece) && (rows.get(piece) || !may(piece)));
      const rank = (/** @type {Piece} */ piece) => (verb(piece) ? 3 : spare(piece) ? 2 : +(piece.kind === "stretch")) * year.rows * 2 + (rows.get(piece) || 0);
      const drops = fewer ? there.filter(may).sort((a, b) => rank(b) - rank(a)) : there.length < flat.length ? [null] : [];
      // What a Thai says first is the thing itself; what nobody knows beside it may be a place.
      const known = flat.every((piece) => piece.kind !== "unknown" || verb(piece));
      const head = known && all[asked.parts.findIndex((word) => word.first)].find((piece) => !verb(piece));
      return drops.flatMap((drop) => {
        const left = there.filter((piece) => piece !== drop), headed = left.some((one) => one === head && one.kind === "term" && one.text.length >= FEW && 2 * (rows.get(one) || 0) <= year.rows);
        const reading = headed || (tells(year, left) && signs(flat) <= 2 * signs(there)) ? together(asked, all.map((pieces) => pieces.filter((piece) => left.includes(piece)))) : null;
        return reading ? [{ ...reading, meant: reading.meant.map((word) => ({ ...word, sure: true })) }] : [];
      });
    };

    /** Near misses of the words as they were typed, or parted, or (but where `all` are wanted) of most of them.
        @type {(pool: Shelf[], asked: Asked, all?: boolean) => Int32Array[] | null} */
    const nearly = (pool, asked, all = false) => {
      if (!asked.parts.length || asked.parts.length > MANY || asked.text.length > LONGEST) { return null; }
      const typed = (/** @type {Shelf} */ year) => together(asked, asked.parts.map((word) => {
        const pieces = parting.part(year, word.word);
        return pieces.length === 1 && !lost(pieces[0]) ? pieces : [{ kind: "whole", text: word.word }];
      }));
      const parted = (/** @type {Shelf} */ year) => {
        const loose = asked.parts.map((word) => parting.loose(year, word.word));
        // Little of a word is in many others.
        if (loose.flat().some(({ kind, text }) => kind === "stretch" && bare(pack(text)).length < SHORT)) { return null; }
        return together(asked, loose.map((pieces) => pieces.filter(named)));
      };
      const akin = (/** @type {Shelf} */ year) => {
        const reading = relaxed(year, asked, true);
        return reading && { ...reading, meant: reading.meant.map((word) => ({ ...word, sure: true })) };
      };
      const without = (all ? [] : [false, true]).map((fewer) => (/** @type {Shelf} */ year) => withoutSome(year, asked, fewer));
      // Where a year knows all words, none is misspelt.
      const known = pool.some((year) => asked.parts.every((word) => !parting.part(year, word.word).some(lost)));
      for (const reading of known ? [akin, ...without, typed, parted] : [akin, typed, parted, ...without]) {
        asked.spared = false;
        for (const thorough of [false, true]) {
          if (thorough && !asked.spared) { continue; }
          const keys = pool.map((year) => {
            const rows = new Int32Array(year.rows);
            let most = year.rows; // what has many times more rows than all before tells nothing
            [reading(year)].flat().forEach((one, i) => {
              const more = one && one.said.length ? near(year, one.villages, one.meant, asked, thorough) : [], size = more.filter(Boolean).length;
              if (!size || size > most) { return; }
              more.forEach((key, row) => { if (key && !rows[row]) { rows[row] = key + i * TIER; } });
              most = TIMES * rows.filter(Boolean).length;
            });
            return rows;
          });
          if (keys.some((list) => list.some(Boolean))) { return keys; }
        }
      }
      return null;
    };

    /** Rows by their keys, the newer year first, then the plan's order.
        @type {(pool: Shelf[], keys: Int32Array[]) => [shelf: Shelf, row: number][]} */
    const inOrder = (pool, keys) => {
      let size = 0;
      for (const list of keys) { for (let row = 0; row < list.length; row++) { if (list[row]) { size++; } } }
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
      return rows;
    };

    const some = (/** @type {Int32Array[]} */ keys) => keys.some((list) => list.some(Boolean));
    const small = (/** @type {Asked} */ { parts }) => parts.length > 0 && parts.length <= MANY;

    /** The rows that answer a query, if need be without what need not stand beside a thing.
        @type {(pool: Shelf[], asked: Asked) => Int32Array[]} */
    const firm = (pool, asked) => {
      const keys = pool.map((year) => (asked.text ? answer(year, asked) : new Int32Array(year.rows).fill(1)));
      if (!small(asked) || some(keys)) { return keys; }
      return pool.map((year) => {
        const reading = relaxed(year, asked, false), more = reading ? rowsOf.every(year, reading.villages, reading.meant) : new Int32Array(year.rows);
        if (reading && more.some(Boolean)) { asked.shown = [...(asked.shown || []), ...reading.meant]; asked.numbers = reading.villages; reading.everyday.forEach((one) => tell(asked, one)); }
        return more.map((key) => key && key + 2 * TIER);
      });
    };

    /** A query with listed words in place of what only sounds like them; null where nothing does.
        @type {(pool: Shelf[], asked: Asked) => Asked | null} */
    const heard = (pool, asked) => {
      if (!small(asked) || asked.text.length > LONGEST) { return null; }
      for (const year of pool) {
        const words = asked.parts.map((word) => parting.heard(year, word.word));
        if (words.some((word, i) => word !== asked.parts[i].word)) {
          return { ...asked, meant: [], typed: [], parts: asked.parts.map((word, i) => (words[i] === word.word ? word : plain(words[i], word.first))) };
        }
      }
      return null;
    };

    const firmOrNear = (/** @type {Shelf[]} */ pool, /** @type {Asked} */ asked, keys = firm(pool, asked)) => (some(keys) ? keys : nearly(pool, asked));
    /** The keys of rows whose amount is as a query asks, and of those that say it as it stands.
        @type {(pool: Shelf[], asked: Asked, keys: Int32Array[]) => Int32Array[]} */
    const affordable = (pool, asked, keys) => {
      const { least = 0, above = -1, most = Infinity, below = Infinity } = asked.range || {};
      return !asked.range ? keys : keys.map((list, y) => {
        const { baht, texts } = pool[y];
        /** @type {Set<number>} */
        const says = new Set();
        Object.values(texts).forEach((col) => asked.typed.forEach((part) => scan(col, part, (row) => says.add(row))));
        return list.map((key, row) => {
          const amount = baht ? baht[row] : NaN;
          return says.has(row) || (amount >= least && amount > above && amount <= most && amount < below) ? key : 0;
        });
      });
    };

    /** What was found in order, last what only says a short word inside others.
        @type {(pool: Shelf[], asked: Asked, keys: Int32Array[], isNear: boolean) => Answer} */
    const told = (pool, asked, keys, isNear) => {
      let all = 0, sure = 0;
      const left = affordable(pool, asked, keys).map((list) => list.map((key) => {
        if (!key) { return 0; }
        all++;
        if (isNear || weak(key)) { return isNear ? key : key % TIER + LAST * TIER; }
        sure++;
        // An amount that no row says, or none beside the other words, was let go.
        if (key < TIER) { asked.amounts = []; }
        return key;
      }));
      return { near: all > 0 && !sure, chance: sure ? all - sure : 0, rows: inOrder(pool, left), asked };
    };
    /** What costs about the amount of a query, if no row says it beside the other words.
        @type {(pool: Shelf[], query: unknown, typed: Asked, keys: Int32Array[]) => Answer | null} */
    const costs = (pool, query, typed, keys) => {
      if (typed.amounts.length !== 1 || keys.some((list) => list.some((key) => key && key < TIER))) { return null; }
      const asked = read(query, true), all = told(pool, asked, firm(pool, asked), false);
      return all.rows.length && !all.near ? all : null;
    };
    /** @type {Answering["among"]} */
    const among = (pool, query) => {
      const asked = read(query), keys = firm(pool, asked);
      const costing = costs(pool, query, asked, keys);
      if (costing || some(keys)) { return costing || told(pool, asked, keys, false); }
      const other = heard(pool, asked);
      // One wrong sign first: what sounds alike is further away.
      const wrong = other && nearly(pool, asked, true), sounding = other && !wrong ? firmOrNear(pool, other) : null;
      const forgiven = wrong || sounding || nearly(pool, asked);
      return told(pool, sounding && other ? other : asked, forgiven || keys, !!forgiven);
    };

    const front = phaen.Front(rules, fold, among);
    /** @type {Answering["find"]} */
    const find = (query, labels) => front(years.filter((year) => !labels || labels.includes(year.label)), String(query));
    return { read, find, among };
  };
})(window.phaen);
