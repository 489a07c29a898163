/** A list of any number of files that has elements only for those in sight. */
import { make } from "./page.js";

/** Pixels; upload.css says the same. */
const ROW_HEIGHT = 36;
/** Rows above and below what is seen: scrolling shows them at once. */
const MARGIN = 8;

/** One list in an element that scrolls. */
export class LongList {
  #element;
  #rows;
  #entries = [];
  #describe;
  #isDue = false;

  /**
   * @param element scrolls
   * @param describe the name, the state in words, and the class of its badge, of an entry
   */
  constructor(element, describe) {
    this.#element = element;
    this.#describe = describe;
    this.#rows = make("div", { className: "rows", role: "list", "aria-label": element.getAttribute("aria-label") });
    element.replaceChildren(this.#rows);
    element.addEventListener("scroll", () => this.refresh(), { passive: true });
    new ResizeObserver(() => this.refresh()).observe(element);
  }

  /** Shows other entries. */
  set entries(entries) {
    this.#entries = entries;
    this.#rows.style.height = `${entries.length * ROW_HEIGHT}px`;
    this.#element.scrollTop = 0;
    this.refresh();
  }

  /** Shows what changed, with the next picture on the screen: however often it is called until then. */
  refresh() {
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      this.#draw();
    });
  }

  #draw() {
    const { scrollTop, clientHeight } = this.#element;
    const first = Math.max(Math.floor(scrollTop / ROW_HEIGHT) - MARGIN, 0);
    const end = Math.min(Math.ceil((scrollTop + clientHeight) / ROW_HEIGHT) + MARGIN, this.#entries.length);
    const rows = this.#rows.children;
    while (rows.length > end - first) this.#rows.lastChild.remove();
    while (rows.length < end - first) this.#rows.append(newRow());
    for (let index = first; index < end; index++) {
      const row = rows[index - first];
      const [name, badge] = row.children;
      const { name: title, state, kind } = this.#describe(this.#entries[index]);
      row.style.top = `${index * ROW_HEIGHT}px`;
      row.setAttribute("aria-posinset", index + 1);
      row.setAttribute("aria-setsize", this.#entries.length);
      write(name, title);
      write(badge, state);
      badge.className = `badge ${kind}`;
    }
  }
}

function newRow() {
  return make("div", { className: "row", role: "listitem" }, make("span", { className: "file-name" }), make("span"));
}

function write(element, text) {
  if (element.textContent === text) return;
  element.textContent = text;
  element.title = text;
}
