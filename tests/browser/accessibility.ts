/// <reference lib="dom" />
/** What axe-core finds wrong with a page (WCAG 2.2 A and AA, and its best practices). */
import assert from "node:assert/strict";
import axe from "axe-core";
import type { Page } from "playwright-core";

/** @param foreign selectors of what packages draw, which have their own ways */
export async function assertAccessible(page: Page, foreign: string[] = []): Promise<void> {
  // Through the debugger, which the policy of the page does not stop.
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async (exclude) => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    const { violations } = await axe.run({ exclude }, { resultTypes: ["violations"] });
    return violations.map(({ id, help, nodes }) =>
      `${id}: ${help}: ${nodes.map(({ html }) => html).join(" | ").slice(0, 300)}`
    );
  }, foreign.map((selector) => [selector]));
  assert.deepEqual(violations, [], "axe");
}
