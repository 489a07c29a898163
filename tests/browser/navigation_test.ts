/// <reference lib="dom" />
/** Getting about by keyboard, in a window as narrow as a phone (`TEST_CHROMIUM`; without it there is no test). */
import assert from "node:assert/strict";
import { assertQuiet, CHROMIUM, openTab, withBrowser } from "../support/chromium.ts";
import { serverTest } from "../support/server.ts";

if (CHROMIUM) {
  serverTest("on a phone, the links of the bar are behind a button", async ({ url }) => {
    await withBrowser(async (browser) => {
      const tab = await openTab(browser, `${url}/api/docs/swagger`, { viewport: { width: 360, height: 740 } });
      const { page } = tab;
      const upload = page.getByRole("link", { name: "Upload", exact: true });
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Skip to content");
      await page.keyboard.press("Tab");
      assert.equal(await upload.isVisible(), false);
      await page.keyboard.press("Enter");
      await upload.waitFor();
      await page.keyboard.press("Escape");
      await upload.waitFor({ state: "hidden" });

      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.waitForURL(`${url}/upload`);
      assertQuiet(tab);
    });
  });
}
