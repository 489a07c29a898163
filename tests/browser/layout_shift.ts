/// <reference lib="dom" />
/** How much of a page moves while people read it (https://www.w3.org/TR/layout-instability/). */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";

/** Half of what is called good: https://web.dev/articles/cls */
const MOST = 0.05;

/** An entry of the browser, which TypeScript's types of the DOM lack. */
interface LayoutShift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null }[];
}

/** Has every page of a tab that is opened from now on note what moves in it. */
export async function watchLayout(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: { value: number; moved: string[] }[] = [];
    const nameOf = (node: Node | null) =>
      node instanceof Element ? node.outerHTML.slice(0, 100) : node?.nodeName ?? "gone";
    const note = (entries: PerformanceEntryList) => {
      // The observer below asks for this type alone.
      for (const { value, hadRecentInput, sources } of entries as LayoutShift[]) {
        if (!hadRecentInput) shifts.push({ value, moved: sources.map(({ node }) => nameOf(node)) });
      }
    };
    const observer = new PerformanceObserver((list) => note(list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    Object.assign(globalThis, { shiftsOfLayout: () => (note(observer.takeRecords()), shifts) });
  });
}

/** Nothing has moved that people would lose out of sight. @returns how much has, of which 1 is the whole window by its height */
export async function assertSteady(page: Page): Promise<number> {
  const shifts = await page.evaluate(async () => {
    // So do images, and what is drawn next.
    const images = [...document.images].filter((image) => image.loading !== "lazy" && image.checkVisibility());
    await Promise.all(images.map((image) => image.decode().catch(() => {})));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    // Left there above.
    return (globalThis as unknown as { shiftsOfLayout(): { value: number; moved: string[] }[] }).shiftsOfLayout();
  });
  const total = shifts.reduce((sum, { value }) => sum + value, 0);
  assert.ok(total <= MOST, `moves by ${total.toFixed(3)}: ${JSON.stringify(shifts, null, 1)}`);
  return total;
}
