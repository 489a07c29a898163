/** Warnings about the metadata of uploaded pictures. Most pictures of a camera have the same ones, so each is listed once. */
import { make } from "./page.js";

/** The most warnings that are listed: values in them can make each one different. */
const MOST_REMARKS = 50;

/** What the server remarked on files, each text once with the files it is about. */
export class Remarks {
  #list;
  #byMessage = new Map();

  /** @param list the element that gets the remarks */
  constructor(list) {
    this.#list = list;
  }

  get isEmpty() {
    return this.#byMessage.size === 0;
  }

  /** Lists a warning about a file. */
  add(message, fileName) {
    const known = this.#byMessage.get(message);
    if (known) {
      known.count++;
      known.name.textContent = `${known.first} +${known.count - 1}`;
    } else if (this.#byMessage.size < MOST_REMARKS) {
      const name = make("span", { className: "file-name" }, fileName);
      this.#byMessage.set(message, { first: fileName, count: 1, name });
      this.#list.append(make("li", {}, name, make("span", { className: "badge waiting" }, message)));
    }
  }
}
