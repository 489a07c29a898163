import { quantile } from "../measurement.ts";
import type { LoadResult } from "./load.ts";

/** Load by `fetch()`; on a machine with few cores it takes as much of them as a fast route does. */
export async function fetchLoad(
  url: string,
  seconds: number,
  connections: number,
  headers: Record<string, string> = {},
  isDistinct = false,
): Promise<LoadResult> {
  const start = performance.now(), end = start + seconds * 1000;
  // As wrk: what is compressed for one server and not for the other would not be compared fairly.
  const asked = { "Accept-Encoding": "identity", ...headers };
  const durations: number[] = [];
  const separator = url.includes("?") ? "&" : "?";
  let failures = 0, count = Date.now() * 100;
  await Promise.all(Array.from({ length: connections }, async () => {
    for (let sent = performance.now(); sent < end; sent = performance.now()) {
      const response = await fetch(isDistinct ? `${url}${separator}n=${++count}` : url, { headers: asked });
      await response.arrayBuffer();
      durations.push(performance.now() - sent);
      if (!response.ok) failures++;
    }
  }));
  return {
    rate: durations.length / (performance.now() - start) * 1000,
    p50: quantile(durations, 0.5),
    p99: quantile(durations, 0.99),
    failures,
  };
}
