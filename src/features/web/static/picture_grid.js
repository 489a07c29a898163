/**
 * A grid of pictures in pages, of which many can be selected: by mouse, by touch, and by keyboard, where the grid is one stop of
 * the tabulator.
 */
import { base, make, say } from "./page.js";
import { audience, timeOf } from "./gallery_words.js";

const PAGE_SIZE = 100;
const BADGES = { "logged-only": "", "owner-only": "waiting" };

/** A list of pictures in an element. */
export class PictureGrid {
  /** Ids of what is selected. */
  selected = new Set();
  /** In their order. */
  pictures = [];
  #list;
  #pager;
  #changed;
  #page = 0;
  /** Index of the picture that a range starts from, and of the one that the keyboard is at. */
  #anchor = 0;
  #current = 0;

  /** @param onchange called whenever the selection changes */
  constructor(list, pager, onchange) {
    this.#list = list;
    this.#pager = pager;
    this.#changed = onchange;
    list.onkeydown = (event) => this.#press(event);
    list.onclick = (event) => this.#click(event);
    addEventListener("hashchange", () => this.#showPageOfAddress());
  }

  /** Shows these pictures; what is selected and still there stays selected. */
  show(pictures) {
    this.pictures = pictures;
    const ids = new Set(pictures.map(({ id }) => id));
    for (const id of this.selected) if (!ids.has(id)) this.selected.delete(id);
    this.#page = Math.min(this.#page, this.#pageCount - 1);
    this.#current = this.#anchor = this.#page * PAGE_SIZE;
    this.#draw();
    this.#showPageOfAddress();
    this.#changed();
  }

  /** Goes to a picture. */
  reveal(index) {
    this.#current = this.#anchor = index;
    this.#goTo(Math.floor(index / PAGE_SIZE));
    this.#focus();
  }

  selectAll() {
    for (const { id } of this.pictures) this.selected.add(id);
    this.#mark();
  }

  selectNone() {
    this.selected.clear();
    this.#mark();
  }

  get #pageCount() {
    return Math.max(1, Math.ceil(this.pictures.length / PAGE_SIZE));
  }

  #goTo(page) {
    if (page === this.#page) return;
    this.#page = page;
    history.replaceState(null, "", page === 0 ? location.pathname + location.search : `#page=${page + 1}`);
    this.#draw();
  }

  #showPageOfAddress() {
    const page = Number(/^#page=(\d+)$/.exec(location.hash)?.[1] ?? 1) - 1;
    if (page < 0 || page >= this.#pageCount || page === this.#page) return;
    this.#current = this.#anchor = page * PAGE_SIZE;
    this.#goTo(page);
  }

  #draw() {
    const first = this.#page * PAGE_SIZE;
    const shown = this.pictures.slice(first, first + PAGE_SIZE);
    this.#list.replaceChildren(...shown.map((picture, index) => this.#tile(picture, first + index)));
    if (shown.length === 0) this.#list.append(make("li", { className: "muted" }, say("gallery.none_visible")));
    this.#drawPager();
    this.#mark(false);
  }

  #tile(picture, index) {
    const { id, datetime, visibility, status } = picture;
    const name = say("gallery.picture_number", { number: index + 1, time: timeOf(datetime) });
    const tile = make(
      "li",
      {},
      make(
        "a",
        { href: `${base}/pictures/${id}`, tabindex: "-1", "aria-label": name },
        make("img", { src: `${base}/api/pictures/${id}/thumb.jpg`, alt: "", loading: "lazy", decoding: "async" }),
      ),
      make("input", { type: "checkbox", "aria-label": name, tabindex: "-1" }),
      make("small", {}, `${index + 1}`),
      visibility && make("span", { className: `badge ${BADGES[visibility]}` }, audience(visibility)),
      status && make("span", { className: "badge waiting" }, say("gallery.still_processed")),
    );
    tile.dataset.index = index;
    return tile;
  }

  #drawPager() {
    if (this.#pageCount === 1) return this.#pager.replaceChildren();
    const turn = (key, page) => {
      const button = make("button", { type: "button", className: "quiet small" }, say(key));
      button.disabled = page < 0 || page >= this.#pageCount;
      button.onclick = () => {
        this.#current = this.#anchor = page * PAGE_SIZE;
        this.#goTo(page);
        this.#pager.querySelector(`[data-turn="${key}"]:enabled, button:enabled`)?.focus();
      };
      button.dataset.turn = key;
      return button;
    };
    this.#pager.replaceChildren(
      turn("gallery.previous_page", this.#page - 1),
      make("span", {}, say("gallery.page_of", { page: this.#page + 1, count: this.#pageCount })),
      turn("gallery.next_page", this.#page + 1),
    );
  }

  /** Shows what is selected, and where the keyboard is. */
  #mark(isNews = true) {
    for (const tile of this.#list.querySelectorAll("li[data-index]")) {
      const index = Number(tile.dataset.index), box = tile.querySelector("input");
      box.checked = this.selected.has(this.pictures[index].id);
      box.tabIndex = index === this.#current ? 0 : -1;
      tile.classList.toggle("chosen", box.checked);
    }
    if (isNews) this.#changed();
  }

  #focus() {
    this.#mark(false);
    this.#list.querySelector(`li[data-index="${this.#current}"] input`)?.focus();
  }

  #click(event) {
    if (!event.target.matches("input")) return;
    const index = Number(event.target.closest("li").dataset.index);
    if (event.shiftKey) this.#selectRange(index);
    else this.#set(index, event.target.checked);
    this.#current = index;
    if (!event.shiftKey) this.#anchor = index;
    this.#mark();
  }

  #set(index, isChosen) {
    const { id } = this.pictures[index];
    if (isChosen) this.selected.add(id);
    else this.selected.delete(id);
  }

  #selectRange(index) {
    const [from, to] = [Math.min(this.#anchor, index), Math.max(this.#anchor, index)];
    for (let place = from; place <= to; place++) this.#set(place, true);
  }

  #press(event) {
    const { key, ctrlKey, metaKey, shiftKey } = event;
    if ((ctrlKey || metaKey) && key.toLowerCase() === "a") {
      event.preventDefault();
      return this.selectAll();
    }
    if (ctrlKey || metaKey || event.altKey || !event.target.matches("input")) return;
    if (key === "Escape") return this.selectNone();
    if (key === "Enter") return location.assign(`${base}/pictures/${this.pictures[this.#current].id}`);
    const step = this.#stepOf(key);
    if (step === undefined) return;
    event.preventDefault();
    const index = Math.max(0, Math.min(this.pictures.length - 1, this.#current + step));
    this.#current = index;
    if (shiftKey) this.#selectRange(index);
    else this.#anchor = index;
    this.#goTo(Math.floor(index / PAGE_SIZE));
    this.#focus();
    if (shiftKey) this.#mark();
  }

  #stepOf(key) {
    switch (key) {
      case "ArrowLeft":
        return -1;
      case "ArrowRight":
        return 1;
      case "ArrowUp":
        return -this.#columns;
      case "ArrowDown":
        return this.#columns;
      case "Home":
        return -this.#current;
      case "End":
        return this.pictures.length - 1 - this.#current;
      case "PageUp":
        return -PAGE_SIZE;
      case "PageDown":
        return PAGE_SIZE;
    }
  }

  get #columns() {
    return getComputedStyle(this.#list).gridTemplateColumns.split(" ").length;
  }
}
