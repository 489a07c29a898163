/// <reference lib="dom" />
/** The page of an account (in a browser with `TEST_CHROMIUM`). */
import assert from "node:assert/strict";
import { CHROMIUM, openTab, withBrowser } from "../support/chromium.ts";
import { anyDatabaseTest } from "../support/databases.ts";
import { answer, serverTest } from "../support/server.ts";
import { assertGood } from "./page_checks.ts";
import { LOCAL, uploadSequence } from "./people.ts";

serverTest("the page of an account shows to each caller what they may see, and counts no more", async (server) => {
  const bob = await server.account("bob"), eve = await server.account("eve");
  const { id: user } = await answer(fetch(`${server.url}/api/users/me`, { headers: bob }));
  const shown = await uploadSequence(server, bob, { count: 2, title: "Shown" });
  const hidden = await uploadSequence(server, bob, { count: 1, title: "Secret", latitude: 10, seed: 50 });
  await answer(fetch(`${server.url}/api/collections/${hidden.id}`, {
    method: "PATCH",
    headers: { ...bob, "Content-Type": "application/json" },
    body: JSON.stringify({ visibility: "owner-only" }),
  }));
  const read = async (headers: Record<string, string>, path = user) => {
    const response = await fetch(`${server.url}/users/${path}`, { headers: { Accept: "text/html", ...headers } });
    return { status: response.status, text: await response.text() };
  };
  for (const [headers, seesAll] of [[{}, false], [eve, false], [bob, true], [server.defaultAccount, true]] as const) {
    const { status, text } = await read(headers);
    assert.equal(status, 200);
    assert.ok(text.includes(`/sequences/${shown.id}`));
    assert.equal(text.includes(hidden.id), seesAll);
    assert.equal(text.includes("Secret"), seesAll);
    const numbers = [...text.matchAll(/<strong>([^<]+)<\/strong>/g)].map(([, number]) => number);
    assert.deepEqual(numbers.slice(0, 2), seesAll ? ["2", "3"] : ["1", "2"]);
  }
  assert.equal((await read({}, crypto.randomUUID())).status, 404);
  assert.equal((await read({}, `${user}?page=nonsense`)).status, 400);
  // Somebody who published nothing.
  const { id: nobody } = await answer(fetch(`${server.url}/api/users/me`, { headers: eve }));
  assert.equal((await read({}, nobody)).status, 200);
}, LOCAL);

if (CHROMIUM) {
  serverTest(
    "the page of an account fits, can be read, is paged, and works by keyboard",
    async (server) => {
      await server.sql`
      INSERT INTO sequences (account_id, metadata, status)
      SELECT id, jsonb_build_object('title', 'Sequence ' || number), 'ready'
      FROM accounts, generate_series(1, 30) AS number WHERE is_default`;
      const { id } = await answer(fetch(`${server.url}/api/users/me`, { headers: server.defaultAccount }));
      await withBrowser(async (browser) => {
        for (const colorScheme of ["light", "dark"] as const) {
          for (const width of [390, 1280]) {
            const tab = await openTab(browser, `${server.url}/api/health`, {
              colorScheme,
              viewport: { width, height: 800 },
            });
            const { page } = tab;
            // They have no pictures.
            await page.route("**/thumb.jpg", (route) => route.fulfill({ contentType: "image/jpeg", body: "" }));
            await page.goto(`${server.url}/users/${id}`);
            assert.equal(await page.locator(".cards li").count(), 24);
            await page.getByRole("link", { name: "Older" }).click();
            await page.getByRole("link", { name: "Newer" }).waitFor();
            assert.equal(await page.locator(".cards li").count(), 6);
            await assertGood(tab);
            await page.context().close();
          }
        }
      });
    },
    LOCAL,
    anyDatabaseTest,
  );
}
