/** The caller's own sequences: search, order, filter, and changes of many at once. */
import { announce, base, button, call, complain, data, make, run, say } from "./page.js";
import { audience } from "./gallery_words.js";

const PAGE_SIZE = 24;
/** Classes of the badges by visibility. */
const BADGES = { "anyone": "good", "logged-only": "", "owner-only": "waiting" };
/** Milliseconds after the last letter until the search begins. */
const PAUSE = 300;
const element = (id) => document.getElementById(id);
const form = element("sequence-filter"), bulk = element("sequence-bulk");
/** Ids of the chosen ones, on all pages, with their titles. */
const chosen = new Map();
let shown = [];

/** Shows a page of sequences. @param address of another page than the first */
export async function showSequences(address) {
  const collection = await read(address ?? firstPage());
  shown = collection.links.filter(({ rel }) => rel === "child");
  element("sequences").replaceChildren(
    ...(shown.length > 0 ? shown.map(card) : [make("li", { className: "muted" }, say("web.no_sequences"))]),
  );
  const pages = element("sequence-pages");
  pages.replaceChildren();
  for (const [rel, label] of [["prev", say("gallery.previous_page")], ["next", say("gallery.next_page")]]) {
    const link = collection.links.find((found) => found.rel === rel);
    if (!link) continue;
    const { pathname, search } = new URL(link.href);
    pages.append(button(label, "quiet small", () => showSequences(pathname.slice(base.length) + search)));
  }
  mark();
}

/** Without a match, and before its first picture, an account has no collection. */
async function read(address) {
  const { links } = await call("GET", "/api/users/me/catalog?limit=1");
  if (!links.some(({ rel }) => rel === "child")) return { links: [] };
  try {
    return await call("GET", address);
  } catch (error) {
    if (error.status === 404) return { links: [] };
    throw error;
  }
}

function firstPage() {
  const { search, visibility, order } = form.elements;
  const conditions = [];
  if (visibility.value) conditions.push(`visibility = '${visibility.value}'`);
  // What are wildcards in a pattern stands for any letter.
  const text = search.value.trim().replaceAll(/[%\\]/g, "_").replaceAll("'", "''");
  if (text) conditions.push(`title ILIKE '%${text}%'`);
  const query = new URLSearchParams({ limit: PAGE_SIZE, sortby: order.value });
  if (conditions.length > 0) query.set("filter", conditions.join(" AND "));
  return `/api/users/me/collection?${query}`;
}

let timer;
form.oninput = () => {
  clearTimeout(timer);
  timer = setTimeout(() => run(() => showSequences()), PAUSE);
};
form.onsubmit = (event) => {
  event.preventDefault();
  clearTimeout(timer);
  run(() => showSequences());
};

function card(link) {
  const { id, title } = link;
  const visibility = link["geovisio:visibility"] ?? (link["geovisio:status"] === "hidden" ? "owner-only" : "anyone");
  const path = `/api/collections/${id}`;
  const bbox = link.extent?.spatial?.bbox?.[0];
  const change = async (changes, done) => {
    await call("PATCH", path, changes);
    await showSequences();
    announce(done);
  };
  const box = make("input", { type: "checkbox", "aria-label": named(say("gallery.select"), title) });
  box.checked = chosen.has(id);
  box.onchange = () => {
    if (box.checked) chosen.set(id, title);
    else chosen.delete(id);
    mark();
  };
  return make(
    "li",
    { className: "card" },
    make("img", {
      src: `${base}${path}/thumb.jpg`,
      alt: "",
      loading: "lazy",
      onerror: ({ target }) => target.remove(),
    }),
    make("h3", {}, box, " ", make("a", { href: `${base}/sequences/${id}` }, title)),
    make(
      "p",
      { className: "muted" },
      say("web.picture_count", { count: link["stats:items"]?.count ?? 0 }),
      " ",
      make("span", { className: `badge ${BADGES[visibility]}` }, audience(visibility)),
    ),
    make(
      "div",
      { className: "actions" },
      bbox && bbox[0] !== null &&
        make(
          "a",
          { className: "button small quiet", href: mapAddress(bbox), "aria-label": named(say("web.map"), title) },
          say("web.map"),
        ),
      namedButton("web.rename", title, "quiet small", async () => {
        const name = prompt(say("web.new_name"), title)?.trim();
        if (name) await change({ title: name }, say("web.renamed"));
      }),
      visibilityMenu(visibility, title, (value) => change({ visibility: value }, say("web.saved"))),
      namedButton("web.delete", title, "danger small", async () => {
        if (!confirm(say("web.delete_forever", { title }))) return;
        await call("DELETE", path);
        chosen.delete(id);
        await showSequences();
        announce(say("web.deleted"));
      }),
    ),
  );
}

/** What a button does, and with what: a page has many that look alike. */
function named(label, title) {
  return `${label}: ${title}`;
}

function namedButton(key, title, className, work) {
  const made = button(say(key), className, work);
  made.setAttribute("aria-label", named(say(key), title));
  return made;
}

/** Every visibility by name, since one that is merely "shown again" might become visible to more people than before. */
function visibilityMenu(current, title, choose) {
  const choices = new Set([...data.visibilities, current]);
  const menu = make(
    "select",
    { className: "small", "aria-label": named(say("web.visibility"), title) },
    ...Array.from(choices, (value) => make("option", { value, selected: value === current }, audience(value))),
  );
  menu.onchange = () => run(() => choose(menu.value));
  return menu;
}

function mapAddress([west, south, east, north]) {
  return `${base}/#focus=map&map=17/${((south + north) / 2).toFixed(6)}/${((west + east) / 2).toFixed(6)}`;
}

// ---- many at once

function mark() {
  bulk.hidden = chosen.size === 0;
  element("sequences-chosen").textContent = say("gallery.selected", { count: chosen.size });
}

element("choose-sequences").onclick = () => {
  for (const { id, title } of shown) chosen.set(id, title);
  for (const box of document.querySelectorAll("#sequences h3 input")) box.checked = true;
  mark();
};

element("choose-none").onclick = () => {
  chosen.clear();
  for (const box of document.querySelectorAll("#sequences h3 input")) box.checked = false;
  mark();
  element("choose-sequences").focus();
};

const bulkVisibility = element("bulk-visibility");
bulkVisibility.onchange = () => {
  const visibility = bulkVisibility.value;
  bulkVisibility.value = "";
  if (visibility) run(() => changeAll((path) => call("PATCH", path, { visibility }), say("web.saved")));
};

element("bulk-delete").onclick = () =>
  run(async () => {
    if (!confirm(say("gallery.delete_sequences_question", { count: chosen.size }))) return;
    await changeAll((path) => call("DELETE", path), say("web.deleted"));
  });

/** One by one: what is done stays done when another one fails, which stays chosen. */
async function changeAll(change, done) {
  complain();
  try {
    for (const id of [...chosen.keys()]) {
      await change(`/api/collections/${id}`);
      chosen.delete(id);
    }
    announce(done);
  } finally {
    await showSequences();
  }
}

// ---- reports

const EVERY_REPORT = new URLSearchParams({
  limit: 50,
  filter: "status IN ('open', 'open_autofix', 'waiting', 'closed_solved', 'closed_ignored')",
});

/** Reports by the caller, and about the caller's pictures. */
export async function showReports() {
  const { reports } = await call("GET", `/api/users/me/reports?${EVERY_REPORT}`);
  element("reports-section").hidden = reports.length === 0;
  element("own-reports").replaceChildren(...reports.map(reportRow));
}

function reportRow({ issue, status, picture_id, sequence_id, ts_opened, reporter_comments }) {
  const page = picture_id ? `/pictures/${picture_id}` : `/sequences/${sequence_id}`;
  const day = new Date(ts_opened).toLocaleDateString(document.documentElement.lang, { dateStyle: "medium" });
  return make(
    "li",
    {},
    make(
      "span",
      { className: "file-name" },
      make("a", { href: base + page }, `${say(`web.issue_${issue}`)} – ${day}`),
      reporter_comments && make("small", {}, ` ${reporter_comments}`),
    ),
    make(
      "span",
      { className: `badge ${status.startsWith("closed") ? "good" : "waiting"}` },
      say(`web.status_${status}`),
    ),
  );
}
