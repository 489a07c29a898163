/** Targets that are one function of this process: it reads an input or refuses it, quickly. */
import process from "node:process";
import { LONGEST_BLOCK, type Target } from "./target.ts";

type Refusal = new (...parameters: never[]) => Error;

/**
 * A target from a function.
 * @param refusals errors by which it refuses input; any other is a finding
 */
export function readerTarget(
  name: string,
  generate: Target["generate"],
  read: (input: Uint8Array<ArrayBuffer>) => unknown,
  refusals: readonly Refusal[],
): Target {
  return {
    name,
    generate,
    async check(input) {
      const before = process.threadCpuUsage();
      try {
        await read(input);
      } catch (error) {
        if (!refusals.some((refusal) => error instanceof refusal)) throw error;
      }
      const milliseconds = process.threadCpuUsage(before).user / 1000;
      if (milliseconds > LONGEST_BLOCK) throw new Error(`Reading took ${Math.round(milliseconds)} ms`);
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
