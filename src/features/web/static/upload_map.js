/** The map on the upload page; its library is loaded when somebody needs it. */
import { data, make, say } from "./page.js";
import { worldMap } from "./world_map.js";

/** Points that are drawn of a track, and of the pictures on it: more would look the same. */
const MOST_DRAWN = 3000;

let opening;

/** Opens the map, once. */
export function openMap() {
  return opening ??= open();
}

async function open() {
  document.head.append(make("link", { rel: "stylesheet", href: data.map.sheet }));
  for (const src of data.map.scripts) await load(src);
  const map = worldMap("placing-map", { showCompass: false }, data.map);
  await map.once("load");
  map.addSource("track", { type: "geojson", data: collection([]) });
  map.addSource("pictures", { type: "geojson", data: collection([]) });
  map.addLayer({ id: "track", type: "line", source: "track", paint: { "line-color": "#5e499c", "line-width": 2 } });
  map.addLayer({
    id: "pictures",
    type: "circle",
    source: "pictures",
    paint: {
      "circle-radius": 5,
      "circle-color": ["match", ["get", "place"], "first", "#1c6e42", "last", "#b00020", "#e8a33d"],
      "circle-stroke-width": 1.5,
      "circle-stroke-color": "#fff",
    },
  });
  map.getContainer().append(make("span", { className: "crosshair", "aria-hidden": "true" }));
  return map;
}

function load(src) {
  return new Promise((resolve, reject) => {
    const script = make("script", { src });
    script.onload = resolve;
    script.onerror = () => reject(new Error(say("web.server_away")));
    document.head.append(script);
  });
}

/** Draws the way of a track, and looks at it. */
export function drawTrack(map, { longitudes, latitudes }) {
  const step = Math.ceil(longitudes.length / MOST_DRAWN);
  const line = [];
  const bounds = new globalThis.maplibregl.LngLatBounds();
  for (let index = 0; index < longitudes.length; index += step) {
    line.push([longitudes[index], latitudes[index]]);
    bounds.extend(line.at(-1));
  }
  map.getSource("track").setData(collection([{ type: "LineString", coordinates: line }]));
  map.fitBounds(bounds, { padding: 40, maxZoom: 17, animate: false });
}

/** Draws places in the order of time: the first green, the last red. @param places `[longitude, latitude]` each */
export function drawPictures(map, places) {
  const step = Math.ceil(places.length / MOST_DRAWN) || 1;
  const drawn = places.filter((_, index) => index % step === 0 || index === places.length - 1);
  const features = drawn.map((coordinates, index) => ({
    type: "Feature",
    properties: { place: index === drawn.length - 1 ? "last" : index === 0 ? "first" : "" },
    geometry: { type: "Point", coordinates },
  }));
  map.getSource("pictures").setData({ type: "FeatureCollection", features });
}

function collection(geometries) {
  return {
    type: "FeatureCollection",
    features: geometries.map((geometry) => ({ type: "Feature", properties: {}, geometry })),
  };
}
