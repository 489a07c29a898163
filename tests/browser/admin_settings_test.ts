/** `/admin/settings` in a browser (`TEST_CHROMIUM`; without it there is no test). */
import assert from "node:assert/strict";
import { assertQuiet, CHROMIUM, withBrowser } from "../support/chromium.ts";
import { answer, serverTest } from "../support/server.ts";
import { openAdministration } from "./administration.ts";
import { until } from "../support/until.ts";

if (CHROMIUM) {
  serverTest("an administrator names the instance and chooses a licence", async (server) => {
    await withBrowser(async (browser) => {
      const tab = await openAdministration(browser, server);
      const { page } = tab;
      page.setDefaultTimeout(30_000);
      await page.getByRole("navigation", { name: "Pages of administration" }).getByRole("link", { name: "Settings" })
        .press("Enter");
      const raw = page.getByLabel("Days to keep raw images");
      assert.ok(await raw.isDisabled());
      await page.getByText("Set by the environment: ALLSKY_RAW_DAYS").waitFor();
      await page.getByLabel("Name, in English").fill("Our town");
      await page.getByLabel("Licence of the pictures").fill("CC-BY-4.0");
      await page.keyboard.press("Tab");
      await until(async () => /^https:\/\/\w+\.org/.test(await page.getByLabel("Address of the licence").inputValue()));
      await page.getByLabel("Only accounts may upload").check();
      await page.getByLabel("E-mail address").press("Enter");
      await page.getByText("Saved.").waitFor();
      await page.getByLabel("E-mail address").press("Enter");
      await page.getByText("Nothing was changed.").waitFor();

      await page.getByLabel("Address of the licence").fill("");
      await page.keyboard.press("Enter");
      await page.getByText(/should both be set, or neither/).waitFor();
      tab.errors = tab.errors.filter((error) => !error.includes("400"));
      await page.reload();
      await page.getByRole("link", { name: "Our town" }).waitFor();
      assertQuiet(tab);
    });
    const configuration = await answer(fetch(`${server.url}/api/configuration`));
    assert.deepEqual([configuration.name.langs.en, configuration.license.id], ["Our town", "CC-BY-4.0"]);
  }, { OAUTH_PROVIDER: "local", ALLSKY_RAW_DAYS: "5" });
}
