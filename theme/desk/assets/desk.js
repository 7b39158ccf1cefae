(function () {
  "use strict";
  // As on the portal, the first words wait for the letters, so that they need not move.
  document.fonts.ready.then(() => document.documentElement.classList.add("ph-ready"));

  // A form goes once: whoever presses twice, or is impatient, sends it no second time.
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    form.setAttribute("aria-busy", "true");
  });
  // What is typed in a row is checked there and then; nothing is kept by that.
  document.addEventListener("change", async (event) => {
    const form = /** @type {HTMLInputElement} */ (event.target).form;
    if (!form || !form.dataset.try) {
      return;
    }
    const turn = `${Number(form.dataset.turn || "0") + 1}`;
    form.dataset.turn = turn;
    const answer = await fetch(form.dataset.try, { method: "POST", body: new FormData(form) })
      .catch(() => null);
    if (!answer || !answer.ok) {
      return; // what hinders it is told when the form is sent
    }
    /** @type {Record<string, string[]>} */
    const told = await answer.json();
    if (form.dataset.turn !== turn) {
      return; // more was typed meanwhile, and is asked about
    }
    for (const place of form.querySelectorAll("[data-told]")) {
      const said = told[/** @type {HTMLElement} */ (place).dataset.told || ""] || [];
      place.replaceChildren(...said.map((text) => {
        const line = document.createElement("p");
        line.className = "ph-desk-late";
        line.textContent = text;
        return line;
      }));
    }
  });
  // Who leaves a form in which something was typed, be it for another page of a list, is asked.
  /** @param {Element} one */
  const isTyped = (one) => {
    if (one instanceof HTMLSelectElement) {
      const before = [...one.options].findIndex((option) => option.defaultSelected);
      return one.selectedIndex !== Math.max(before, 0);
    }
    if (one instanceof HTMLInputElement && one.type !== "hidden") {
      return one.value !== one.defaultValue || one.checked !== one.defaultChecked;
    }
    return one instanceof HTMLTextAreaElement && one.value !== one.defaultValue;
  };
  window.addEventListener("beforeunload", (event) => {
    const forms = [...document.forms].filter((form) => form.method === "post");
    const isSent = forms.some((form) => form.dataset.sent);
    const isSecret = document.querySelector("[type=password]");
    if (!isSent && !isSecret && forms.some((form) => [...form.elements].some(isTyped))) {
      event.preventDefault();
    }
  });
  // Going back shows the form as it was, to be sent again.
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) {
      delete form.dataset.sent;
      form.removeAttribute("aria-busy");
    }
  });
})();
