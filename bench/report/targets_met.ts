/** Whether the project keeps what it promises. */
import {
  DURING_PROCESSING,
  FULL_SIZE_UPLOADS,
  IDLE_MEMORY,
  peakMemory,
  quantile,
  SMALL_UPLOADS,
} from "../measurement.ts";
import { find, ratio, type Results, type TargetResult } from "./results.ts";

/** A promise, and what was measured of it. */
export interface Check {
  text: string;
  isMet: boolean;
}

/** Multiples of the rate of geovisio. */
const LEAST_FULL_SIZE = 2;
const LEAST_SMALL = 3;
const LEAST_MEDIAN_READ = 5;
const LEAST_READ = 1;
/** Milliseconds. */
const LONGEST_ANSWER = 50;
/** Millions of bytes. */
const MOST_MEMORY = { embedded: 900, native: 400 };

/** All that can be checked with what was measured. */
export function checkTargets(results: Results): Check[] {
  return results.targets.flatMap((ours) => {
    if (ours.name === "geovisio") return [];
    const checks = [
      ...atLeast("full-size uploads", ratio(results, ours, FULL_SIZE_UPLOADS), LEAST_FULL_SIZE),
      ...atLeast("small uploads", ratio(results, ours, SMALL_UPLOADS), LEAST_SMALL),
      ...checkReads(results, ours),
      ...atMost(DURING_PROCESSING, "ms", find(ours, DURING_PROCESSING)?.p99, LONGEST_ANSWER),
      ...[IDLE_MEMORY, peakMemory("ON_DEMAND"), peakMemory("PREPROCESS")].flatMap((workload) =>
        atMost(workload, "MB", find(ours, workload)?.megabytes, MOST_MEMORY[ours.name as keyof typeof MOST_MEMORY])
      ),
    ];
    return checks.map(({ text, isMet }) => ({ text: `${ours.name}: ${text}`, isMet }));
  });
}

function checkReads(results: Results, ours: TargetResult): Check[] {
  const routes = ours.measurements.filter(({ group }) => group === "reads");
  const failed = routes.filter(({ failure }) => failure !== undefined);
  const multiples = routes.map(({ workload }) => ratio(results, ours, workload)).filter((times) => times !== undefined);
  if (multiples.length === 0) return [];
  return [
    ...(failed.length > 0 ? [{ text: `${failed.length} read routes failed`, isMet: false }] : []),
    ...atLeast("read routes, the median one", quantile(multiples, 0.5), LEAST_MEDIAN_READ),
    ...atLeast("read routes, the slowest one", Math.min(...multiples), LEAST_READ),
  ];
}

function atLeast(what: string, times: number | undefined, least: number): Check[] {
  if (times === undefined) return [];
  return [{ text: `${what}: ${times.toFixed(1)} × geovisio, at least ${least} ×`, isMet: times >= least }];
}

function atMost(what: string, unit: string, value: number | undefined, most: number): Check[] {
  if (value === undefined) return [];
  return [{ text: `${what}: ${value.toFixed(0)} ${unit}, at most ${most} ${unit}`, isMet: value <= most }];
}
