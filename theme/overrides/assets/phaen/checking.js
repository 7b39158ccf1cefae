/* Whether a file is the sealed year that it says it is, told where it lies: nothing is sent.

   SHA-256 is worked out here, for `crypto.subtle` is not there on pages that came without https,
   and takes files in one piece only. */
(function () {
  "use strict";
  const SLICE = 1 << 20; // a whole number of blocks of 64 bytes
  const primes = [2];
  for (let n = 3; primes.length < 64; n += 2) { if (primes.every((one) => n % one)) { primes.push(n); } }
  /** @type {(root: (n: number) => number) => number[]} */
  const fractions = (root) => primes.map((one) => ((root(one) % 1) * 2 ** 32) | 0);
  const K = Int32Array.from(fractions((n) => n ** (1 / 3))), START = fractions(Math.sqrt).slice(0, 8);
  const w = new Int32Array(64);

  /** Take whole blocks of 64 bytes into the state.
      @type {(state: Int32Array, bytes: Uint8Array) => void} */
  const take = (state, bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let at = 0; at < bytes.length; at += 64) {
      for (let i = 0; i < 16; i++) { w[i] = view.getInt32(at + 4 * i); }
      for (let i = 16; i < 64; i++) {
        const x = w[i - 15], y = w[i - 2];
        w[i] = w[i - 16] + w[i - 7]
          + ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3)
          + ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10);
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let i = 0; i < 64; i++) {
        const one = h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (e & f ^ ~e & g) + K[i] + w[i] | 0;
        const other = ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ a & c ^ b & c) | 0;
        h = g; g = f; f = e; e = d + one | 0; d = c; c = b; b = a; a = one + other | 0;
      }
      [a, b, c, d, e, f, g, h].forEach((n, i) => { state[i] += n; });
    }
  };

  /** @type {(file: Blob, told: (part: number) => void) => Promise<string>} */
  const digest = async (file, told) => {
    const state = Int32Array.from(START), whole = file.size - file.size % 64;
    for (let at = 0; at < whole; at += SLICE) {
      take(state, new Uint8Array(await file.slice(at, Math.min(at + SLICE, whole)).arrayBuffer()));
      told(at / file.size);
    }
    const rest = new Uint8Array(await file.slice(whole).arrayBuffer());
    const last = new Uint8Array(rest.length < 56 ? 64 : 128), view = new DataView(last.buffer);
    last.set(rest);
    last[rest.length] = 128;
    view.setUint32(last.length - 8, Math.floor(file.size / 2 ** 29));
    view.setUint32(last.length - 4, file.size * 8 % 2 ** 32);
    take(state, last);
    return Array.from(state, (n) => (n >>> 0).toString(16).padStart(8, "0")).join("");
  };

  /** The year whose folder comes first in a zip, or the one in the file's name.
      @type {(file: File) => Promise<string>} */
  const yearOf = async (file) => {
    const head = new Uint8Array(await file.slice(0, 40).arrayBuffer());
    const inside = /^PK\x03\x04[^]{26}(\d{4})\//.exec(String.fromCharCode(...head));
    const named = /\d{4}/.exec(file.name);
    return inside ? inside[1] : named ? named[0] : "";
  };

  document.querySelectorAll("[data-check]").forEach((node) => {
    const box = /** @type {HTMLElement} */ (node), words = box.dataset;
    const footer = /** @type {HTMLElement | null} */ (document.querySelector(".ph-footer"));
    const digits = footer && footer.dataset.digits || "0123456789";
    const said = (/** @type {string | number} */ text) => String(text).replace(/\d/g, (one) => digits.charAt(Number(one)));
    const count = (/** @type {number} */ n) => said(n.toLocaleString("en-US"));
    const seals = Array.from(document.querySelectorAll("[data-sealed]"), (one) => {
      const { sealed, digest: right, size, on } = /** @type {HTMLElement} */ (one).dataset;
      const earlier = Array.from(one.querySelectorAll("[data-earlier]"), (old) => /** @type {HTMLElement} */ (old).dataset.earlier);
      return { year: sealed || "", right, size: Number(size), on: on || "", earlier };
    });
    const years = seals.map((one) => said(one.year)).join(", ");

    /** What is to be said of a file, and whether it is right.
        @type {(file: File, sum: string) => Promise<[boolean, string]>} */
    const verdict = async (file, sum) => {
      const fill = (/** @type {string | undefined} */ text, /** @type {Record<string, string>} */ more) => (text || "").replace(/\{(\w+)\}/g,
        (all, name) => ({ file: file.name, years, size: count(file.size), ...more }[/** @type {string} */ (name)] || all));
      const year = await yearOf(file), own = seals.find((one) => one.year === year);
      const same = seals.find((one) => one.right === sum), old = seals.find((one) => one.earlier.includes(sum));
      if (!file.size) { return [false, fill(words.empty, {})]; }
      if (same) { return [true, fill(words.same, { year: said(same.year), date: same.on })]; }
      if (old) { return [false, fill(words.replaced, { year: said(old.year) })]; }
      if (own) { return [false, fill(words.changed, { year: said(year), right: count(own.size) })]; }
      return [false, fill(year ? words.other : words.wrong, { year: said(year) })];
    };

    const label = document.createElement("label"), input = document.createElement("input"), list = document.createElement("div");
    label.textContent = words.pick + " ";
    label.append(input);
    input.type = "file";
    input.multiple = true;
    list.setAttribute("role", "status");
    box.replaceChildren(label, list);

    const check = async (/** @type {File} */ file) => {
      const line = document.createElement("p"), code = document.createElement("code");
      list.append(line);
      try {
        const busy = (/** @type {number} */ part) => { line.textContent = (words.busy || "").replace("{n}", said(Math.floor(part * 100))); };
        busy(0);
        const sum = await digest(file, busy), [right, text] = await verdict(file, sum);
        line.className = right ? "ph-right" : "ph-against";
        line.textContent = text + " ";
        code.textContent = sum;
        if (file.size) { line.append(code); }
      } catch (error) {
        // A folder that was dropped, or a file that is gone by now.
        line.className = "ph-against";
        line.textContent = (words.unread || "").replace("{file}", file.name);
      }
    };
    const all = (/** @type {FileList | null | undefined} */ files) => {
      list.replaceChildren();
      Array.from(files || []).forEach(check);
    };
    input.addEventListener("change", () => all(input.files));
    box.addEventListener("dragover", (event) => { event.preventDefault(); box.classList.add("ph-over"); });
    box.addEventListener("dragleave", () => box.classList.remove("ph-over"));
    box.addEventListener("drop", (event) => {
      event.preventDefault();
      box.classList.remove("ph-over");
      all(event.dataTransfer && event.dataTransfer.files);
    });
    // Beside the box, too, a dropped file must not take the page away.
    document.addEventListener("dragover", (event) => event.preventDefault());
    document.addEventListener("drop", (event) => event.preventDefault());
  });
})();
