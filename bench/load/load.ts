/** Puts load on one address. */
import { fetchLoad } from "./fetch_load.ts";
import { hasWrk, wrkLoad } from "./wrk.ts";

/** What came out. */
export interface LoadResult {
  /** Requests per second. */
  rate: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Answers with another status than 2xx or 3xx, and broken connections. */
  failures: number;
}

/** Asks for one address again and again, on so many connections; with `isDistinct`, each time with another number `n` in it. */
export type LoadGenerator = (
  url: string,
  seconds: number,
  connections: number,
  headers?: Record<string, string>,
  isDistinct?: boolean,
) => Promise<LoadResult>;

/** `wrk` where it is installed, as it leaves the processor to the server; a loop of `fetch()` elsewhere. */
export async function chooseLoadGenerator(): Promise<{ name: string; generate: LoadGenerator }> {
  return await hasWrk() ? { name: "wrk", generate: wrkLoad } : { name: "fetch", generate: fetchLoad };
}
