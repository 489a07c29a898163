import assert from "node:assert/strict";

/** Longest wait, in milliseconds, on a slow machine. */
const PATIENCE = 120_000;
const PAUSE = 20;

/** Waits until a condition holds; fails when it does not in a long time. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  while (!await condition()) {
    assert.ok(Date.now() < deadline, `It did not happen within ${PATIENCE / 1000} seconds: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}
