/** Tables of the page of administrators. */
import { make } from "./page.js";

/** Shows rows of cells (texts or elements); a sentence when there is none. */
export function showTable(id, headings, rows, empty) {
  document.getElementById(id).replaceChildren(
    rows.length === 0 ? make("p", { className: "muted" }, empty) : make(
      "table",
      {},
      make("thead", {}, make("tr", {}, ...headings.map((heading) => make("th", { scope: "col" }, heading)))),
      make("tbody", {}, ...rows.map((cells) => make("tr", {}, ...cells.map((cell) => make("td", {}, cell ?? "–"))))),
    ),
  );
}
