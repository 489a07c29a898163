/** Plays the images of a night: range, speed and size to choose, the time of each, and by keyboard. */
import { say } from "./page.js";
import { setAge } from "./allsky_age.js";
import { read, readFrames, Reel } from "./allsky_frames.js";

const LIVE = 15_000;
/** Between the last image and the first. */
const PAUSE = 1000;
/** Minutes between the times that a range can begin and end with. */
const STEP = 30;
/** Full images that came too late, one after the other, before thumbnails are played. */
const PATIENCE = 3;
/** Speed for people who asked for less motion. */
const CALM = "1";

/** Makes a player of a section. */
export function startPlayer(section) {
  const { live, shown: shownId, play: playText } = section.dataset;
  const control = (name) => section.querySelector(`[name="${name}"]`);
  const figure = section.querySelector("figure"), output = section.querySelector("output");
  const button = section.querySelector(".play"), moment = section.querySelector(".moment");
  const trouble = section.querySelector(".trouble");
  const [part, from, to, speed, size] = ["part", "from", "to", "speed", "size"].map(control);
  let reel, smallWidth = null, shown = 0, first = 0, last = 0, readAt = 0;
  let isPlaying = false, isFresh = true, lateOnes = 0, timer;

  if (matchMedia("(prefers-reduced-motion: reduce)").matches) speed.value = CALM;
  section.querySelector(".controls").hidden = false;

  const interval = () => 1000 / Number(speed.value);
  const next = (index) => index >= last || index < first ? first : index + 1;

  function isSmallEnough() {
    if (smallWidth === null || size.value === "full") return false;
    if (size.value === "small") return true;
    if (navigator.connection?.saveData) return true;
    const pixels = figure.clientWidth * devicePixelRatio;
    return pixels <= smallWidth * 1.25 || (isPlaying && lateOnes >= PATIENCE);
  }

  async function load() {
    section.setAttribute("aria-busy", "true");
    try {
      const source = section.dataset.frames + (part?.value ? `&part=${part.value}` : "");
      const { frames, smallWidth: width } = await readFrames(source);
      reel = new Reel(frames);
      smallWidth = width;
      readAt = Date.now();
      [shown, first, last] = [0, 0, Math.max(0, frames.length - 1)];
      moment.max = String(last);
      moment.disabled = frames.length < 2;
      button.disabled = frames.length < 2;
      fillRange();
      trouble.textContent = frames.length === 0 ? say("syncapi.no_images") : "";
    } catch {
      trouble.textContent = say("sky.loop_failed");
    } finally {
      section.removeAttribute("aria-busy");
    }
    return (reel?.frames.length ?? 0) > 0;
  }

  /** Every half hour of the clock at the camera; the end of one night is on the next day. */
  function fillRange() {
    const marks = new Map();
    for (const [index, { clock }] of reel.frames.entries()) {
      const minutes = Math.floor(Number(clock.slice(14, 16)) / STEP) * STEP;
      const mark = `${clock.slice(0, 14)}${String(minutes).padStart(2, "0")}`;
      if (!marks.has(mark)) marks.set(mark, index);
    }
    const entries = [...marks];
    const option = (label, value) => new Option(label, String(value));
    from.replaceChildren(...entries.map(([mark, index]) => option(mark.slice(11), index)));
    to.replaceChildren(...entries.slice(1).map(([mark, index]) => option(mark.slice(11), index)));
    const { frames } = reel;
    if (frames.length > 0) to.append(option(frames.at(-1).clock.slice(11, 16), frames.length - 1));
    to.value = String(last);
    from.disabled = to.disabled = frames.length < 2;
  }

  async function show(index) {
    shown = index;
    const isSmall = isSmallEnough();
    const entry = reel.at(index, isSmall);
    const { clock } = reel.frames[index];
    reel.prepare(index, next, isSmall);
    const asked = performance.now();
    if (!entry.isThere) await entry.ready;
    if (isPlaying && size.value === "auto" && !isSmall) {
      lateOnes = performance.now() - asked > 2 * interval() ? lateOnes + 1 : 0;
    }
    // Something else was asked for meanwhile.
    if (shown !== index) return;
    moment.value = String(index);
    moment.setAttribute("aria-valuetext", clock);
    if (entry.isBroken) return;
    entry.image.alt = say("sky.image_of", { time: clock });
    figure.querySelector("img").replaceWith(entry.image);
    output.textContent = clock;
  }

  async function step() {
    const before = shown;
    await show(next(before));
    if (isPlaying) timer = setTimeout(step, shown < before ? PAUSE : interval());
  }

  async function play() {
    if (isPlaying) return stop();
    const isOld = live !== undefined && Date.now() - readAt > 60_000;
    if ((!reel || isOld) && !await load()) return;
    isPlaying = true;
    section.classList.add("plays");
    button.textContent = say("sky.stop");
    if (isFresh || shown >= last || shown < first) shown = first - 1;
    isFresh = false;
    step();
  }

  function stop() {
    clearTimeout(timer);
    isPlaying = false;
    section.classList.remove("plays");
    button.textContent = playText;
    // In full, now that there is time.
    if (reel?.frames[shown]) show(shown);
  }

  async function jump(index) {
    if (!reel && !await load()) return;
    isFresh = false;
    await show(Math.min(Math.max(index, 0), reel.frames.length - 1));
  }

  /** Until something of the loop is shown, the newest image is. */
  async function refresh() {
    if (reel || document.hidden) return;
    const { cameras: [newest] } = await read(`/allsky/newest?camera=${live}`);
    if (!newest) return;
    const age = document.querySelector(".age");
    if (age) setAge(age, newest.time);
    if (newest.clock === output.textContent) return;
    const entry = new Reel([newest]).at(0, false);
    await entry.ready;
    if (reel || entry.isBroken) return;
    entry.image.alt = say("syncapi.latest_image");
    figure.querySelector("img").replaceWith(entry.image);
    output.textContent = newest.clock;
  }

  button.addEventListener("click", play);
  moment.addEventListener("input", () => jump(Number(moment.value)));
  from.addEventListener("change", () => {
    first = Number(from.value);
    if (last <= first) to.value = String(last = reel.frames.length - 1);
    jump(first);
  });
  to.addEventListener("change", () => {
    last = Number(to.value);
    if (first >= last) from.value = String(first = 0);
  });
  size.addEventListener("change", () => {
    lateOnes = 0;
    if (reel?.frames[shown]) show(shown);
  });
  part?.addEventListener("change", async () => {
    if (isPlaying) stop();
    if (await load()) show(0);
  });
  section.addEventListener("keydown", (event) => {
    if (event.target.matches("select") || event.ctrlKey || event.metaKey || event.altKey) return;
    const isButton = event.target.matches("button"), isRange = event.target === moment;
    if (event.key === " " && !isButton) play();
    else if (event.key === "ArrowRight" && !isRange) jump(shown + 1);
    else if (event.key === "ArrowLeft" && !isRange) jump(shown - 1);
    else return;
    event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && isPlaying) stop();
  });

  if (live !== undefined) {
    setInterval(() => refresh().catch(() => {}), LIVE);
    section.querySelector(".newest").addEventListener("click", () => {
      if (isPlaying) stop();
      reel = undefined;
      output.textContent = "";
      refresh().catch(() => trouble.textContent = say("sky.loop_failed"));
    });
  } else {load().then((hasFrames) => {
      if (!hasFrames) return;
      // The picture that came with the page.
      shown = Math.max(0, reel.frames.findIndex(({ id }) => String(id) === shownId));
      moment.value = String(shown);
      moment.setAttribute("aria-valuetext", reel.frames[shown].clock);
    });}
}
