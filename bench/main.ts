/**
 * Measures uploads, reads and memory of the server, on each kind of database and beside geovisio: `deno task bench --help`.
 * See docs/performance.md for what the numbers mean.
 */
import { availableParallelism } from "node:os";
import { chooseLoadGenerator, type LoadGenerator } from "./load/load.ts";
import type { Measurement } from "./measurement.ts";
import { type Effort, type Group, HELP, readOptions } from "./options.ts";
import type { Results } from "./report/results.ts";
import { table } from "./report/table.ts";
import { checkTargets } from "./report/targets_met.ts";
import { candidates } from "./targets/candidates.ts";
import { type Candidate, StartError } from "./targets/target.ts";
import { makePictures, type Pictures } from "./workloads/pictures.ts";
import { measureProcessing } from "./workloads/processing.ts";
import { measureReads } from "./workloads/reads.ts";
import { measureUploads } from "./workloads/uploads.ts";

const RESULTS = new URL("results/", import.meta.url);

const options = readOptions(Deno.args);
if (!options) {
  console.log(HELP);
  Deno.exit();
}
const { effort, groups } = options;
const load = await chooseLoadGenerator();
const results: Results = {
  startedAt: new Date().toISOString(),
  cores: availableParallelism(),
  deno: Deno.version.deno,
  loadGenerator: load.name,
  targets: [],
};
console.error("Making pictures");
const pictures = await makePictures({ fullSize: effort.fullSizePictures, small: effort.smallPictures });
for (const candidate of candidates(options)) {
  console.error(`Measuring ${candidate.name}`);
  try {
    const measurements = await measure(candidate, pictures, groups, effort, load.generate);
    results.targets.push({ name: candidate.name, measurements });
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    console.error(`${candidate.name} is left out, it did not start:\n${error.message}`);
    results.targets.push({ name: candidate.name, measurements: [], skipped: error.message });
  }
}
await report(results);

async function measure(
  candidate: Candidate,
  pictures: Pictures,
  groups: readonly Group[],
  effort: Effort,
  generate: LoadGenerator,
): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  if (groups.includes("uploads") || groups.includes("reads")) {
    await using target = await candidate.start();
    const uploads = await measureUploads(target.url, pictures);
    if (groups.includes("uploads")) measurements.push(...uploads.measurements);
    if (groups.includes("reads")) {
      measurements.push(...await measureReads(target.url, uploads.uploaded, generate, effort.readSeconds));
    }
  }
  // The limits are ours; of geovisio, which is several processes, nothing is asked.
  if (groups.includes("memory") && candidate.name !== "geovisio") {
    measurements.push(...await measureProcessing(candidate, pictures.fullSize, effort.processingRounds));
  }
  return measurements;
}

async function report(results: Results): Promise<void> {
  const checks = checkTargets(results);
  console.log(table(results));
  console.log();
  for (const { text, isMet } of checks) console.log(`${isMet ? "met   " : "MISSED"} ${text}`);
  await Deno.mkdir(RESULTS, { recursive: true });
  const file = new URL(`${results.startedAt.replaceAll(":", "-")}.json`, RESULTS);
  await Deno.writeTextFile(file, JSON.stringify({ ...results, checks }, null, 2));
  console.log(`\nWritten to ${file.pathname}`);
}
