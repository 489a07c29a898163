/** What happened to a sequence, for its owner; splits and merges can be undone. */
import { announce, base, button, call, complain, data, make, run, say } from "./page.js";
import { audience, timeOf } from "./gallery_words.js";
import { load } from "./sequence.js";

const path = `/api/collections/${data.id}`;
const NAMES = { title: "web.title", visibility: "web.visibility", current_sort: "gallery.order" };

const history = document.getElementById("history");
history.addEventListener("toggle", () => history.open && run(showHistory));

async function showHistory() {
  const { changes } = await call("GET", `${path}/history`);
  document.getElementById("changes").replaceChildren(
    ...changes.map(changeRow),
    ...(changes.length > 0 ? [] : [make("li", { className: "muted" }, say("gallery.no_sequence_changes"))]),
  );
}

function changeRow({ id, datetime, account, kind, values, collection, pictures, may_undo }) {
  const lines = kind === "edit" ? values.map(valueLine) : [say(`gallery.change_${kind}`, { count: pictures })];
  return make(
    "li",
    {},
    make(
      "span",
      { className: "file-name" },
      ...lines.flatMap((line) => [line, make("br")]),
      // What a merge has ended has no page.
      kind === "split" && may_undo &&
        make("a", { href: `${base}/sequences/${collection}` }, say("gallery.to_sequence")),
      " ",
      make("small", {}, `${timeOf(datetime)}, ${account.name}`),
    ),
    may_undo && button(say("web.undo"), "quiet small", async () => {
      complain();
      await call("POST", `${path}/undo`, { change: id });
      await Promise.all([load(), showHistory()]);
      announce(say("web.undone"));
    }),
  );
}

function valueLine({ name, before, after }) {
  return say("gallery.change_line", {
    name: NAMES[name] ? say(NAMES[name]) : name,
    before: valueText(name, before),
    after: valueText(name, after),
  });
}

function valueText(name, value) {
  if (value === null || value === undefined) return "–";
  if (name === "visibility") return audience(value);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
