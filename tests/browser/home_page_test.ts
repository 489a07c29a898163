/// <reference lib="dom" />
/** What the map of an instance with many pictures sends, and how soon it is drawn (`TEST_CHROMIUM`). */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { seedSequences } from "../../bench/growth/seed.ts";
import { CHROMIUM, openTab, PATIENCE, withBrowser } from "../support/chromium.ts";
import { serverTest } from "../support/server.ts";

/** Sequences of 100 pictures. */
const SEQUENCES = 100;
/** Bytes as they are sent, compressed: at the first visit, and when the browser has everything that may be cached. */
const MOST_COLD = 3_000_000, MOST_WARM = 50_000;
/** Milliseconds, on a machine that is busy and draws without a graphics card. */
const LONGEST = 60_000;

interface ViewerElement extends Element {
  map?: { loaded(): boolean };
}

/** Opens a page and waits until its map is drawn. @returns bytes that were sent, and milliseconds that it took */
async function visit(page: Page, url: string): Promise<{ bytes: number; duration: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  let bytes = 0;
  session.on("Network.loadingFinished", ({ encodedDataLength }) => bytes += encodedDataLength);
  const begin = performance.now();
  await page.goto(url);
  await page.waitForFunction(
    () => {
      const viewer = document.querySelector<ViewerElement>("pnx-viewer");
      return viewer?.map?.loaded?.() && !viewer.querySelector("pnx-loader[visible]");
    },
    undefined,
    { timeout: PATIENCE },
  );
  const duration = performance.now() - begin;
  await page.waitForLoadState("networkidle");
  await session.detach();
  return { bytes, duration };
}

if (CHROMIUM) {
  serverTest("the map of 10,000 pictures is drawn with few bytes, and fewer the next time", async ({ sql, url }) => {
    await seedSequences(sql, 0, SEQUENCES);
    await withBrowser(async (browser) => {
      const { page, strangers } = await openTab(browser, `${url}/api/health`);
      const cold = await visit(page, `${url}/`);
      await page.goto(`${url}/api/health`);
      const warm = await visit(page, `${url}/`);
      if (Deno.env.has("TEST_SCREENSHOTS")) console.log({ cold, warm });
      assert.ok(cold.bytes > MOST_WARM && cold.bytes < MOST_COLD, `${cold.bytes} bytes at the first visit`);
      assert.ok(warm.bytes < MOST_WARM, `${warm.bytes} bytes at the second visit`);
      assert.ok(Math.max(cold.duration, warm.duration) < LONGEST, `${cold.duration} and ${warm.duration} ms`);
      assert.deepEqual(strangers, []);
    });
  });
}
