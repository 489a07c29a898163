import type { Counting } from "../../src/core/http/rate_counter.ts";
import { Team } from "../../src/core/threads/mod.ts";

/** A team of one, whose clock a test sets. @param now milliseconds */
export function teamAt(now: () => number): Counting {
  return { now, table: new Team().table };
}
