/** Copies what is to be passed on. */
import { announce, run, say } from "./page.js";

for (const button of document.querySelectorAll("[data-copies]")) {
  button.onclick = () =>
    run(async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).value);
      announce(say("admin.copied"));
    });
}
