/** A text to copy, also where the page is not served over HTTPS, so that browsers keep the clipboard from scripts. */
import { announce, button, make, say } from "./page.js";

/** A field with a text, and a button that copies it. @param label what the text is */
export function copyable(label, text) {
  const field = make("input", { type: "text", readonly: true, value: text, onfocus: () => field.select() });
  return make(
    "div",
    { className: "copying" },
    make("label", {}, label, field),
    button(say("admin.copy"), "quiet", async () => {
      field.select();
      if (navigator.clipboard) await navigator.clipboard.writeText(text);
      else document.execCommand("copy");
      announce(say("admin.copied"));
    }),
  );
}
