/**
 * What people send before the scripts of a page are there. Forms without an address are for these scripts: the browser would load
 * the page again, with what was typed in its address. Such a form waits, and is sent as soon as the scripts run.
 */
(() => {
  let waiting;

  function hold(event) {
    const form = event.target;
    if (form.hasAttribute("action") || form.hasAttribute("method")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting = { form, submitter: event.submitter };
  }

  document.addEventListener("submit", hold, true);
  // Modules have run by then (HTML, "the end").
  document.addEventListener("DOMContentLoaded", () => {
    document.removeEventListener("submit", hold, true);
    waiting?.form.requestSubmit(waiting.submitter);
  });
})();
