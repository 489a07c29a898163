/** The images of a loop: their list, and a few of them loaded ahead. */
import { base } from "./page.js";

/** Images that are loaded ahead, and kept behind: a large one takes tens of megabytes when it is decoded. */
const AHEAD = 5, BEHIND = 1;
/** A night of images every ten seconds has four thousand; more than this is not played. */
const MOST = 20_000;

/** The absolute address of a file of a camera. */
export function addressOf(url) {
  return /^https?:/.test(url) ? url : `${base}/${url}`;
}

/** Reads JSON of this server. */
export async function read(path) {
  const response = await fetch(`${base}${path}`, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`${response.status}`);
  return await response.json();
}

/** All images of a source, page by page. @returns `{ frames, smallWidth }` */
export async function readFrames(source) {
  const frames = [];
  let smallWidth = null, after = null;
  do {
    const page = await read(source + (after ? `&after=${after}` : ""));
    frames.push(...page.frames);
    smallWidth ??= page.smallWidth;
    after = page.next;
  } while (after && frames.length < MOST);
  return { frames, smallWidth };
}

/** Keeps the images around the one that is shown, and lets go of all others. */
export class Reel {
  #images = new Map();
  frames;

  constructor(frames) {
    this.frames = frames;
  }

  /** The image of a number, being loaded or loaded. @param isSmall whether its thumbnail will do */
  at(index, isSmall) {
    const { url, small } = this.frames[index];
    const address = addressOf(isSmall && small ? small : url);
    const kept = this.#images.get(index);
    if (kept?.address === address) return kept;
    const image = new Image();
    const entry = { image, address, isThere: false, isBroken: false };
    image.src = address;
    entry.ready = image.decode().then(() => entry.isThere = true, () => entry.isBroken = true);
    this.#images.set(index, entry);
    return entry;
  }

  /** Loads those that follow. @param next gives the number after a number */
  prepare(index, next, isSmall) {
    const wanted = new Set();
    for (let i = Math.max(0, index - BEHIND); i < index; i++) wanted.add(i);
    for (let i = index, count = 0; count <= AHEAD; count++, i = next(i)) wanted.add(i);
    for (const [i, { image, isThere }] of this.#images) {
      if (wanted.has(i)) continue;
      // An empty address ends the request.
      if (!isThere) image.src = "";
      this.#images.delete(i);
    }
    for (let i = index, count = 0; count < AHEAD; count++) {
      i = next(i);
      this.at(i, isSmall);
    }
  }

  /** How many images are held. */
  get size() {
    return this.#images.size;
  }
}
