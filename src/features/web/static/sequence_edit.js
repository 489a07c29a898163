/** Changes of a sequence and of its selected pictures, for who may make them. */
import { announce, base, call, complain, data, make, run, say } from "./page.js";
import { audience, timeOf } from "./gallery_words.js";
import { direction } from "./place_map.js";
import { grid, load, onSelection, preview } from "./sequence.js";

const element = (id) => document.getElementById(id);
const path = `/api/collections/${data.id}`;
/** Pictures of one request, at most. */
const MOST = 10_000;
/** Sequences to choose from when two are merged. */
const MOST_OTHERS = 200;
const CLASSES = { "anyone": "good", "logged-only": "", "owner-only": "waiting" };
const SECONDS = { days: 86_400, hours: 3600, minutes: 60, seconds: 1 };

/** Sends a form by a script; the button is disabled meanwhile. */
function onSubmit(id, work) {
  const form = element(id);
  if (!form) return;
  form.onsubmit = (event) => {
    event.preventDefault();
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    run(async () => {
      complain();
      try {
        await work(form.elements);
      } finally {
        button.disabled = false;
      }
    });
  };
}

onSubmit("title-form", async ({ title, visibility }) => {
  const changed = await call("PATCH", path, { title: title.value.trim(), visibility: visibility.value });
  const heading = document.querySelector("main h1");
  document.title = document.title.replace(heading.textContent, changed.title);
  heading.textContent = changed.title;
  const badge = element("audience");
  badge.textContent = audience(changed["geovisio:visibility"]);
  badge.className = `badge ${CLASSES[changed["geovisio:visibility"]]}`;
  announce(say("web.saved"));
});

onSubmit("order-form", async ({ by, reversed }) => {
  await call("PATCH", path, { sortby: `${reversed.checked ? "-" : "+"}${by.value}` });
  await load();
  announce(say("web.saved"));
});

// ---- headings

const headingForm = element("heading-form");
const { heading } = headingForm.elements;

/** As the server computes them: towards the next picture, the last one away from its predecessor. */
function relativeHeadings(offset) {
  const { pictures } = grid;
  return pictures.map(({ position }, index) => {
    const next = pictures[index + 1]?.position, before = pictures[index - 1]?.position;
    if (!next && !before) return (offset + 360) % 360;
    const ahead = next ? direction(position, next) : direction(before, position);
    return (360 + Math.floor(ahead) + offset) % 360;
  });
}

heading.oninput = () => preview(heading.checkValidity() ? relativeHeadings(Number(heading.value)) : undefined);

onSubmit("heading-form", async () => {
  await call("PATCH", path, { relative_heading: Number(heading.value) });
  preview(undefined);
  await load();
  announce(say("web.saved"));
});

// ---- capture times

const shiftForm = element("shift-form");

function shiftOf(fields) {
  return Object.entries(SECONDS).reduce((sum, [unit, length]) => sum + Number(fields[unit].value) * length, 0);
}

function showShift() {
  const first = grid.pictures.find(({ id }) => grid.selected.size === 0 || grid.selected.has(id));
  const shift = shiftOf(shiftForm.elements);
  const after = first && new Date(new Date(first.datetime).getTime() + shift * 1000);
  element("shift-result").textContent = shift && after && !Number.isNaN(after.getTime())
    ? say("gallery.shift_result", { before: timeOf(first.datetime), after: timeOf(after) })
    : "";
}

shiftForm.oninput = showShift;
onSelection(showShift);

onSubmit("shift-form", async (fields) => {
  const changed = await changeItems({ capture_time_shift: shiftOf(fields) });
  shiftForm.reset();
  await load();
  announce(say("gallery.changed_count", { count: changed }));
});

/** Changes what is selected, or all pictures when nothing is. */
async function changeItems(changes) {
  if (grid.selected.size === 0) return (await call("PATCH", `${path}/items`, changes)).changed;
  let changed = 0;
  for (const items of portions([...grid.selected])) {
    changed += (await call("PATCH", `${path}/items`, { items, ...changes })).changed;
  }
  return changed;
}

function portions(ids) {
  return Array.from(
    { length: Math.ceil(ids.length / MOST) },
    (_, index) => ids.slice(index * MOST, (index + 1) * MOST),
  );
}

// ---- the selection

const selectedVisibility = element("selected-visibility");
if (selectedVisibility) {
  selectedVisibility.onchange = () => {
    const visibility = selectedVisibility.value;
    selectedVisibility.value = "";
    if (!visibility) return;
    run(async () => {
      complain();
      const changed = await changeItems({ visibility });
      await load();
      announce(say("gallery.changed_count", { count: changed }));
    });
  };
  element("split-selected").onclick = () => run(split);
  element("delete-selected").onclick = () => run(deleteSelected);
  element("delete-sequence").onclick = () => run(() => deleteSequence());
  element("edit").addEventListener("toggle", () => run(listOthers), { once: true });
}

async function split() {
  complain();
  const title = prompt(say("gallery.split_title"), title0())?.trim();
  if (!title) return;
  const { id } = await call("POST", `${path}/split`, { items: [...grid.selected], title });
  await load();
  announce(say("gallery.split_done"));
  element("announcement").append(" ", make("a", { href: `${base}/sequences/${id}` }, title));
}

function title0() {
  return document.querySelector("main h1").textContent;
}

async function deleteSelected() {
  complain();
  const ids = [...grid.selected];
  if (ids.length === grid.pictures.length) return await deleteSequence();
  if (!confirm(say("gallery.delete_selected_question", { count: ids.length }))) return;
  for (const items of portions(ids)) await call("POST", `${path}/items/delete`, { items });
  await load();
  announce(say("web.deleted"));
}

async function deleteSequence() {
  if (!confirm(say("web.delete_forever", { title: title0() }))) return;
  await call("DELETE", path);
  location.assign(`${base}/users/${data.owner}`);
}

// ---- other sequences

async function listOthers() {
  const { links } = await call("GET", `/api/users/${data.owner}/collection?limit=${MOST_OTHERS}`);
  const others = links.filter(({ rel, id }) => rel === "child" && id !== data.id);
  element("merge-form").elements.other.replaceChildren(
    make("option", { value: "" }, "–"),
    ...others.map(({ id, title }) => make("option", { value: id }, title)),
  );
}

onSubmit("merge-form", async ({ other }) => {
  const title = other.selectedOptions[0].textContent;
  if (!confirm(say("gallery.merge_question", { title }))) return;
  await call("POST", `${path}/merge`, { collection: other.value });
  await Promise.all([load(), listOthers()]);
  announce(say("gallery.merged"));
});
