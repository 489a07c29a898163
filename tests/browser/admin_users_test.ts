/** `/admin/users` in a browser (`TEST_CHROMIUM`; without it there is no test). */
import assert from "node:assert/strict";
import { assertQuiet, CHROMIUM, openTab, withBrowser } from "../support/chromium.ts";
import { serverTest } from "../support/server.ts";
import { openAdministration } from "./administration.ts";

if (CHROMIUM) {
  serverTest("an administrator invites somebody, finds them, bounds them, and keeps them out", async (server) => {
    await server.sql`INSERT INTO accounts (name) SELECT 'member ' || n FROM generate_series(1, 120) n`;
    await withBrowser(async (browser) => {
      const tab = await openAdministration(browser, server);
      const { page } = tab;
      page.setDefaultTimeout(30_000);
      await page.getByRole("navigation", { name: "Pages of administration" }).getByRole("link", { name: "Users" })
        .press("Enter");
      await page.locator("#user-list tbody tr").first().waitFor();
      await page.locator("#new-user").getByLabel("Name").fill("Bob");
      await page.keyboard.press("Enter");
      const link = await page.getByLabel("Link for Bob").inputValue();
      // No clipboard outside of HTTPS and this machine, hence the page must not fail without one.
      await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
      await page.getByRole("button", { name: "Copy" }).click();
      await page.getByText("Copied.").waitFor();

      const other = await openTab(browser, link);
      await other.page.getByText("For the account Bob").waitFor();
      await other.page.getByLabel("Password", { exact: true }).fill("correct horse battery");
      await other.page.getByLabel("Repeat password").fill("correct horse battery");
      await other.page.keyboard.press("Enter");
      await other.page.getByLabel("Name").fill("bob");
      await other.page.getByLabel("Password").fill("correct horse battery");
      await other.page.keyboard.press("Enter");
      await other.page.getByRole("link", { name: "Log out" }).waitFor();

      const rows = page.locator("#user-list tbody tr");
      assert.equal(await rows.count(), 50);
      await page.getByRole("button", { name: "Show more" }).click();
      await page.waitForFunction(() => document.querySelectorAll("#user-list tbody tr").length === 100);
      await page.getByLabel("Search by name").fill("BOB");
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.querySelectorAll("#user-list tbody tr").length === 1);

      await page.getByRole("button", { name: "Manage Bob" }).press("Enter");
      const dialog = page.getByRole("dialog", { name: "Bob" });
      await dialog.getByText("Logs in as bob.").waitFor();
      assert.equal(await dialog.getByRole("listitem").count(), 1, "Bob's session");
      await dialog.getByLabel("Most pictures").fill("12");
      await dialog.getByRole("button", { name: "Save" }).click();
      await page.getByText("Saved.").waitFor();
      await dialog.getByRole("button", { name: "Give admin rights" }).click();
      await dialog.getByRole("button", { name: "Remove admin rights" }).waitFor();
      page.once("dialog", (question) => question.accept());
      await dialog.getByRole("button", { name: "Disable account" }).click();
      await dialog.getByRole("button", { name: "Enable account" }).waitFor();
      await page.keyboard.press("Escape");
      assert.equal(await dialog.count(), 0);
      await page.locator("#user-list").getByText("Disabled").waitFor();
      await other.page.goto(`${server.url}/account`);
      await other.page.getByRole("heading", { name: "Log in" }).waitFor();
      assertQuiet(tab);
      assertQuiet(other);
    });
    const [quota] = await server.sql`SELECT max_pictures::int, max_bytes FROM account_quotas`;
    assert.deepEqual({ ...quota }, { max_pictures: 12, max_bytes: null });
  }, { OAUTH_PROVIDER: "local" });
}
