/**
 * Measures uploads, reads and memory of the server, on each kind of database, and compares it with geovisio: `deno task bench --help`.
 * See docs/performance.md for what the numbers mean.
 */
import { availableParallelism } from "node:os";
import { chooseLoadGenerator } from "./load/load.ts";
import type { Measurement } from "./measurement.ts";
import { HELP, readOptions } from "./options.ts";
import type { Results, TargetResult } from "./report/results.ts";
import { costTable } from "./report/cost_table.ts";
import { table } from "./report/table.ts";
import { checkTargets } from "./report/targets_met.ts";
import { candidates } from "./targets/candidates.ts";
import type { Candidate } from "./targets/target.ts";
import { makePictures } from "./workloads/pictures.ts";
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
  const result: TargetResult = { name: candidate.name, measurements: [] };
  results.targets.push(result);
  try {
    await measure(candidate, result.measurements);
  } catch (error) {
    // What was measured of the others stays worth knowing.
    result.failure = (error as Error).message;
    console.error(`Not all of ${candidate.name} was measured: ${result.failure}`);
  }
}
await report();

async function measure(candidate: Candidate, measurements: Measurement[]): Promise<void> {
  if (groups.includes("uploads") || groups.includes("reads")) {
    await using target = await candidate.start();
    const uploads = await measureUploads(target, pictures);
    if (groups.includes("uploads")) measurements.push(...uploads.measurements);
    if (groups.includes("reads")) {
      await pause(effort.settleSeconds);
      measurements.push(...await measureReads(target, uploads.uploaded, load.generate, effort.readSeconds));
    }
  }
  // The limits are ours; of geovisio, which is several processes, nothing is asked.
  if (groups.includes("memory") && candidate.name !== "geovisio") {
    measurements.push(...await measureProcessing(candidate, pictures.fullSize, effort.processingRounds));
  }
}

function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

async function report(): Promise<void> {
  const checks = checkTargets(results);
  console.log(table(results));
  const costs = costTable(results);
  if (costs) console.log(`\n${costs}`);
  console.log();
  for (const { text, isMet } of checks) console.log(`${isMet ? "met   " : "MISSED"} ${text}`);
  await Deno.mkdir(RESULTS, { recursive: true });
  const file = new URL(`${results.startedAt.replaceAll(":", "-")}.json`, RESULTS);
  await Deno.writeTextFile(file, JSON.stringify({ ...results, checks }, null, 2));
  console.log(`\nWritten to ${file.pathname}`);
}
