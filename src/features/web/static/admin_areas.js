/** Excluded areas, drawn corner by corner on a map. */
import { announce, button, call, complain, make, run, say } from "./page.js";
import { mapFiles, worldMap } from "./world_map.js";

const ADDRESS = "/api/configuration/excluded_areas";
const LEAST_CORNERS = 3;
const form = document.getElementById("new-area");
const { maplibregl } = globalThis;

let map;
let corners = [];

/** Shows the excluded areas, on the map and as a list. */
export async function showAreas() {
  if (!map) await openMap();
  const areas = await call("GET", `${ADDRESS}?all=true`);
  map.getSource("areas").setData(areas);
  document.getElementById("area-list").replaceChildren(...areas.features.map(areaRow));
}

async function openMap() {
  map = worldMap("area-map", { showCompass: false }, mapFiles());
  await map.once("load");
  const none = { type: "FeatureCollection", features: [] };
  for (const [name, colour] of [["areas", "#b00020"], ["drawing", "#5e499c"]]) {
    map.addSource(name, { type: "geojson", data: none });
    map.addLayer({ id: name, type: "fill", source: name, paint: { "fill-color": colour, "fill-opacity": 0.25 } });
    map.addLayer({ id: `${name}-line`, type: "line", source: name, paint: { "line-color": colour, "line-width": 2 } });
  }
  map.addLayer({
    id: "corners",
    type: "circle",
    source: "drawing",
    filter: ["==", ["geometry-type"], "Point"],
    paint: { "circle-radius": 5, "circle-color": "#5e499c", "circle-stroke-width": 2, "circle-stroke-color": "#fff" },
  });
  map.getContainer().append(make("span", { className: "crosshair", "aria-hidden": "true" }));
  const addCorner = ({ lng, lat }) => draw([...corners, [lng, lat]]);
  map.on("click", ({ lngLat }) => addCorner(lngLat));
  document.getElementById("add-corner").onclick = () => addCorner(map.getCenter());
  document.getElementById("undo-corner").onclick = () => draw(corners.slice(0, -1));
}

function draw(changed) {
  corners = changed;
  const isArea = corners.length >= LEAST_CORNERS;
  const outline = isArea ? polygon() : { type: "LineString", coordinates: corners.length > 1 ? corners : [] };
  const geometries = [outline, ...corners.map((coordinates) => ({ type: "Point", coordinates }))];
  const features = geometries.map((geometry) => ({ type: "Feature", properties: {}, geometry }));
  map.getSource("drawing").setData({ type: "FeatureCollection", features });
  document.getElementById("corner-count").textContent = say("web.corner_count", { count: corners.length });
}

/** GeoJSON closes its rings (RFC 7946 section 3.1.6). */
function polygon() {
  return { type: "Polygon", coordinates: [[...corners, corners[0]]] };
}

function areaRow({ properties, geometry }) {
  const { id, label, is_public, account_id } = properties;
  return make(
    "li",
    {},
    make("span", { className: "file-name" }, label || say("web.unnamed")),
    account_id && make("span", { className: "badge" }, say("web.of_one_account")),
    !is_public && make("span", { className: "badge waiting" }, say("web.not_public")),
    button(
      say("web.show_on_map"),
      "quiet small",
      () => map.fitBounds(boundsOf(geometry), { padding: 40, maxZoom: 15 }),
    ),
    button(say("web.delete"), "danger small", async () => {
      if (!confirm(say("web.delete_area_question"))) return;
      await call("DELETE", `${ADDRESS}/${id}`);
      await showAreas();
      announce(say("web.deleted"));
    }),
  );
}

function boundsOf({ coordinates }) {
  const bounds = new maplibregl.LngLatBounds();
  for (const position of coordinates.flat(2)) bounds.extend(position);
  return bounds;
}

async function addArea(geometry) {
  const { label, is_public } = form.elements;
  const properties = { is_public: is_public.checked, ...(label.value.trim() ? { label: label.value.trim() } : {}) };
  await call("POST", ADDRESS, { type: "Feature", properties, geometry });
  form.reset();
  await showAreas();
  announce(say("web.saved"));
}

form.onreset = () => draw([]);
form.onsubmit = (event) => {
  event.preventDefault();
  run(async () => {
    complain();
    if (corners.length < LEAST_CORNERS) throw new Error(say("web.area_too_few_corners"));
    await addArea(polygon());
  });
};

document.getElementById("area-file").onchange = ({ target }) =>
  run(async () => {
    complain();
    const text = await target.files[0].text();
    target.value = "";
    const given = readJson(text);
    const features = given.type === "FeatureCollection" ? given.features : [given];
    for (const feature of features) await addArea(feature.geometry ?? feature);
  });

function readJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(say("web.not_geojson"));
  }
}
