/** Times and visibilities of pictures, in words. */
import { say } from "./page.js";

const times = new Intl.DateTimeFormat(document.documentElement.lang, {
  dateStyle: "medium",
  timeStyle: "medium",
  timeZone: "UTC",
});

/** A time in UTC, in the format of the page's language. */
export function timeOf(moment) {
  return `${times.format(new Date(moment))} UTC`;
}

/** Who may see something, in words. */
export function audience(visibility) {
  return say(`web.audience_${visibility.replace("-", "_")}`);
}
