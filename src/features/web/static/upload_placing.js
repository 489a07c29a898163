/** Asks where and when pictures were taken that do not say so themselves, and notes it in the fields that are sent with them. */
import { complain, run, say } from "./page.js";
import { readTracks } from "./picture_reader.js";
import { findShift, isoTime, offsetText, placeAt, zoneOf } from "./track.js";
import { drawPictures, drawTrack, openMap } from "./upload_map.js";

const element = (id) => document.getElementById(id);
const chosen = (name) => document.querySelector(`input[name="${name}"]:checked`)?.value;

let entries, order, track, place, map, start;
/** Zoom at which streets are seen. */
const NEAR = 15;
/** Milliseconds to add to the camera's clock to get UTC: as found, and as adjusted. */
let found = 0, shift = 0;

/**
 * Asks about pictures that lack a position or a time, and waits for the answer.
 * @param gpxFiles tracks that were chosen with them
 * @returns whether several pictures were put on one spot
 */
export async function askForPlaces(given, gpxFiles) {
  const lacking = given.filter(({ info }) => !info.hasPosition || !info.hasTime);
  if (lacking.length === 0) return false;
  entries = lacking;
  // The others were probably taken nearby.
  start = given.find(({ info }) => info.latitude !== undefined)?.info;
  const unplaced = lacking.filter(({ info }) => !info.hasPosition);
  const untimed = lacking.filter(({ info }) => !info.hasTime);
  order = new Map(untimed.map((entry, index) => [entry, index]));
  element("placing").hidden = false;
  element("lacking").textContent = [
    unplaced.length > 0 && say("upload_page.without_position", { done: unplaced.length, count: given.length }),
    untimed.length > 0 && say("upload_page.without_time", { done: untimed.length, count: given.length }),
  ].filter(Boolean).join(" ");
  element("times").hidden = untimed.length === 0;
  element("places").hidden = unplaced.length === 0;
  element("start").value = localValue(Math.min(...untimed.map(({ file }) => file.lastModified), Date.now()));
  element("placing").scrollIntoView({ block: "nearest" });
  element("placing-title").focus();
  listen();
  if (gpxFiles.length > 0) {
    document.querySelector('input[name="places"][value="track"]').checked = true;
    await useTracks(gpxFiles);
  }
  await showChoice();
  await new Promise((resolve) => element("placing-done").onclick = resolve);
  const isOneSpot = apply();
  element("placing").hidden = true;
  complain();
  return isOneSpot;
}

function listen() {
  for (const input of document.querySelectorAll("#placing input")) {
    input.addEventListener(input.type === "radio" || input.type === "file" ? "change" : "input", () => run(showChoice));
  }
  element("track-file").onchange = ({ target }) => run(() => useTracks([...target.files]));
  element("shift").oninput = ({ target }) => setShift(target.valueAsNumber * 1000);
  element("shift-fine").oninput = ({ target }) => setShift(found + target.valueAsNumber * 1000);
  element("place-centre").onclick = () => setPlace(map.getCenter());
  for (const name of ["latitude", "longitude"]) {
    element(name).oninput = () => {
      const { valueAsNumber: lat } = element("latitude"), { valueAsNumber: lng } = element("longitude");
      place = Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? [lng, lat] : undefined;
    };
  }
}

async function useTracks(files) {
  complain();
  track = undefined;
  try {
    track = await readTracks(files);
  } catch ({ message }) {
    complain(new Error(say(message === "too large" ? "upload_page.track_too_large" : "upload_page.track_empty")));
    return await showChoice();
  }
  found = findShift(track, entries.map(({ info }) => info));
  setShift(found);
  drawTrack(await ready(), track);
  await showChoice();
}

async function ready() {
  element("placing-map").hidden = false;
  const isNew = !map;
  map = await openMap();
  map.resize();
  if (isNew && start) map.jumpTo({ center: [start.longitude, start.latitude], zoom: NEAR });
  return map;
}

function setShift(milliseconds) {
  if (!Number.isFinite(milliseconds)) return;
  shift = milliseconds;
  // What somebody is typing stays as it is.
  const write = (id, value) => document.activeElement !== element(id) && (element(id).value = Math.round(value / 1000));
  write("shift", shift);
  write("shift-fine", shift - found);
  element("clock").textContent = say("upload_page.camera_clock", { offset: offsetText(shift) });
  run(showChoice);
}

function setPlace({ lng, lat }) {
  place = [((lng + 540) % 360) - 180, lat];
  element("longitude").value = place[0].toFixed(6);
  element("latitude").value = lat.toFixed(6);
  run(showChoice);
}

/** Shows the fields of what is chosen, and what comes of it. */
async function showChoice() {
  const choice = chosen("places");
  element("track-fields").hidden = choice !== "track";
  element("shift-fields").hidden = !track;
  element("place-fields").hidden = choice !== "place";
  element("order-fields").hidden = chosen("times") !== "order";
  element("placing-map").hidden = choice === "none" || (choice === "track" && !track);
  if (choice === "place") await ready();
  const crosshair = document.querySelector("#placing-map .crosshair");
  if (crosshair) crosshair.hidden = choice !== "place";
  if (choice === "place") {
    map.getCanvas().style.cursor = "crosshair";
    map.off("click", placeClick);
    map.on("click", placeClick);
  } else map?.off("click", placeClick);

  const answers = entries.map(answerFor);
  const missing = answers.filter(({ isComplete }) => !isComplete).length;
  element("placing-result").textContent = [
    say("upload_page.placed_count", { done: answers.length - missing, count: answers.length }),
    firstTime(answers),
  ].filter(Boolean).join(" ");
  if (!map || element("placing-map").hidden) return;
  const timed = answers.filter((answer) => answer.place).sort((a, b) => (a.instant ?? 0) - (b.instant ?? 0));
  drawPictures(map, timed.map((answer) => answer.place));
}

const placeClick = ({ lngLat }) => setPlace(lngLat);

/** When the first picture was taken, in words: a wrong zone is seen at once. */
function firstTime(answers) {
  const instants = answers.flatMap(({ instant }) => instant ?? []);
  if (instants.length === 0) return undefined;
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "medium" });
  const [first, last] = [Math.min, Math.max].map((pick) => format.format(instants.reduce((a, b) => pick(a, b))));
  return say("upload_page.taken_between", { first, last });
}

/** What is said of a picture: where and when it was taken, and the fields that tell the server. */
function answerFor(entry) {
  const { info } = entry;
  const byTrack = chosen("places") === "track" && track;
  const chosenTime = info.hasTime ? undefined : timeFor(entry);
  // Only a track tells what is wrong with a clock.
  const isClocked = info.utc === undefined && info.clock !== undefined && byTrack && !info.hasPosition;
  const instant = info.utc ?? (isClocked ? info.clock + shift : chosenTime);
  const where = info.hasPosition
    ? undefined
    : byTrack
    ? instant !== undefined && placeAt(track, instant) || undefined
    : chosen("places") === "place"
    ? place
    : undefined;
  const zone = isClocked ? zoneOf(shift) : instant === undefined ? 0 : -new Date(instant).getTimezoneOffset();
  const saysTime = chosenTime !== undefined || (isClocked && where);
  return {
    instant,
    place: where,
    isComplete: (info.hasPosition || where !== undefined) && (info.hasTime || chosenTime !== undefined),
    fields: {
      ...(where && { override_longitude: where[0].toFixed(7), override_latitude: where[1].toFixed(7) }),
      ...(saysTime && { override_capture_time: isoTime(instant, zone) }),
    },
  };
}

function timeFor(entry) {
  if (chosen("times") === "file") return entry.file.lastModified;
  if (chosen("times") !== "order") return undefined;
  const start = new Date(element("start").value).getTime();
  const interval = element("interval").valueAsNumber * 1000;
  return Number.isFinite(start + interval) ? start + order.get(entry) * interval : undefined;
}

/** Notes the answers. @returns whether several pictures are on one spot */
function apply() {
  const answers = entries.map(answerFor);
  answers.forEach(({ fields }, index) => entries[index].fields = fields);
  return chosen("places") === "place" && answers.filter((answer) => answer.place).length > 1;
}

/** A time as `datetime-local` fields have it. */
function localValue(instant) {
  return isoTime(instant, -new Date(instant).getTimezoneOffset()).slice(0, 19);
}
