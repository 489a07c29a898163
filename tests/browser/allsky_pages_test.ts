/// <reference lib="dom" />
/** Every page about all-sky cameras: on a phone and a desk, light and dark, by keyboard, for screen readers, with less motion. */
import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { answer, serverTest, type TestServer } from "../support/server.ts";
import { assertQuiet, CHROMIUM, openTab, saveScreenshot, withBrowser } from "../support/chromium.ts";
import { assertAccessible } from "./accessibility.ts";
import { type Night, startNight } from "./allsky_night.ts";
import { assertFits, assertNamed, assertReadable, assertUsableByKeyboard } from "./page_checks.ts";

const PHONE = { viewport: { width: 390, height: 780 }, isMobile: true, hasTouch: true };

/** The pages, by name. */
async function pagesOf({ url, sql }: TestServer, night: Night): Promise<Record<string, string>> {
  const here = `/allsky/${night.camera}`;
  const { frames } = await answer(fetch(`${url}${here}/frames?day=${night.day}`));
  const [keogram] = await sql<{ id: number }[]>`SELECT id FROM allsky_assets WHERE kind = 'keogram'`;
  return {
    cameras: "/allsky",
    connect: "/allsky/connect",
    camera: here,
    night: `${here}/${night.day}`,
    detections: `${here}/detections`,
    charts: `${here}/charts?span=12h`,
    image: `/allsky/assets/${frames[20].id}`,
    keogram: `/allsky/assets/${keogram!.id}`,
  };
}

async function checkPages(browser: Browser, server: TestServer, night: Night): Promise<void> {
  const pages = await pagesOf(server, night);
  for (const colorScheme of ["light", "dark"] as const) {
    for (const [width, device] of Object.entries({ phone: PHONE, desk: {} })) {
      const tab = await openTab(browser, `${server.url}/allsky`, { ...device, colorScheme, reducedMotion: "reduce" });
      const { page } = tab;
      for (const [name, path] of Object.entries(pages)) {
        await page.goto(server.url + path, { waitUntil: "networkidle" });
        await saveScreenshot(page, `allsky_${name}_${width}_${colorScheme}`, { fullPage: true });
        try {
          await assertFits(page);
          await assertNamed(page);
          await assertReadable(page);
          await assertAccessible(page);
          if (width === "desk" && colorScheme === "light") await assertUsableByKeyboard(page);
        } catch (error) {
          throw new Error(`${name}, ${width}, ${colorScheme}: ${error instanceof Error ? error.message : error}`);
        }
        if (name === "camera") {
          const tops = await page.locator(".calendar tbody tr:nth-child(2) td")
            .evaluateAll((cells) => cells.map((cell) => Math.round(cell.getBoundingClientRect().top)));
          assert.deepEqual([tops.length, new Set(tops).size], [7, 1], `a week is a row on a ${width}`);
        }
        // Nothing moves by itself, and slowly when asked.
        if (name === "night") assert.equal(await page.locator("[name=speed]").inputValue(), "1");
      }
      assertQuiet(tab);
      await page.context().close();
    }
  }
}

if (CHROMIUM) {
  serverTest("pages of all-sky cameras are for everybody", (server) =>
    withBrowser(async (browser) => {
      const empty = await openTab(browser, `${server.url}/allsky`);
      await empty.page.getByText(`${server.url}/indi-allsky`).waitFor();
      await empty.page.getByText("Put a reverse proxy").waitFor();
      await assertAccessible(empty.page);
      assertQuiet(empty);
      const night = await startNight(server);
      await night.sendImage(10, { detections: 2, data: { sensor_user_10: 4.5, sensor_temp_3: -7 } });
      const pixels = Array.from({ length: 5 }, () => [20, 30, 60]);
      await night.sendImage(11, { keogram_pixels: pixels });
      await checkPages(browser, server, night);
    }));
}
