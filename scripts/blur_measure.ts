/**
 * `deno task blur:measure [--only RUN]... [--write]`: how many faces and plates `BLUR=builtin` finds, by their size, in pictures
 * that people have labelled, flat and hung into 360° pictures. `--write` renews the tables in docs/blurring.md. Each run keeps its
 * results in build/blur_measure, from which the tables are made. Takes `apt-get` with Debian's sources, npm, pip and git.
 */
import { readArguments } from "./arguments.ts";
import { join } from "node:path";
import { Blurrer } from "../src/core/blurring/mod.ts";
import { labelledFaces, labelledPlates } from "./blur_measure/labels.ts";
import { type Results, searchFlat, searchRound } from "./blur_measure/search.ts";
import { tables } from "./blur_measure/tables.ts";

const ROOT = join(import.meta.dirname ?? ".", "..");
const FOLDER = join(ROOT, "build/blur_measure"), PAGE = join(ROOT, "docs/blurring.md");
const FACE_SCALES = [1, 0.7, 0.5, 0.35, 0.25], PLATE_SCALES = [1, 0.6];
/** Plates of one picture in one size each: 360° pictures take long. */
const ROUND_PLATE_SCALES = [0.6];
/** Degrees above the horizon. Cameras are higher than plates. */
const FACE_PITCHES = [0, 12, -12, 25, -25, 38, -38, 55, -55], PLATE_PITCHES = [0, -8, -16, -24];

const RUNS: Record<string, (blurrer: Blurrer) => Promise<Results>> = {
  "faces-flat": async (blurrer) => await searchFlat(blurrer, await labelledFaces(FOLDER), FACE_SCALES),
  "faces-360": async (blurrer) => await searchRound(blurrer, await labelledFaces(FOLDER), FACE_SCALES, FACE_PITCHES),
  "plates-flat": async (blurrer) => await searchFlat(blurrer, await labelledPlates(FOLDER), PLATE_SCALES),
  "plates-360": async (blurrer) =>
    await searchRound(blurrer, await labelledPlates(FOLDER), ROUND_PLATE_SCALES, PLATE_PITCHES),
};

const values = readArguments(import.meta.url, {
  only: { type: "string", multiple: true, default: Object.keys(RUNS) },
  write: { type: "boolean", default: false },
});
await Deno.mkdir(FOLDER, { recursive: true });
await using blurrer = new Blurrer({ faceConfidence: 0.25, scale: 1, threads: 1 });
for (const name of values.only) {
  const run = RUNS[name];
  if (!run) throw new Error(`Unknown run: ${name}; there are ${Object.keys(RUNS).join(", ")}`);
  const results = await run(blurrer);
  console.log(`${name}: ${(results.seconds / results.pictures).toFixed(2)} s a picture`);
  await Deno.writeTextFile(resultsFile(name), JSON.stringify(results));
}
const all = Object.fromEntries(
  await Promise.all(Object.keys(RUNS).map(async (name) => [name, await readResults(name)] as const)),
);
const text = tables(all);
console.log(text);
if (values.write) {
  const page = await Deno.readTextFile(PAGE);
  await Deno.writeTextFile(
    PAGE,
    page.replace(
      /(<!-- measured: begin -->\n\n).*?(\n\n<!-- measured: end -->)/s,
      (_, start: string, end: string) => start + text + end,
    ),
  );
}

function resultsFile(name: string): string {
  return join(FOLDER, `${name}.json`);
}

/** As this script wrote them. */
async function readResults(name: string): Promise<Results | undefined> {
  const text = await Deno.readTextFile(resultsFile(name)).catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}
