/**
 * Fails when a read route costs more processor time than the last committed figures allow: `deno task bench:check`. A cost is a
 * multiple of what a request to a calibration server costs that is measured just before and just after, so that figures of a
 * slow or busy machine can be compared with those of another one. `--write` commits to new figures.
 */
import { chooseLoadGenerator } from "../load/load.ts";
import { startOnNativePostgres } from "../targets/candidates.ts";
import type { Target } from "../targets/target.ts";
import { withCost } from "../workloads/cost.ts";
import { makePictures } from "../workloads/pictures.ts";
import { type ReadRoute, readRoutes, warmUp } from "../workloads/reads.ts";
import { measureUploads } from "../workloads/uploads.ts";
import { startCalibration } from "./calibration.ts";
import { costLines, type Costs, findExcess, medians, MOST_GROWTH } from "./compare.ts";

const FIGURES = new URL("costs.json", import.meta.url);
const CONNECTIONS = 8;
/** Of load on one server, before it is the other one's turn. */
const SECONDS = 1;
const ROUNDS = 3;
/** More for routes that seem to cost too much, before it is believed. */
const MORE_ROUNDS = 6;

if (Deno.args.includes("--help")) {
  console.log(`deno task bench:check [--write]

Fails when a read route costs more than ${MOST_GROWTH} times what bench/check/costs.json says, relative to a calibration
server that is measured in turns with it. --write replaces the file by what is measured.`);
  Deno.exit();
}
const load = await chooseLoadGenerator();
const before: Costs = JSON.parse(await Deno.readTextFile(FIGURES).catch(() => "{}"));
await using calibration = await startCalibration();
await using target = await startOnNativePostgres();
const { uploaded } = await measureUploads(target, await makePictures({ fullSize: 2, small: 60 }));
const routes = await readRoutes(target.url, uploaded);
const rounds: Record<string, number[]> = {};
for (const route of routes) await warmUp(target, route);
await measure(routes, ROUNDS);
const suspects = () => findExcess(medians(rounds), before).filter(({ before }) => before !== undefined);
const doubtful = suspects().map(({ route }) => route);
if (!Deno.args.includes("--write")) await measure(routes.filter(({ name }) => doubtful.includes(name)), MORE_ROUNDS);

const costs = medians(rounds);
for (const line of costLines(costs, before)) console.log(line);
if (Deno.args.includes("--write")) {
  const rounded = Object.entries(costs).map(([route, cost]) => [route, Number(cost.toFixed(2))]);
  await Deno.writeTextFile(FIGURES, `${JSON.stringify(Object.fromEntries(rounded), null, 2)}\n`);
} else {
  const tooMuch = findExcess(costs, before);
  for (const { route, cost, before } of tooMuch) {
    console.log(
      before === undefined
        ? `MISSED ${route} has no committed figure: --write`
        : `MISSED ${route} costs ${(cost / before).toFixed(2)} times as much as before, at most ${MOST_GROWTH}`,
    );
  }
  if (tooMuch.length > 0) Deno.exitCode = 1;
}

/** Measures routes in turns with the calibration. */
async function measure(routes: ReadRoute[], count: number): Promise<void> {
  const unit = () => costOf(calibration, { name: "calibration", path: "/" });
  let first = await unit();
  for (let round = 0; round < count; round++) {
    for (const route of routes) {
      const cost = await costOf(target, route), second = await unit();
      (rounds[route.name] ??= []).push(cost / ((first + second) / 2));
      first = second;
    }
  }
}

/** Milliseconds of processor time for one request. */
async function costOf(target: Target, { name, path, isDistinct }: ReadRoute): Promise<number> {
  const headers: Record<string, string> = target.token === undefined ? {} : { Authorization: `Bearer ${target.token}` };
  const { result, cost } = await withCost(
    target,
    () => load.generate(target.url + path, SECONDS, CONNECTIONS, headers, isDistinct),
  );
  if (result.failures > 0) throw new Error(`${name}: ${result.failures} requests failed`);
  if (cost === undefined) {
    throw new Error("The processor time of this PostgreSQL server is not known: unset BENCH_DB_URL");
  }
  return cost / (result.rate * SECONDS);
}
