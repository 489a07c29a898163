/// <reference lib="dom" />
/** Forms that are sent before the scripts of their page are there. */
import assert from "node:assert/strict";
import { answer, serverTest } from "../support/server.ts";
import { assertQuiet, CHROMIUM, withBrowser } from "../support/chromium.ts";
import { LOCAL, logIn, uploadSequence } from "./people.ts";

if (CHROMIUM) {
  serverTest("a form that is sent before its script runs waits for it, and loads no other page", async (server) => {
    await withBrowser(async (browser) => {
      const { tab, headers } = await logIn(browser, server), { page } = tab;
      const { id } = await uploadSequence(server, headers);
      const come = Promise.withResolvers<void>();
      await page.route(/sequence_edit\.js$/, async (route) => {
        await come.promise;
        await route.continue();
      });
      const address = `${server.url}/sequences/${id}`;
      await page.goto(address, { waitUntil: "commit" });
      await page.locator("#edit summary").click();
      await page.getByLabel("Title").fill("Sent early");
      await page.locator("#title-form [type=submit]").click();
      const titleOf = async () => (await answer(fetch(`${server.url}/api/collections/${id}`))).title;
      assert.deepEqual([page.url(), await titleOf()], [address, "A walk"]);
      come.resolve();
      await page.getByText("Saved.").waitFor();
      assert.deepEqual([page.url(), await titleOf()], [address, "Sent early"]);
      assertQuiet(tab);
    });
  }, LOCAL);

  serverTest("every form without an address belongs to a page with scripts", async (server) => {
    await withBrowser(async (browser) => {
      const { tab: { page }, headers } = await logIn(browser, server);
      const { id, pictures: [picture] } = await uploadSequence(server, headers);
      const paths = [
        "/account",
        "/account/second-factor",
        "/admin",
        "/admin/users",
        "/admin/settings",
        "/admin/health",
      ];
      paths.push("/admin/blurring", "/upload", `/sequences/${id}`, `/pictures/${picture}`, `/pictures/${picture}/blur`);
      for (const path of paths) {
        await page.goto(server.url + path, { waitUntil: "domcontentloaded" });
        const [forms, isHeld] = await page.evaluate(() =>
          [
            document.querySelectorAll("form:not([action], [method])").length,
            document.querySelector("head script[src*='early_forms']") !== null,
          ] as const
        );
        assert.ok(forms === 0 || isHeld, path);
      }
    });
  }, LOCAL);
}
