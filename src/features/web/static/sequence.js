/** The page of a sequence: its map, its pictures, and what everybody may do with them. */
import { call, data, run, say } from "./page.js";
import { PictureGrid } from "./picture_grid.js";
import { openMap, showLine, showOnMap } from "./place_map.js";
import "./share.js";

const element = (id) => document.getElementById(id);
const path = `/api/collections/${data.id}`;
/** Called after each change of the selection, and when other pictures are shown. */
const listeners = [];

/** The pictures, and which are selected. */
export const grid = new PictureGrid(element("grid"), element("pager"), () => {
  const { size } = grid.selected;
  element("selection").hidden = size === 0;
  element("selected-count").textContent = say("gallery.selected", { count: size });
  draw();
  for (const listener of listeners) listener();
});

/** Has something done after each change of the selection. */
export function onSelection(listener) {
  listeners.push(listener);
}

let map, headings;

/** Shows other headings than the stored ones on the map; undefined for these. */
export function preview(changed) {
  headings = changed;
  draw();
}

function draw() {
  if (!map) return;
  showOnMap(
    map,
    grid.pictures.map(({ id, position, heading }, index) => ({
      position,
      heading: headings?.[index] ?? heading,
      chosen: grid.selected.has(id),
    })),
  );
}

/** Reads all pictures again, page by page. */
export async function load() {
  const pictures = [];
  for (let after = 0; after !== undefined;) {
    const page = await call("GET", `${path}/outline?after=${after}`);
    pictures.push(...page.pictures);
    after = page.next;
  }
  grid.show(pictures);
  if (map) showLine(map, pictures.map(({ position }) => position));
}

element("select-all").onclick = () => grid.selectAll();
element("select-none").onclick = () => {
  grid.selectNone();
  element("select-all").focus();
};

/** A form: browsers save what comes as an answer. */
element("download-selected").onclick = () => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = `${element("download-zip").getAttribute("href")}`;
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "items";
  field.value = [...grid.selected].join(",");
  form.append(field);
  document.body.append(form);
  form.submit();
  form.remove();
};

run(load);
run(async () => {
  map = await openMap("map");
  if (!map) return;
  map.on("click", "dots", ({ features: [feature] }) => grid.reveal(feature.properties.index));
  for (const [event, cursor] of [["mouseenter", "pointer"], ["mouseleave", ""]]) {
    map.on(event, "dots", () => map.getCanvas().style.cursor = cursor);
  }
  showLine(map, grid.pictures.map(({ position }) => position));
  draw();
});
