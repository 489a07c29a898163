/** Tables on the administration page. */
import { make } from "./page.js";

/**
 * Shows rows of cells (texts or elements), or a sentence when there are none. In narrow windows each row is a card with the
 * headings before its cells; the roles tell screen readers that it is still a table.
 */
export function showTable(id, headings, rows, empty) {
  document.getElementById(id).replaceChildren(
    rows.length === 0 ? make("p", { className: "muted" }, empty) : make(
      "table",
      { role: "table" },
      make("thead", {}, make("tr", { role: "row" }, ...headings.map(headingCell))),
      make("tbody", {}, ...rows.map((cells) => make("tr", { role: "row" }, ...cells.map(cellBelow(headings))))),
    ),
  );
}

function headingCell(heading) {
  return make("th", { scope: "col", role: "columnheader" }, heading);
}

function cellBelow(headings) {
  return (cell, index) => make("td", { "role": "cell", "data-heading": headings[index] }, cell ?? "–");
}
