/** The numbers of a whole run. */
import type { Measurement } from "../measurement.ts";
import type { Candidate } from "../targets/target.ts";

/** What one server did. */
export interface TargetResult {
  name: Candidate["name"];
  measurements: Measurement[];
  /** Why something was not measured. */
  failure?: string;
}

/** One run. */
export interface Results {
  /** ISO 8601. */
  startedAt: string;
  cores: number;
  deno: string;
  loadGenerator: string;
  targets: TargetResult[];
}

/** The measurement of a workload, if that server was measured with it. */
export function find(result: TargetResult | undefined, workload: string): Measurement | undefined {
  return result?.measurements.find((measurement) => measurement.workload === workload);
}

/** How many times the rate of geovisio ours is; undefined when one of both is not known. */
export function ratio(results: Results, ours: TargetResult, workload: string): number | undefined {
  const { mine, theirs } = both(results, ours, workload);
  return mine?.rate === undefined || theirs?.rate === undefined ? undefined : mine.rate / theirs.rate;
}

/** How many times our processor time geovisio takes for the same; undefined when one of both is not known. */
export function costRatio(results: Results, ours: TargetResult, workload: string): number | undefined {
  const { mine, theirs } = both(results, ours, workload);
  return !mine?.cost || theirs?.cost === undefined ? undefined : theirs.cost / mine.cost;
}

function both(results: Results, ours: TargetResult, workload: string) {
  const peer = results.targets.find(({ name }) => name === "geovisio");
  return { mine: find(ours, workload), theirs: find(peer, workload) };
}
