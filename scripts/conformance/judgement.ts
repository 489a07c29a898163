/** What outcomes of the suite mean for this server. */
import type { Outcomes } from "./harness.ts";

export interface Judgement {
  /** Number of tests that ended as they should: passed, or failed on purpose. */
  passed: number;
  /** One line for each test that did not. */
  faults: string[];
}

/** @param isWhole whether all groups were run, so that every deviation must have been met */
export function judge(outcomes: Outcomes, deviations: Set<string>, { isWhole }: { isWhole: boolean }): Judgement {
  const faults: string[] = [];
  let passed = 0;
  for (const [test, { outcome, message }] of outcomes) {
    if (outcome === "skipped") continue;
    const isDeviation = deviations.has(test);
    if ((outcome === "passed") !== isDeviation) passed++;
    else if (isDeviation) faults.push(`${test} passes, and is listed as a deviation`);
    else faults.push(`${test}: ${message}`);
  }
  if (isWhole) {
    for (const test of deviations) {
      if (!outcomes.has(test)) faults.push(`${test} is listed as a deviation, and unknown`);
    }
  }
  return { passed, faults };
}
