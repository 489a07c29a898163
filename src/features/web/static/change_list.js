/** The history of a picture or a sequence: who changed what, the newest change first. */
import { button, make, run, say } from "./page.js";
import { timeOf } from "./gallery_words.js";

/**
 * Has the history shown each time it is opened, where the page has one.
 * @param show what fills it
 */
export function whenOpened(show) {
  const history = document.getElementById("history");
  history?.addEventListener("toggle", () => history.open && run(show));
}

/**
 * Fills the history.
 * @param nothing what is said when there are no changes
 * @param linesOf the texts of a change
 * @param afterLines nodes behind them
 * @param undo does it, by the id of a change
 */
export function listChanges(changes, { nothing, linesOf, afterLines = () => [], undo }) {
  const rows = changes.map((change) =>
    make(
      "li",
      {},
      make(
        "span",
        { className: "file-name" },
        ...linesOf(change).flatMap((line) => [line, make("br")]),
        ...afterLines(change),
        make("small", {}, `${timeOf(change.datetime)}, ${change.account.name}`),
      ),
      change.may_undo && button(say("web.undo"), "quiet small", () => undo(change.id)),
    )
  );
  document.getElementById("changes").replaceChildren(
    ...rows,
    ...(rows.length > 0 ? [] : [make("li", { className: "muted" }, nothing)]),
  );
}

/**
 * What a change did to a value, in words.
 * @param known by the name of a value: the key of its title, and how it is shown
 */
export function valueLine(known, { name, before, after }) {
  const { title, show = textOf } = known[name] ?? {};
  const shown = (value) => value === null || value === undefined ? "–" : show(value);
  return say("gallery.change_line", { name: title ? say(title) : name, before: shown(before), after: shown(after) });
}

function textOf(value) {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
