/** A map of pictures: dots with arrows where they look, and the line between them. */
import { mapFiles, worldMap } from "./world_map.js";

const ACCENT = "#5e499c", CHOSEN = "#d9480f";
const NOTHING = { type: "FeatureCollection", features: [] };
/** Metres between two pictures from which on there is no line between them, as in the lines of sequences. */
const FAR = 75;

/**
 * Opens a map.
 * @param container id of its element
 * @returns undefined where the browser cannot draw one; the page works without it
 */
export async function openMap(container) {
  try {
    const map = worldMap(container, { visualizePitch: false }, mapFiles());
    map.addControl(new globalThis.maplibregl.ScaleControl());
    await map.once("load");
    addLayers(map);
    return map;
  } catch (error) {
    console.warn(error);
    document.getElementById(container).hidden = true;
    return undefined;
  }
}

function addLayers(map) {
  map.addImage("arrow", arrow(ACCENT), { pixelRatio: 2 });
  map.addImage("chosen-arrow", arrow(CHOSEN), { pixelRatio: 2 });
  map.addSource("line", { type: "geojson", data: NOTHING });
  map.addSource("pictures", { type: "geojson", data: NOTHING });
  map.addLayer({
    id: "line",
    type: "line",
    source: "line",
    layout: { "line-cap": "round", "line-join": "round" },
    paint: { "line-color": ACCENT, "line-width": 4, "line-opacity": 0.6 },
  });
  const isChosen = ["boolean", ["get", "chosen"], false];
  map.addLayer({
    id: "arrows",
    type: "symbol",
    source: "pictures",
    filter: ["has", "heading"],
    layout: {
      "icon-image": ["case", isChosen, "chosen-arrow", "arrow"],
      "icon-rotate": ["get", "heading"],
      "icon-rotation-alignment": "map",
      "icon-padding": 0,
      // From afar, those that have room.
      "icon-overlap": ["step", ["zoom"], "never", 16, "always"],
    },
  });
  map.addLayer({
    id: "dots",
    type: "circle",
    source: "pictures",
    paint: {
      "circle-color": ["case", isChosen, CHOSEN, ACCENT],
      "circle-radius": ["interpolate", ["linear"], ["zoom"], 10, 2, 18, 6],
      "circle-stroke-color": "#ffffff",
      "circle-stroke-width": ["interpolate", ["linear"], ["zoom"], 10, 0.5, 18, 2],
    },
  });
}

/** Shows pictures: `{position, heading, chosen}` of each, in their order. */
export function showOnMap(map, pictures) {
  map.getSource("pictures").setData({
    type: "FeatureCollection",
    features: pictures.map(({ position, heading, chosen }, index) => ({
      type: "Feature",
      properties: { index, chosen, ...(heading === undefined ? {} : { heading }) },
      geometry: { type: "Point", coordinates: position },
    })),
  });
}

/** Draws the line, and shows all of it. */
export function showLine(map, positions) {
  const around = unrolled(positions);
  const lines = [];
  for (const [index, position] of around.entries()) {
    if (index === 0 || metres(around[index - 1], position) > FAR) lines.push([]);
    lines.at(-1).push(position);
  }
  const coordinates = lines.filter(({ length }) => length > 1);
  map.getSource("line").setData({
    type: "Feature",
    properties: {},
    geometry: { type: "MultiLineString", coordinates },
  });
  if (around.length === 0) return;
  const bounds = new globalThis.maplibregl.LngLatBounds();
  for (const position of around) bounds.extend(position);
  map.fitBounds(bounds, { padding: 40, maxZoom: 17, animate: false });
}

/** Longitudes that go on across the antimeridian, so that neighbours are near each other. */
function unrolled(positions) {
  let turn = 0, before;
  return positions.map(([longitude, latitude]) => {
    if (before !== undefined && Math.abs(longitude - before) > 180) turn += longitude < before ? 360 : -360;
    before = longitude;
    return [longitude + turn, latitude];
  });
}

/** On a plane, which is near enough for pictures that are. */
function metres([x1, y1], [x2, y2]) {
  return Math.hypot((x2 - x1) * Math.cos(y1 * Math.PI / 180), y2 - y1) * 111_320;
}

/** The direction from one place to another, in degrees clockwise from north. */
export function direction([x1, y1], [x2, y2]) {
  const [east] = unrolled([[x1, y1], [x2, y2]]).map(([x]) => x).reverse();
  const degrees = Math.atan2(east - x1, y2 - y1) * 180 / Math.PI;
  return (degrees + 360) % 360;
}

/** A picture of an arrow that points up, twice as large as it is shown; the picture stands in its middle. */
function arrow(colour) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 96;
  const context = canvas.getContext("2d");
  context.beginPath();
  for (const [x, y] of [[48, 4], [62, 34], [48, 27], [34, 34]]) context.lineTo(x, y);
  context.closePath();
  context.fillStyle = colour;
  context.strokeStyle = "#ffffff";
  context.lineWidth = 4;
  context.stroke();
  context.fill();
  return context.getImageData(0, 0, 96, 96);
}
