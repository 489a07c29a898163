/** Keeps up to date how long ago the newest image of each camera was taken, and shows newer ones on the page of all cameras. */
import { addressOf, read } from "./allsky_frames.js";

const TICK = 30_000;
/** As on the server. */
const UNITS = [["day", 86_400], ["hour", 3600], ["minute", 60]], STALE = 86_400_000;

const format = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });

/** Begins to keep ages up to date. */
export function startAges() {
  setInterval(() => {
    if (document.hidden) return;
    updateAges();
    if (document.querySelector("[data-camera]")) refreshCameras().catch(() => {});
  }, TICK);
}

/** Says when an image was taken. @param seconds since 1970 */
export function setAge(age, seconds) {
  age.querySelector("time").dateTime = new Date(seconds * 1000).toISOString();
  updateAges();
}

function updateAges() {
  for (const age of document.querySelectorAll(".age")) {
    const time = age.querySelector("time");
    const milliseconds = Math.max(0, Date.now() - Date.parse(time.dateTime));
    time.textContent = ageText(Math.round(milliseconds / 1000));
    age.toggleAttribute("data-stale", milliseconds > STALE);
  }
}

function ageText(seconds) {
  const [unit, length] = UNITS.find(([, length]) => seconds >= length) ?? [];
  return unit ? format.format(-Math.floor(seconds / length), unit) : format.format(0, "minute");
}

async function refreshCameras() {
  const { cameras } = await read("/allsky/newest");
  for (const { camera, url, time } of cameras) {
    const card = document.querySelector(`[data-camera="${camera}"]`);
    const image = card?.querySelector("img"), age = card?.querySelector(".age");
    if (!image || !age) continue;
    const address = new URL(addressOf(url), location.href).href;
    if (image.src !== address) image.src = address;
    setAge(age, time);
  }
}
