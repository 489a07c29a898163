/// <reference lib="dom" />
/** Thousands of files on the upload page. It takes a browser (`TEST_CHROMIUM`); without one there is no test. */
import assert from "node:assert/strict";
import { CHROMIUM, openTab, withBrowser } from "../support/chromium.ts";
import { makePicture, walk } from "../support/pictures.ts";
import { serverTest } from "../support/server.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";
import { until } from "../support/until.ts";
import { assertAccessible } from "./accessibility.ts";
import { dropFolder } from "./gestures.ts";

/** More are shown to be no slower by hand: see docs/performance.md. */
const COUNT = Number(Deno.env.get("TEST_MANY_FILES") ?? 2000);
/** Elements of the rows in sight, with a margin. */
const MOST_ROWS = 40;
/** Milliseconds; a browser that shares two processors with tests is interrupted itself. */
const LONGEST_TASK = 200;

if (CHROMIUM) {
  serverTest("thousands of files are one list that scrolls, and never block the page", async ({ url }) => {
    await using folder = await temporaryFolder();
    const path = `${folder.path}/A long walk`;
    await Deno.mkdir(path);
    // Files of one size, each with other content: all of them have to be read whole.
    const picture = await makePicture({ ...walk(1)[0], width: 64, height: 32 });
    for (let index = 0; index < COUNT; index++) {
      const bytes = picture.slice();
      new DataView(bytes.buffer).setUint32(bytes.length - 6, index);
      await Deno.writeFile(`${path}/${String(index).padStart(5, "0")}.jpg`, bytes);
    }
    await withBrowser(async (browser) => {
      const { page } = await openTab(browser, `${url}/upload`);
      await page.evaluate(() => {
        const tasks: number[] = [];
        new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)))
          .observe({ type: "longtask" });
        Object.assign(globalThis, { tasks });
      });
      await dropFolder(page, "#drop", path);
      await page.locator("#file-list .row").first().waitFor();
      await until(async () => await page.locator("#file-list .badge.good").count() > 3);
      await page.getByRole("button", { name: "Pause" }).click();
      const rows = page.locator("#file-list .row");
      assert.ok(await rows.count() <= MOST_ROWS, `${await rows.count()} rows`);

      // Left there above.
      const tasks = await page.evaluate(() => (globalThis as unknown as { tasks: number[] }).tasks);
      await assertAccessible(page);
      await page.locator("#file-list").focus();
      await page.keyboard.press("End");
      await page.getByText(`A long walk/${String(COUNT - 1).padStart(5, "0")}.jpg`).waitFor();
      assert.equal(await rows.last().getAttribute("aria-posinset"), String(COUNT));
      assert.ok(await rows.count() <= MOST_ROWS, `${await rows.count()} rows`);
      if (Deno.env.has("TEST_MANY_FILES")) console.log("longest tasks", tasks.sort((a, b) => b - a).slice(0, 5));
      assert.ok(Math.max(0, ...tasks) < LONGEST_TASK, `blocked for ${tasks.join(", ")} ms`);
    });
  });
}
