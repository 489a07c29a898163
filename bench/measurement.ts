/** What was measured of one server. */

/** One line of the table; what was not measured is left out. */
export interface Measurement {
  group: "uploads" | "reads" | "memory";
  /** What was done, the same text for every server. */
  workload: string;
  /** Pictures or requests per second. */
  rate?: number;
  /** Milliseconds of processor time for one picture or request, of the server and its database. */
  cost?: number;
  /** Milliseconds within which half of the requests were answered. */
  p50?: number;
  /** Milliseconds within which 99 of 100 requests were answered. */
  p99?: number;
  /** Millions of bytes of memory of the process. */
  megabytes?: number;
  /** Why there are no numbers. */
  failure?: string;
}

/** Workloads that have a target of their own. */
export const FULL_SIZE_UPLOADS = "full-size pictures, upload to ready";
export const SMALL_UPLOADS = "small pictures, upload to ready";
export const DURING_PROCESSING = "GET /api while 4 full-size pictures are processed";
export const IDLE_MEMORY = "memory, idle";
export const peakMemory = (strategy: string) => `memory, peak of 2 full-size pictures at once, ${strategy}`;

/**
 * The value below which a share of the samples lies, by the nearest rank.
 * @param share between 0 and 1
 */
export function quantile(samples: number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  // NaN of no samples.
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}
