/** What happened to a sequence, for its owner; splits and merges can be undone. */
import { announce, base, call, complain, data, make, say } from "./page.js";
import { listChanges, valueLine, whenOpened } from "./change_list.js";
import { audience } from "./gallery_words.js";
import { load } from "./sequence.js";

const path = `/api/collections/${data.id}`;
const VALUES = {
  title: { title: "web.title" },
  visibility: { title: "web.visibility", show: audience },
  current_sort: { title: "gallery.order" },
};

whenOpened(showHistory);

async function showHistory() {
  const { changes } = await call("GET", `${path}/history`);
  listChanges(changes, { nothing: say("gallery.no_sequence_changes"), linesOf, afterLines, undo });
}

function linesOf({ kind, values, pictures }) {
  return kind === "edit"
    ? values.map((value) => valueLine(VALUES, value))
    : [say(`gallery.change_${kind}`, { count: pictures })];
}

/** What a merge has ended has no page. */
function afterLines({ kind, may_undo, collection }) {
  const link = kind === "split" && may_undo &&
    make("a", { href: `${base}/sequences/${collection}` }, say("gallery.to_sequence"));
  return [link, " "];
}

async function undo(change) {
  complain();
  await call("POST", `${path}/undo`, { change });
  await Promise.all([load(), showHistory()]);
  announce(say("web.undone"));
}
