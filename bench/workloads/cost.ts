import { processorTime } from "../targets/processor_time.ts";
import type { Target } from "../targets/target.ts";

/** Does some work; `cost` is the processor time it took the server, in milliseconds, undefined when that is not known. */
export async function withCost<T>(
  { workers }: Target,
  work: () => Promise<T>,
): Promise<{ result: T; cost: number | undefined }> {
  if (workers.length === 0) return { result: await work(), cost: undefined };
  const before = await processorTime(workers);
  const result = await work();
  return { result, cost: await processorTime(workers) - before };
}
