import type { LoadResult } from "./load.ts";

/** Prints the numbers of a run as JSON; latencies are in microseconds. */
const SCRIPT = new URL("wrk_report.lua", import.meta.url).pathname;
/** The same, asking for a new address each time. */
const DISTINCT = new URL("wrk_distinct.lua", import.meta.url).pathname;

export async function hasWrk(): Promise<boolean> {
  try {
    // Without arguments it prints its usage.
    await new Deno.Command("wrk", { stdout: "null", stderr: "null" }).output();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Load by wrk (https://github.com/wg/wrk), which needs little of the processor. */
export async function wrkLoad(
  url: string,
  seconds: number,
  connections: number,
  headers: Record<string, string> = {},
  isDistinct = false,
): Promise<LoadResult> {
  const given = Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}: ${value}`]);
  const { success, stdout, stderr } = await new Deno.Command("wrk", {
    args: [
      "-t1",
      `-c${connections}`,
      `-d${seconds}s`,
      "--timeout",
      "30s",
      "-s",
      isDistinct ? DISTINCT : SCRIPT,
      ...given,
      url,
    ],
  }).output();
  if (!success) throw new Error(`wrk failed: ${new TextDecoder().decode(stderr)}`);
  const { requests, duration, p50, p99, failures } = JSON.parse(new TextDecoder().decode(stdout).split("\n").at(-2)!);
  return { rate: requests / duration * 1e6, p50: p50 / 1000, p99: p99 / 1000, failures };
}
