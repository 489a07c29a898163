/** Searches labelled pictures, flat and hung into 360° pictures, and compares what is found with the labels. */
import sharp from "sharp";
import type { Blurrer, Part } from "../../src/core/blurring/mod.ts";
import type { Label, LabelledPicture } from "./labels.ts";
import { hang, type Image } from "./panorama.ts";

/** One label, in one size and place. */
export interface Outcome {
  /** Of the label, in pixels. */
  width: number;
  height: number;
  isFound: boolean;
  isHidden: boolean;
  /** Within 45° of the horizon, or in a flat picture. */
  isLow: boolean;
}

export interface Results {
  outcomes: Outcome[];
  pictures: number;
  /** Boxes where nothing is labelled. */
  falseBoxes: number;
  /** Seconds of searching, all pictures together. */
  seconds: number;
}

/** The share of a label that has to be blurred. */
const COVERED = 0.6;
const WIDTH = 5760, PER_RADIAN = WIDTH / (2 * Math.PI);
/** A picture covers less than this angle of the 360° picture in which it hangs. */
const WIDEST = 100;

export async function searchFlat(blurrer: Blurrer, pictures: LabelledPicture[], scales: number[]): Promise<Results> {
  const results: Results = { outcomes: [], pictures: 0, falseBoxes: 0, seconds: 0 };
  for (const picture of pictures) {
    for (const scale of scales) {
      const image = await read(picture.path, scale);
      const { clear, hidden, unsure } = scaled(picture, scale);
      compare(results, await search(blurrer, image, false, results), clear, hidden, unsure, () => true);
    }
  }
  return results;
}

/**
 * Hangs as many pictures into each 360° picture as there is room for.
 * @param pitches degrees above the horizon, of one picture after the other
 */
export async function searchRound(
  blurrer: Blurrer,
  pictures: LabelledPicture[],
  scales: number[],
  pitches: number[],
): Promise<Results> {
  const results: Results = { outcomes: [], pictures: 0, falseBoxes: 0, seconds: 0 };
  let round = newRound(), count = 0;
  const finish = async () => {
    const parts = await search(blurrer, round.panorama, true, results);
    compare(results, parts, round.clear, round.hidden, round.unsure, ({ top, height }) => {
      const latitude = 90 - (top + height / 2) / WIDTH * 360;
      return Math.abs(latitude) <= 45;
    });
    round = newRound();
  };
  for (const picture of pictures) {
    for (const scale of scales) {
      const image = await read(picture.path, scale), pitch = pitches[count++ % pitches.length] ?? 0;
      const angle = degrees(2 * Math.atan(image.width / 2 / PER_RADIAN));
      const up = Math.min(75, Math.abs(pitch) + degrees(Math.atan(image.height / 2 / PER_RADIAN)));
      const room = angle / Math.cos(up / 180 * Math.PI);
      if (angle > WIDEST) continue;
      if (round.used > 0 && round.used + room > 360) await finish();
      const place = hang(round.panorama, image, { yaw: -180 + round.used + room / 2, pitch });
      round.used += room;
      const labels = scaled(picture, scale);
      round.clear.push(...labels.clear.map(place));
      round.hidden.push(...labels.hidden.map(place));
      round.unsure.push(...labels.unsure.map(place));
    }
  }
  if (round.used > 0) await finish();
  return results;
}

function newRound() {
  const panorama = { data: new Uint8Array(WIDTH * WIDTH / 2 * 3).fill(128), width: WIDTH, height: WIDTH / 2 };
  const clear: Label[] = [], hidden: Label[] = [], unsure: Label[] = [];
  return { panorama, used: 0, clear, hidden, unsure };
}

async function search(
  blurrer: Blurrer,
  { data, width, height }: Image,
  isEquirectangular: boolean,
  results: Results,
): Promise<Part[]> {
  const jpeg = await sharp(data, { raw: { width, height, channels: 3 } }).jpeg({ quality: 92 }).toBuffer();
  const start = performance.now();
  const request = { file: new Uint8Array(jpeg), isEquirectangular, maxPixels: Infinity, drawn: [], detects: true };
  const { parts } = await blurrer.blur(request);
  results.seconds += (performance.now() - start) / 1000;
  results.pictures++;
  return parts;
}

function compare(
  results: Results,
  parts: Part[],
  clear: Label[],
  hidden: Label[],
  unsure: Label[],
  isLow: (label: Label) => boolean,
): void {
  for (const [labels, isHidden] of [[clear, false], [hidden, true]] as const) {
    for (const label of labels) {
      const { width, height } = label;
      results.outcomes.push({
        width,
        height,
        isHidden,
        isFound: coverage(label, parts) >= COVERED,
        isLow: isLow(label),
      });
    }
  }
  const known = [...clear, ...hidden, ...unsure];
  results.falseBoxes += parts.filter((part) => !known.some((label) => touches(part, label))).length;
}

async function read(path: string, scale: number): Promise<Image> {
  const { width } = await sharp(path).metadata();
  const { data, info } = await sharp(path).resize(Math.round(width * scale)).removeAlpha().toColourspace("srgb").raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

function scaled({ clear, hidden, unsure }: LabelledPicture, scale: number) {
  const each = ({ left, top, width, height }: Label) => ({
    left: left * scale,
    top: top * scale,
    width: width * scale,
    height: height * scale,
  });
  return { clear: clear.map(each), hidden: hidden.map(each), unsure: unsure.map(each) };
}

/** The share of the label that is blurred. */
function coverage({ left, top, width, height }: Label, parts: Part[]): number {
  const steps = 20;
  let inside = 0;
  for (let row = 0; row < steps; row++) {
    for (let column = 0; column < steps; column++) {
      const x = left + (column + 0.5) / steps * width, y = top + (row + 0.5) / steps * height;
      if (parts.some((part) => part.x <= x && x < part.x + part.width && part.y <= y && y < part.y + part.height)) {
        inside++;
      }
    }
  }
  return inside / steps ** 2;
}

/** What lies across the seam of a 360° picture is there twice. */
function touches(part: Part, { left, top, width, height }: Label): boolean {
  return [0, WIDTH, -WIDTH].some((shift) => part.x + shift < left + width && left < part.x + shift + part.width) &&
    part.y < top + height && top < part.y + part.height;
}

function degrees(radians: number): number {
  return radians * 180 / Math.PI;
}
