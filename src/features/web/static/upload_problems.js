/** Files that were not uploaded, each with the reason and what can be done. Of many, a part is shown at a time. */
import { button, make, say } from "./page.js";

const PAGE = 100;

/** What to do about a file, by why it was refused. */
export function adviceOn(reason, missing = []) {
  if (missing.includes("location")) return say("upload_page.advice_position");
  if (missing.includes("datetime")) return say("upload_page.advice_time");
  const known = ["invalid_file", "invalid_metadata", "file_duplicate", "capture_duplicate", "in_excluded_area"];
  return known.includes(reason) ? say(`upload_page.advice_${reason}`) : undefined;
}

/** A file, with the reason and advice. */
export function problemRow({ name, reason, advice, kind = "bad" }) {
  return make(
    "li",
    {},
    make("span", { className: "file-name" }, name),
    make("span", { className: `badge ${kind}` }, reason),
    advice && make("span", { className: "advice muted" }, advice),
  );
}

/** The list of problems on the upload page. */
export class Problems {
  #section;
  #list;
  #more;
  #hidden = [];

  /** @param section with a list in it */
  constructor(section) {
    this.#section = section;
    this.#list = section.querySelector("ul");
    this.#more = button(say("web.show_more"), "quiet small", () => this.#showMore());
    this.#more.hidden = true;
    section.append(this.#more);
  }

  /** Lists a file. @param problem its `name`, the `reason` in words, what to do (`advice`) and the `kind` of badge */
  add(problem) {
    this.#section.hidden = false;
    if (this.#list.children.length < PAGE) return this.#list.append(problemRow(problem));
    this.#hidden.push(problem);
    this.#more.hidden = false;
  }

  #showMore() {
    this.#list.append(...this.#hidden.splice(0, PAGE).map(problemRow));
    this.#more.hidden = this.#hidden.length === 0;
  }
}
