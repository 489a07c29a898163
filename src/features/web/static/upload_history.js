/** The history of uploads: each with its state, its sequences, and the files that had a problem. */
import { announce, base, button, call, complain, dateTime, make, run, say } from "./page.js";
import { adviceOn, problemRow } from "./upload_problems.js";

const ADDRESS = "/api/users/me/uploads";
const PAGE = 20;
const PAUSE_MILLISECONDS = 2000;
/** Close enough to see single pictures. */
const ZOOM = 17;
const list = document.getElementById("history");
const more = document.getElementById("more");

/** Shows the first uploads, or those after the ones that are shown. */
async function show(before) {
  const { uploads, next } = await call("GET", `${ADDRESS}?limit=${PAGE}${before ? `&before=${before}` : ""}`);
  const cards = uploads.map(card);
  if (before) list.append(...cards);
  else list.replaceChildren(...cards);
  document.getElementById("nothing").hidden = list.children.length > 0;
  more.replaceChildren();
  if (!next) return;
  more.append(button(say("web.show_more"), "quiet", async () => {
    await show(encodeURIComponent(next));
    cards.at(-1).nextElementSibling?.querySelector("h2")?.focus();
  }));
}

function card(upload) {
  const { id, title, created_at, completed, nb_items: count, nb_refused: refused, nb_broken: broken } = upload;
  const [state, kind] = stateOf(upload);
  const named = (key, className, work) => {
    const made = button(say(key), className, work);
    made.setAttribute("aria-label", `${say(key)}: ${title}`);
    return made;
  };
  return make(
    "li",
    { className: "card" },
    make("h2", { tabindex: "-1" }, title),
    make("p", { className: "muted" }, `${dateTime(created_at)} · ${say("web.picture_count", { count })}`),
    make(
      "p",
      { className: "badges" },
      make("span", { className: `badge ${kind}` }, state),
      refused > 0 && make("span", { className: "badge bad" }, say("upload_page.refused_count", { count: refused })),
      broken > 0 && make("span", { className: "badge bad" }, say("upload_page.broken_count", { count: broken })),
    ),
    make("ul", { className: "files" }, ...upload.collections.map(sequenceRow)),
    refused + broken > 0 && problemsOf(upload),
    make(
      "p",
      { className: "actions" },
      !completed && make("a", { className: "button small", href: `${base}/upload` }, say("upload_page.go_on")),
      broken > 0 && named("upload_page.prepare_again", "small", () => prepareAgain(id)),
      named("web.delete", "danger small", async () => {
        if (!confirm(say("web.delete_forever", { title }))) return;
        await call("DELETE", `/api/upload_sets/${id}`);
        await show();
        announce(say("web.deleted"));
      }),
    ),
  );
}

/** The state of an upload in words, and the class of its badge. */
function stateOf({ completed, dispatched, nb_items, nb_prepared, nb_broken, nb_files, estimated_nb_files }) {
  if (!completed) {
    const count = Math.max(estimated_nb_files ?? 0, nb_files);
    const sent = count > 0 ? `: ${say("upload_page.sent_of", { done: nb_items, count })}` : "";
    return [say("web.not_complete") + sent, "waiting"];
  }
  if (nb_items === 0) return [say("upload_page.nothing_accepted"), ""];
  if (!dispatched || nb_prepared + nb_broken < nb_items) return [say("web.processing"), "waiting"];
  return [say("web.pictures_ready", { done: nb_prepared, count: nb_items }), nb_broken > 0 ? "waiting" : "good"];
}

function sequenceRow({ id, title, nb_items: count }) {
  const toMap = button(say("web.show_on_map"), "quiet small", async () => {
    const [west, south, east, north] = (await call("GET", `/api/collections/${id}`)).extent.spatial.bbox[0];
    location.href = `${base}/#focus=map&map=${ZOOM}/${((south + north) / 2).toFixed(6)}/${
      ((west + east) / 2).toFixed(6)
    }`;
  });
  toMap.setAttribute("aria-label", `${say("web.show_on_map")}: ${title}`);
  return make(
    "li",
    {},
    make("a", { className: "file-name", href: `${base}/sequences/${id}` }, title ?? id),
    make("span", { className: "muted" }, say("web.picture_count", { count })),
    toMap,
  );
}

/** The files that had a problem; asked for when somebody wants to see them, a page at a time. */
function problemsOf({ id, title, nb_refused, nb_broken }) {
  const rows = make("ul", { className: "files" });
  const actions = make("p", { className: "actions" });
  const load = async (after) => {
    const query = after === undefined ? "" : `?after=${encodeURIComponent(after)}`;
    const { problems, next } = await call("GET", `${ADDRESS}/${id}/problems${query}`);
    rows.append(...problems.map(describe));
    actions.replaceChildren();
    if (next !== undefined) actions.append(button(say("web.show_more"), "quiet small", () => load(next)));
  };
  const details = make(
    "details",
    {},
    make("summary", {}, say("upload_page.problem_count", { count: nb_refused + nb_broken })),
    rows,
    actions,
  );
  rows.setAttribute("aria-label", title);
  details.addEventListener("toggle", () => {
    if (details.open && rows.children.length === 0) run(() => load());
  });
  return details;
}

function describe({ file_name: name, kind, reason, message, missing_fields, is_queued }) {
  const advice = kind === "broken"
    ? say(is_queued ? "upload_page.advice_waits" : "upload_page.advice_broken")
    : adviceOn(reason, missing_fields);
  return problemRow({ name, reason: message ?? say("web.processing_failed"), advice });
}

/** Has broken pictures processed again, and waits for the end of it. */
async function prepareAgain(id) {
  complain();
  await call("POST", `${ADDRESS}/${id}/prepare`);
  announce(say("web.processing"));
  while ((await call("GET", `${ADDRESS}/${id}/problems?limit=1000`)).problems.some(({ is_queued }) => is_queued)) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
  }
  await show();
  announce(say("upload_page.prepared_again"));
}

run(() => show());
