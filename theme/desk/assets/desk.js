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
  // Going back shows the form as it was, to be sent again.
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) {
      delete form.dataset.sent;
      form.removeAttribute("aria-busy");
    }
  });
})();
