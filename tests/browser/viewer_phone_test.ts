/// <reference lib="dom" />
/** The viewer on a phone, in the dark, and on plain HTTP in a network at home (`TEST_CHROMIUM`). */
import assert from "node:assert/strict";
import { CHROMIUM, openTab, withBrowser } from "../support/chromium.ts";
import { makePicture, walk } from "../support/pictures.ts";
import { answer, serverTest } from "../support/server.ts";
import { createUploadSet, sendFile, uploadSetWhenIdle } from "../support/uploads.ts";
import { assertFits } from "./page_checks.ts";

if (CHROMIUM) {
  serverTest("a picture can be read, shared and copied on a phone in the dark", async (server) => {
    const set = await createUploadSet(server, { estimated_nb_files: 1 });
    await answer(sendFile(server, set, { name: "0.jpg", bytes: await makePicture(walk(1)[0]) }), 202);
    await uploadSetWhenIdle(server, set);
    const { features } = await answer(fetch(`${server.url}/api/search`));
    await withBrowser(async (browser) => {
      const viewport = { width: 390, height: 844 };
      const { page } = await openTab(browser, `${server.url}/api/health`, {
        viewport,
        colorScheme: "dark",
        isMobile: true,
        hasTouch: true,
      });
      page.setDefaultTimeout(45_000);
      await page.addInitScript(() => {
        // As on plain HTTP anywhere but on this machine.
        Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined, configurable: true });
        document.addEventListener("copy", () => {
          const field = document.activeElement as HTMLTextAreaElement;
          Object.assign(globalThis, { copied: field.value });
        });
      });
      await page.goto(`${server.url}/?pic=${features[0].id}`);
      const legend = page.locator("pnx-bottom-drawer pnx-picture-legend");
      await legend.getByText("2024").first().waitFor({ state: "attached" });
      // Phones make a page smaller that is wider than their window.
      assert.deepEqual(await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]), [390, 390]);
      await assertFits(page);
      const [text, ground] = await legend.evaluate((legend) => {
        const author = legend.shadowRoot!.querySelector("#pic-legend-info .info-block")!;
        const drawer = legend.closest("pnx-bottom-drawer")!.shadowRoot!.querySelector(".drawer")!;
        return [getComputedStyle(author).color, getComputedStyle(drawer).backgroundColor];
      });
      assert.deepEqual([text, ground], ["rgb(236, 233, 245)", "rgb(31, 28, 41)"]);
      await page.locator("pnx-button[title=Share]:visible, pnx-button:text('Share'):visible").first().click();
      await page.locator("pnx-share-menu pnx-copy-button").first().click();
      await page.waitForFunction(() => (globalThis as { copied?: string }).copied !== undefined);
      const copied = await page.evaluate(() => (globalThis as { copied?: string }).copied);
      assert.ok(copied?.includes(features[0].id), String(copied));
      await page.keyboard.press("Escape");
      await page.locator("pnx-share-menu").waitFor({ state: "hidden" });
    });
  });
}
