/* Lines of what scripts draw, as of what is built: none parts a compound, a name of the office, or a
   number and its unit. The rules are those of generator/thai/lines.py. */
(function (phaen) {
  "use strict";
  const APART = "script, style, select, textarea, pre, code, svg, ph-k, .ph-kept-whole";
  /** Hold together, in all texts below a node, what `pattern` finds.
      @type {(node: Element, pattern: RegExp) => void} */
  const hold = (node, pattern) => {
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    /** @type {Text[]} */
    const found = [];
    while (texts.nextNode()) {
      const text = /** @type {Text} */ (texts.currentNode);
      if (text.parentElement && !text.parentElement.closest(APART)) { found.push(text); }
    }
    found.forEach((text) => {
      /** @type {(string | Element)[]} */
      const parts = [];
      let at = 0;
      // The dot between two things ends a line, and begins none.
      if (text.data.includes(" · ")) { text.data = text.data.replaceAll(" · ", "\u00a0· "); }
      for (const word of text.data.matchAll(pattern)) {
        const held = document.createElement("ph-k");
        held.textContent = word[0];
        parts.push(text.data.slice(at, word.index), held);
        at = (word.index || 0) + word[0].length;
      }
      if (at) { text.replaceWith(...parts, text.data.slice(at)); }
    });
  };

  phaen.keep = (part, pattern) => {
    const words = new RegExp(pattern, "g");
    const watch = new MutationObserver((changes) => {
      const nodes = new Set(changes.flatMap((one) => Array.from(one.addedNodes)).map((node) => (node instanceof Element ? node : node.parentElement)));
      nodes.forEach((node) => { if (node && node.isConnected) { hold(node, words); } });
      watch.takeRecords(); // what this changed is held already
    });
    watch.observe(part, { childList: true, subtree: true });
    hold(part, words);
  };
})(window.phaen);
