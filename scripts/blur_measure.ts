/**
 * `deno task blur:measure`: how many faces `BLUR=builtin` finds, by their size, in pictures that others have labelled, flat and
 * hung into 360° pictures. Prints the tables of docs/blurring.md. Needs `apt-get` with Debian's sources.
 */
import { join } from "node:path";
import sharp from "sharp";
import { Blurrer, type Part } from "../src/core/blurring/mod.ts";
import { type Label, labelledPictures } from "./blur_measure/labels.ts";
import { hang, type Image } from "./blur_measure/panorama.ts";

const SCALES = [1, 0.7, 0.5, 0.35, 0.25];
const PITCHES = [0, 12, -12, 25, -25, 38, -38, 55, -55];
const HEIGHTS = [8, 12, 16, 24, 40, 400];
/** The share of a labelled face that has to be blurred. */
const COVERED = 0.6;
const WIDTH = 5760, PLACES = 10;

interface Result {
  height: number;
  isFound: boolean;
  isLow: boolean;
}

const pictures = await labelledPictures(join(import.meta.dirname ?? ".", "../build/blur_measure"));
await using blurrer = new Blurrer({ faceConfidence: 0.25, scale: 1, threads: 1 });
const count = pictures.reduce((sum, { faces }) => sum + faces.length, 0);
console.log(`${pictures.length} pictures with ${count} faces\n`);

const flat: Result[] = [];
let falseFlat = 0;
for (const { path, faces } of pictures) {
  for (const scale of SCALES) {
    const image = await read(path, scale);
    const labels = faces.map((face) => scaled(face, scale));
    const parts = await search(image, false);
    flat.push(...labels.map((label) => ({ height: label.height, isFound: isCovered(label, parts), isLow: true })));
    falseFlat += countFalse(labels, parts);
  }
}
print("flat", flat, falseFlat / pictures.length / SCALES.length);

const round: Result[] = [];
let falseRound = 0, panoramas = 0, seconds = 0;
const queue = pictures.flatMap((picture) => SCALES.map((scale) => ({ ...picture, scale })));
for (let first = 0; first < queue.length; first += PLACES) {
  const data = new Uint8Array(WIDTH * WIDTH / 2 * 3).fill(128);
  const panorama = { data, width: WIDTH, height: WIDTH / 2 };
  const labels: { label: Label; isLow: boolean }[] = [];
  for (const [index, { path, faces, scale }] of queue.slice(first, first + PLACES).entries()) {
    const pitch = PITCHES[(first + index) % PITCHES.length] ?? 0;
    const place = hang(panorama, await read(path, scale), { yaw: -162 + index * 36, pitch });
    labels.push(...faces.map((face) => ({ label: place(scaled(face, scale)), isLow: Math.abs(pitch) <= 45 })));
  }
  const start = performance.now();
  const parts = await search(panorama, true);
  seconds += (performance.now() - start) / 1000;
  panoramas++;
  round.push(...labels.map(({ label, isLow }) => ({ height: label.height, isFound: isCovered(label, parts), isLow })));
  falseRound += countFalse(labels.map(({ label }) => label), parts);
}
print("360°, within 45° of the horizon", round.filter(({ isLow }) => isLow), falseRound / panoramas);
print("360°, beyond", round.filter(({ isLow }) => !isLow));
console.log(`${(seconds / panoramas).toFixed(1)} s for each 360° picture of ${WIDTH} × ${WIDTH / 2}`);

async function read(path: string, scale: number): Promise<Image> {
  const { width } = await sharp(path).metadata();
  const { data, info } = await sharp(path).resize(Math.round(width * scale)).removeAlpha().toColourspace("srgb").raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

async function search({ data, width, height }: Image, isEquirectangular: boolean): Promise<Part[]> {
  const jpeg = await sharp(data, { raw: { width, height, channels: 3 } }).jpeg({ quality: 92 }).toBuffer();
  const request = { file: new Uint8Array(jpeg), isEquirectangular, maxPixels: Infinity, drawn: [], detects: true };
  return (await blurrer.blur(request)).parts.filter(({ kind }) => kind === "face");
}

function scaled({ left, top, width, height }: Label, scale: number): Label {
  return { left: left * scale, top: top * scale, width: width * scale, height: height * scale };
}

function isCovered({ left, top, width, height }: Label, parts: Part[]): boolean {
  let inside = 0;
  const steps = 20;
  for (let row = 0; row < steps; row++) {
    for (let column = 0; column < steps; column++) {
      const x = left + (column + 0.5) / steps * width, y = top + (row + 0.5) / steps * height;
      if (parts.some((part) => part.x <= x && x < part.x + part.width && part.y <= y && y < part.y + part.height)) {
        inside++;
      }
    }
  }
  return inside / steps ** 2 >= COVERED;
}

/** Faces that nobody has labelled count as false too. */
function countFalse(labels: Label[], parts: Part[]): number {
  return parts.filter((part) => {
    const x = part.x + part.width / 2, y = part.y + part.height / 2;
    return !labels.some((label) =>
      label.left <= x && x < label.left + label.width && label.top <= y && y < label.top + label.height
    );
  }).length;
}

function print(name: string, results: Result[], falseBoxes?: number): void {
  console.log(`| Faces, ${name} | Labelled | Blurred | Share |\n| --- | --- | --- | --- |`);
  for (const [index, least] of HEIGHTS.slice(0, -1).entries()) {
    const most = HEIGHTS[index + 1] ?? Infinity;
    const chosen = results.filter(({ height }) => height >= least && height < most);
    if (chosen.length === 0) continue;
    const found = chosen.filter(({ isFound }) => isFound).length;
    console.log(`| ${least}–${most} px | ${chosen.length} | ${found} | ${(found / chosen.length).toFixed(2)} |`);
  }
  console.log(falseBoxes === undefined ? "" : `\n${falseBoxes.toFixed(2)} boxes a picture on what nobody labelled\n`);
}
