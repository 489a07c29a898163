/** What is fuzzed: a reader of input that strangers send. */
import type { Random } from "./random.ts";

export interface Target extends AsyncDisposable {
  name: string;
  /** Makes an input, mostly by changing a good one. */
  generate(random: Random): Uint8Array<ArrayBuffer>;
  /** Reads it. @throws anything for what must not happen: another error than a refusal, too much time, too much memory */
  check(input: Uint8Array<ArrayBuffer>): void | Promise<void>;
}

/** Opens a target; those with a server start it. */
export type OpenTarget = () => Promise<Target>;

/** Milliseconds of processor time that one input may take: what blocks the event loop longer delays everybody. */
export const LONGEST_BLOCK = 200;
