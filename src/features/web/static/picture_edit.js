/** Moves, turns, dates, hides and deletes a picture, and undoes that, for who may. */
import { base, call, complain, data, make, run, say } from "./page.js";
import { listChanges, valueLine, whenOpened } from "./change_list.js";
import { audience, timeOf } from "./gallery_words.js";
import { showOnMap } from "./place_map.js";
import { mapReady, reload } from "./picture.js";

const path = `/api/collections/${data.collection}/items/${data.id}`;
const form = document.getElementById("picture-form");
const { latitude, longitude, heading, time, visibility } = form.elements;
/** A metre in degrees of latitude. */
const METRE = 1 / 111_320;
const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
/** Pixels between the marker and the handle that turns it. */
const REACH = 56;

form.onsubmit = (event) => {
  event.preventDefault();
  run(async () => {
    complain();
    // Only what was changed: the rest may have been changed by others in the meantime.
    const changes = {};
    if (latitude.value !== latitude.defaultValue || longitude.value !== longitude.defaultValue) {
      changes.latitude = Number(latitude.value);
      changes.longitude = Number(longitude.value);
    }
    if (heading.value !== "" && heading.value !== heading.defaultValue) changes.heading = Number(heading.value);
    if (time.value !== initialTime) changes.capture_time = `${time.value}Z`;
    if (visibility && visibility.value !== initialVisibility) changes.visibility = visibility.value;
    if (Object.keys(changes).length > 0) await call("PATCH", path, changes);
    reload(say("web.saved"));
  });
};
const initialTime = time.value, initialVisibility = visibility?.value;

const deleteButton = document.getElementById("delete-picture");
if (deleteButton) {
  deleteButton.onclick = () =>
    run(async () => {
      if (!confirm(say("gallery.delete_picture_question"))) return;
      await call("DELETE", path);
      location.assign(`${base}/sequences/${data.collection}`);
    });
}

// ---- the marker

run(async () => {
  const map = await mapReady;
  if (!map) return;
  const edit = document.getElementById("edit");
  if (edit.open) openMarkers(map);
  else edit.addEventListener("toggle", () => openMarkers(map), { once: true });
});

function place() {
  return [Number(longitude.value), Number(latitude.value)];
}

function openMarkers(map) {
  const { Marker } = globalThis.maplibregl;
  const point = make("button", { type: "button", className: "place-marker" });
  const handle = make("button", {
    type: "button",
    className: "turn-handle",
    role: "slider",
    "aria-valuemin": "0",
    "aria-valuemax": "359",
  });
  const marker = new Marker({ element: point, draggable: true }).setLngLat(place()).addTo(map);
  const turner = new Marker({ element: handle, draggable: true }).setLngLat(place()).addTo(map);
  // MapLibre names its markers itself, and all of them alike.
  point.setAttribute("aria-label", say("gallery.move_marker"));
  handle.setAttribute("aria-label", say("gallery.turn_handle"));
  handle.setAttribute("role", "slider");

  const show = () => {
    marker.setLngLat(place());
    const degrees = Number(heading.value || 0), angle = degrees * Math.PI / 180;
    const { x, y } = map.project(place());
    turner.setLngLat(map.unproject([x + REACH * Math.sin(angle), y - REACH * Math.cos(angle)]));
    handle.setAttribute("aria-valuenow", String(degrees % 360));
    showOnMap(map, [{ position: place(), heading: heading.value === "" ? undefined : degrees, chosen: true }]);
  };
  const move = ([x, y]) => {
    longitude.value = Math.max(-180, Math.min(180, x)).toFixed(7);
    latitude.value = Math.max(-90, Math.min(90, y)).toFixed(7);
    show();
  };
  const turn = (degrees) => {
    heading.value = (Math.round(degrees) % 360 + 360) % 360;
    show();
  };

  marker.on("drag", () => move(marker.getLngLat().toArray()));
  turner.on("drag", () => {
    const from = map.project(place()), to = map.project(turner.getLngLat());
    turn(Math.atan2(to.x - from.x, from.y - to.y) * 180 / Math.PI);
  });
  point.onkeydown = (event) => {
    const direction = DIRECTIONS[event.key];
    if (!direction) return;
    event.preventDefault();
    event.stopPropagation();
    const step = (event.shiftKey ? 10 : 1) * METRE;
    const [x, y] = place();
    move([x + direction[0] * step / Math.max(0.01, Math.cos(y * Math.PI / 180)), y + direction[1] * step]);
  };
  handle.onkeydown = (event) => {
    const direction = DIRECTIONS[event.key];
    if (!direction) return;
    event.preventDefault();
    event.stopPropagation();
    turn(Number(heading.value || 0) + (direction[0] || direction[1]) * (event.shiftKey ? 10 : 1));
  };
  form.oninput = show;
  form.onreset = () => setTimeout(show);
  map.on("move", show);
  show();
}

// ---- history

const VALUES = {
  ts: { title: "gallery.capture_time_utc", show: timeOf },
  geom: { title: "gallery.place", show: placeOf },
  heading: { title: "gallery.heading" },
  visibility: { title: "web.visibility", show: audience },
};

whenOpened(showHistory);

async function showHistory() {
  const { changes } = await call("GET", `${path}/history`);
  listChanges(changes, { nothing: say("gallery.no_changes"), linesOf, undo });
}

function linesOf({ values }) {
  return values.filter(({ name }) => name !== "heading_computed" || values.length === 1)
    .map((value) => valueLine(VALUES, value));
}

function placeOf({ coordinates }) {
  return coordinates.toReversed().map((degrees) => degrees.toFixed(6)).join(", ");
}

async function undo(change) {
  await call("POST", `${path}/undo`, { change });
  reload(say("web.undone"));
}
