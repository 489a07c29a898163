/** How often what may go wrong at some time is tried: races, kills. */

/** @returns `many` where `TEST_THOROUGH` is set, `some` in the runs of every day */
export function repetitions({ some, many }: { some: number; many: number }): number {
  return Deno.env.has("TEST_THOROUGH") ? many : some;
}
