/** What people do with their own pictures, tokens and settings (`TEST_CHROMIUM`; without it there is no test). */
import assert from "node:assert/strict";
import { assertQuiet, CHROMIUM, withBrowser } from "../support/chromium.ts";
import { until } from "../support/until.ts";
import { assertAccessible } from "./accessibility.ts";
import { LOCAL, logIn, uploadSequence } from "./people.ts";
import { answer, serverTest, type TestServer } from "../support/server.ts";

/** Each visibility, as it is shown, and what an anonymous visitor gets then. */
const AUDIENCES = [["owner-only", "Only me", 404], ["logged-only", "Logged-in users", 404], [
  "anyone",
  "Everyone",
  200,
]] as const;

const uploadOldName = async (server: TestServer, headers: Record<string, string>) =>
  (await uploadSequence(server, headers, { count: 2, title: "Old name" })).id;

if (CHROMIUM) {
  serverTest("a sequence is renamed, gets each visibility, and is deleted", async (server) => {
    await withBrowser(async (browser) => {
      const { tab, headers } = await logIn(browser, server);
      const { page } = tab;
      const address = `${server.url}/api/collections/${await uploadOldName(server, headers)}`;
      await page.goto(`${server.url}/account`);
      const card = page.locator("#sequences .card");
      await card.getByText("2 pictures").waitFor();

      page.once("dialog", (dialog) => dialog.accept("New name"));
      await card.getByRole("button", { name: "Rename" }).press("Enter");
      await page.getByText("Renamed.").waitFor();
      assert.equal((await answer(fetch(address))).title, "New name");

      const visibility = card.getByLabel("Visibility"), badge = card.locator(".badge");
      for (const [value, audience, status] of AUDIENCES) {
        await visibility.selectOption(value);
        await badge.filter({ hasText: audience }).waitFor();
        await answer(fetch(address), status);
        assert.equal(await visibility.inputValue(), value);
      }

      page.once("dialog", (dialog) => dialog.dismiss());
      await card.getByRole("button", { name: "Delete" }).press("Enter");
      await card.getByRole("button", { name: "Delete", disabled: false }).waitFor();
      await answer(fetch(address));
      page.once("dialog", (dialog) => dialog.accept());
      await card.getByRole("button", { name: "Delete" }).press("Enter");
      await page.getByText("No sequences yet.").waitFor();
      const response = await fetch(address);
      await response.body?.cancel();
      assert.ok([404, 410].includes(response.status), String(response.status));
      assertQuiet(tab);
    });
  }, LOCAL);

  serverTest("a token is created, shown, used and revoked; settings are saved", async (server) => {
    await withBrowser(async (browser) => {
      const { tab } = await logIn(browser, server);
      const { page } = tab;
      await page.goto(`${server.url}/account`);
      await page.getByLabel("Token name").fill("Phone");
      await page.getByRole("button", { name: "Create token" }).press("Enter");
      const row = page.locator("#tokens li").filter({ hasText: "Phone" });
      // A new token is there to be copied, and others when they are asked for.
      const field = row.getByLabel("Phone", { exact: true });
      await field.waitFor();
      await page.reload();
      await row.getByRole("button", { name: "Show" }).press("Enter");
      await row.getByRole("button", { name: "Copy" }).press("Enter");
      await page.getByText("Copied").waitFor();
      const me = async () => {
        const headers = { Authorization: `Bearer ${token}` };
        return await fetch(`${server.url}/api/users/me`, { headers });
      };
      const token = await field.inputValue();
      assert.equal((await answer(me())).name, "Ana");

      await page.getByLabel("Visibility of new pictures").selectOption("owner-only");
      await page.getByRole("button", { name: "Save" }).press("Enter");
      await page.getByText("Saved.").waitFor();
      assert.equal((await answer(me())).default_visibility, "owner-only");

      page.once("dialog", (dialog) => dialog.accept());
      await row.getByRole("button", { name: "Revoke" }).press("Enter");
      await page.getByText("Revoked.").waitFor();
      await answer(me(), 403);
      assertQuiet(tab);
    });
  }, LOCAL);

  serverTest("own sequences are searched, sorted, filtered, and changed together", async (server) => {
    await withBrowser(async (browser) => {
      const { tab, headers } = await logIn(browser, server), { page } = tab;
      await server.sql`
        INSERT INTO sequences (account_id, metadata, status, visibility)
        SELECT id, jsonb_build_object('title', title), 'ready', visibility::visibility_status
        FROM accounts, (VALUES ('Zoo', 'anyone'), ('100% Canal', 'owner-only'), ('Canal d''Ille', 'anyone')) AS made(title, visibility)
        WHERE name = 'Ana'`;
      // They have no pictures.
      await page.route("**/thumb.jpg", (route) => route.fulfill({ contentType: "image/jpeg", body: "" }));
      await page.goto(`${server.url}/account`);
      const titles = page.locator("#sequences h3");
      const list = async (expected: string[]) => {
        await until(async () => (await titles.allTextContents()).map((text) => text.trim()).join() === expected.join());
      };
      await titles.first().waitFor();
      await page.locator("#sequence-filter").getByLabel("Order").selectOption("By title");
      await list(["100% Canal", "Canal d'Ille", "Zoo"]);
      await page.getByLabel("Search titles").fill("canal d'");
      await list(["Canal d'Ille"]);
      await page.getByLabel("Search titles").fill("nothing of this name");
      await page.getByText("No sequences yet.").waitFor();
      await page.getByLabel("Search titles").fill("");
      await page.locator("#sequence-filter").getByLabel("Visibility").selectOption("Everyone");
      await list(["Canal d'Ille", "Zoo"]);

      await page.getByRole("button", { name: "Select all" }).click();
      await page.getByText("2 selected").waitFor();
      await assertAccessible(page);
      await page.locator("#bulk-visibility").selectOption("owner-only");
      await page.getByText("Saved.", { exact: true }).waitFor();
      await list(["No sequences yet."].slice(1));
      const [hidden] = await server.sql`SELECT count(*)::int FROM sequences WHERE visibility = 'owner-only'`;
      assert.equal(hidden!.count, 3);

      await page.locator("#sequence-filter").getByLabel("Visibility").selectOption("All");
      await list(["100% Canal", "Canal d'Ille", "Zoo"]);
      await page.getByLabel("Select: Zoo").check();
      const [question] = await Promise.all([
        page.waitForEvent("dialog").then((dialog) => dialog.accept().then(() => dialog.message())),
        page.getByRole("button", { name: "Delete selected" }).click(),
      ]);
      assert.equal(question, "Permanently delete 1 sequence with all its pictures?");
      await list(["100% Canal", "Canal d'Ille"]);
      await answer(fetch(`${server.url}/api/users/me`, { headers }));
      // Chromium complains of the answer of the API that nothing matches.
      tab.errors = tab.errors.filter((error) => !error.includes("404"));
      assertQuiet(tab);
    });
  }, LOCAL);
}
