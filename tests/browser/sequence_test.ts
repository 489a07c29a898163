/// <reference lib="dom" />
/** What people do on the page of a sequence (`TEST_CHROMIUM`; without it there is no test). */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { assertQuiet, CHROMIUM, openTab, saveScreenshot, withBrowser } from "../support/chromium.ts";
import { anyDatabaseTest } from "../support/databases.ts";
import { answer, serverTest } from "../support/server.ts";
import { until } from "../support/until.ts";
import { assertGood, LOOKS } from "./page_checks.ts";
import { LOCAL, logIn, uploadSequence } from "./people.ts";

/** The pictures are listed, and the map is drawn. */
async function isComplete(page: Page): Promise<void> {
  await page.locator("#grid li img").first().waitFor();
  await page.locator("#map .maplibregl-ctrl-scale").waitFor();
}

function checked(page: Page): Promise<number> {
  return page.locator("#grid input:checked").count();
}

if (CHROMIUM) {
  serverTest(
    "the page of a sequence fits, can be read, and works by keyboard, for the owner and for others",
    async (server) => {
      await withBrowser(async (browser) => {
        const { tab, headers } = await logIn(browser, server);
        const { id } = await uploadSequence(server, headers, { make: "GoPro", model: "Max", title: "Along the river" });
        const storageState = await tab.page.context().storageState();
        for (const [name, look] of Object.entries(LOOKS)) {
          for (const who of [{ storageState }, {}]) {
            const visitor = await openTab(browser, `${server.url}/sequences/${id}`, { ...look, ...who });
            const { page } = visitor, isOwner = "storageState" in who;
            await isComplete(page);
            if (isOwner) await page.locator("#edit summary").click();
            await page.locator("#share summary").click();
            await page.locator("#select-all").click();
            await page.locator("#selection").waitFor();
            assert.equal(await page.locator("#delete-selected").count(), isOwner ? 1 : 0);
            await saveScreenshot(page, `sequence-${name}-${isOwner ? "owner" : "visitor"}`, { fullPage: true });
            await assertGood(visitor);
            await page.context().close();
          }
        }
      });
    },
    LOCAL,
    anyDatabaseTest,
  );

  serverTest("pictures are selected by mouse and keyboard, hidden, split off and deleted", async (server) => {
    await withBrowser(async (browser) => {
      const { tab, headers } = await logIn(browser, server), { page } = tab;
      const { id, pictures } = await uploadSequence(server, headers, { count: 6 });
      const outline = async (asked: Record<string, string> = {}) =>
        (await answer(fetch(`${server.url}/api/collections/${id}/outline`, { headers: asked }))).pictures
          .map((picture: { id: string }) => picture.id);
      await page.goto(`${server.url}/sequences/${id}`);
      await isComplete(page);
      const boxes = page.locator("#grid input");

      // A range by mouse.
      await boxes.nth(1).click();
      await boxes.nth(3).click({ modifiers: ["Shift"] });
      assert.equal(await checked(page), 3);
      await page.locator("#selected-visibility").selectOption("owner-only");
      await page.getByText("3 pictures changed.").waitFor();
      assert.deepEqual(await outline(), [pictures[0], pictures[4], pictures[5]]);
      assert.deepEqual(await page.locator("#grid .badge").allTextContents(), ["Only me", "Only me", "Only me"]);

      // By keyboard: out of the selection, all, and a range.
      await boxes.nth(1).focus();
      await page.keyboard.press("Escape");
      assert.equal(await checked(page), 0);
      await page.keyboard.press("Control+a");
      assert.equal(await checked(page), 6);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Home");
      await page.keyboard.press("Shift+ArrowRight");
      assert.equal(await checked(page), 2);
      await page.keyboard.press("Escape");
      await page.keyboard.press("End");
      await page.keyboard.press("Space");
      assert.equal(await checked(page), 1);
      page.once("dialog", (dialog) => dialog.accept("The rest"));
      await page.locator("#split-selected").press("Enter");
      await page.getByText("Moved to a new sequence.").waitFor();
      assert.deepEqual(await outline(headers), pictures.slice(0, 5));
      const part = await page.getByRole("link", { name: "The rest" }).getAttribute("href");
      assert.equal((await answer(fetch(`${server.url}/api/collections/${part!.split("/").at(-1)}`))).title, "The rest");

      await boxes.nth(0).click();
      await boxes.nth(4).click();
      page.once("dialog", (dialog) => dialog.dismiss());
      await page.locator("#delete-selected").click();
      assert.deepEqual(await outline(headers), pictures.slice(0, 5));
      const [question] = await Promise.all([
        page.waitForEvent("dialog").then((dialog) => dialog.accept().then(() => dialog.message())),
        page.locator("#delete-selected").click(),
      ]);
      assert.equal(question, "Permanently delete 2 pictures?");
      await page.getByText("Deleted.", { exact: true }).waitFor();
      assert.deepEqual(await outline(headers), pictures.slice(1, 4));

      // And together again.
      await page.locator("#edit summary").click();
      await page.getByLabel("Other sequence").selectOption({ label: "The rest" });
      page.once("dialog", (dialog) => dialog.accept());
      await page.getByRole("button", { name: "Merge" }).click();
      await page.getByText("Merged.").waitFor();
      assert.deepEqual(await outline(headers), [...pictures.slice(1, 4), pictures[5]]);

      // And apart once more, by the history.
      await page.locator("#history summary").click();
      await page.getByText("Merged in 1 picture").waitFor();
      await page.locator("#changes").getByRole("button", { name: "Undo" }).first().click();
      await page.getByText("Undone: 1 picture moved back").waitFor();
      assert.deepEqual(await outline(headers), pictures.slice(1, 4));
      assertQuiet(tab);
    });
  }, LOCAL);

  serverTest(
    "title, order, headings and times of a sequence are changed",
    async (server) => {
      await withBrowser(async (browser) => {
        const { tab, headers } = await logIn(browser, server), { page } = tab;
        const { id, pictures } = await uploadSequence(server, headers, { heading: 200 });
        const read = () => answer(fetch(`${server.url}/api/collections/${id}/outline`, { headers }));
        await page.goto(`${server.url}/sequences/${id}`);
        await isComplete(page);
        await page.locator("#edit summary").click();

        await page.getByLabel("Title").fill("Along the canal");
        await page.getByLabel("Title").press("Enter");
        await page.getByRole("heading", { name: "Along the canal" }).waitFor();
        await page.getByText("Saved.").waitFor();

        await page.locator("#order-form select").selectOption("File name");
        await page.getByLabel("Reversed").check();
        await Promise.all([
          page.waitForResponse((response) => response.url().includes("/outline")),
          page.getByRole("button", { name: "Save order" }).click(),
        ]);
        assert.deepEqual((await read()).pictures.map((picture: { id: string }) => picture.id), pictures.toReversed());

        // A preview changes nothing.
        await page.getByLabel(/^Heading/).fill("90");
        const shown = () =>
          page.evaluate(async () => {
            const { grid } = await import(document.querySelector<HTMLScriptElement>("script[src$='sequence.js']")!.src);
            return grid.pictures.map(({ heading }: { heading: number }) => heading);
          });
        assert.deepEqual(await shown(), [200, 200, 200]);
        await page.getByRole("button", { name: "Save headings" }).click();
        await page.getByText("Saved.", { exact: true }).waitFor();
        await until(async () => (await shown()).every((heading: number) => heading !== 200));
        // They go south now, and look to the west.
        assert.deepEqual(await shown(), [270, 270, 270]);

        await page.locator("#grid input").first().click();
        await page.getByLabel("Hours").fill("-2");
        await page.getByText("The first one: May 1, 2024, 10:00:04 AM UTC becomes May 1, 2024, 8:00:04 AM UTC")
          .waitFor();
        await page.getByRole("button", { name: "Shift capture times" }).click();
        await page.getByText("1 picture changed.").waitFor();
        const times = (await read()).pictures.map(({ datetime }: { datetime: string }) => datetime.slice(11, 19));
        assert.deepEqual(times, ["08:00:04", "10:00:02", "10:00:00"]);
        assertQuiet(tab);
      });
    },
    LOCAL,
    anyDatabaseTest,
  );

  serverTest("what is hidden has no page, and nobody but its owner gets to change it", async (server) => {
    const bob = await server.account("bob"), eve = await server.account("eve");
    const { id } = await uploadSequence(server, bob);
    const page = async (headers: Record<string, string>) => {
      const response = await fetch(`${server.url}/sequences/${id}`, { headers: { Accept: "text/html", ...headers } });
      return { status: response.status, text: await response.text() };
    };
    for (const [headers, isOwner] of [[{}, false], [eve, false], [bob, true], [server.defaultAccount, true]] as const) {
      const { status, text } = await page(headers);
      assert.equal(status, 200);
      assert.equal(text.includes("delete-sequence"), isOwner);
    }
    const visibility = (value: string) =>
      answer(fetch(`${server.url}/api/collections/${id}`, {
        method: "PATCH",
        headers: { ...bob, "Content-Type": "application/json" },
        body: JSON.stringify({ visibility: value }),
      }));
    await visibility("logged-only");
    assert.deepEqual([(await page({})).status, (await page(eve)).status, (await page(bob)).status], [404, 200, 200]);
    await visibility("owner-only");
    assert.deepEqual([(await page({})).status, (await page(eve)).status, (await page(bob)).status], [404, 404, 200]);
    const unknown = await fetch(`${server.url}/sequences/${crypto.randomUUID()}`, { headers: { Accept: "text/html" } });
    const nothing = (text: string) => text.replaceAll(/[\da-f-]{36}/g, "");
    assert.equal(nothing(await unknown.text()), nothing((await page({})).text), "it could not be told apart");
  }, LOCAL);

  serverTest("a sequence of 10,000 pictures stays quick", async (server) => {
    const { sql, url } = server;
    const [sequence] = await sql<{ id: string }[]>`
      INSERT INTO sequences (account_id, metadata, status)
      SELECT id, '{"title": "Long"}', 'ready' FROM accounts WHERE is_default RETURNING id`;
    await sql`
      WITH made AS (
        INSERT INTO pictures (account_id, ts, geom, heading, metadata, status, preparing_status)
        SELECT (SELECT id FROM accounts WHERE is_default), '2024-05-01T10:00Z'::timestamptz + number * interval '1 second',
          ST_SetSRID(ST_MakePoint(2 + number * 1e-5, 48), 4326), 90, '{"width": 640, "height": 320}', 'ready', 'prepared'
        FROM generate_series(1, 10000) AS number RETURNING id, ts
      )
      INSERT INTO sequences_pictures (seq_id, rank, pic_id)
      SELECT ${sequence!.id}, row_number() OVER (ORDER BY ts), id FROM made`;
    await sql`DELETE FROM job_queue`;
    await withBrowser(async (browser) => {
      const tab = await openTab(browser, `${url}/api/health`), { page } = tab;
      await page.route("**/thumb.jpg", (route) => route.fulfill({ status: 200, contentType: "image/jpeg", body: "" }));
      const begin = performance.now();
      await page.goto(`${url}/sequences/${sequence!.id}`);
      await page.locator("#grid li input").first().waitFor();
      const seconds = (performance.now() - begin) / 1000;
      assert.ok(await page.locator("*").count() < 1500, "as many elements as one page of pictures needs");
      await page.locator("#grid li input").first().focus();
      await page.keyboard.press("Control+a");
      await page.getByText("10,000 selected").waitFor();
      await page.keyboard.press("End");
      await page.getByText("Page 100 of 100").waitFor();
      assert.equal(await page.evaluate(() => location.hash), "#page=100");
      assert.equal(await page.locator("#grid small").last().textContent(), "10000");
      assert.ok(seconds < 20, `${seconds} s on a busy machine`);
      if (Deno.env.has("TEST_SCREENSHOTS")) console.log(`10,000 pictures listed after ${seconds.toFixed(1)} s`);
    });
  }, LOCAL);
}
