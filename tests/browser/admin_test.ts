/// <reference lib="dom" />
/** The page of administrators in a browser (`TEST_CHROMIUM`; without it there is no test). */
import assert from "node:assert/strict";
import { assertQuiet, CHROMIUM, saveScreenshot, withBrowser } from "../support/chromium.ts";
import { makePicture, walk } from "../support/pictures.ts";
import { answer, serverTest, type TestServer } from "../support/server.ts";
import { openAdministration } from "./administration.ts";
import { createUploadSet, sendFile, uploadSetWhenIdle } from "../support/uploads.ts";

/** Uploads a few pictures; the first one, as an item. */
async function uploadWalk(server: TestServer) {
  const set = await createUploadSet(server);
  for (const [index, options] of walk(2).entries()) {
    await answer(sendFile(server, set, { name: `${index}.jpg`, bytes: await makePicture(options) }), 202);
  }
  await answer(fetch(`${server.url}/api/upload_sets/${set}/complete`, { method: "POST" }));
  await uploadSetWhenIdle(server, set);
  const { features: [picture] } = await answer(fetch(`${server.url}/api/search`));
  return picture;
}

if (CHROMIUM) {
  serverTest("an administrator resolves a report", async (server) => {
    const { url } = server;
    const picture = await uploadWalk(server);
    const { id } = await answer(fetch(`${url}/api/reports`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        issue: "mislocated",
        picture_id: picture.id,
        reporter_comments: "It is across the river",
      }),
    }));

    await withBrowser(async (browser) => {
      const tab = await openAdministration(browser, server);
      const { page } = tab;
      const card = page.locator("#report-list li").filter({ hasText: "It is across the river" });
      await card.getByLabel("Comment").fill("Moved it");
      await saveScreenshot(page, "admin");
      await card.getByRole("button", { name: "Mark as solved" }).focus();
      await page.keyboard.press("Enter");
      await page.getByText("Report closed.").waitFor();
      await page.getByText("No open reports.").waitFor();
      assertQuiet(tab);
    });
    const report = await answer(fetch(`${url}/api/reports/${id}`, { headers: server.defaultAccount }));
    assert.deepEqual([report.status, report.resolver_comments], ["closed_solved", "Moved it"]);
  });

  serverTest(
    "an administrator sees what a report hid, shows it, hides it, and finds it again later",
    async (server) => {
      const { url } = server;
      const picture = await uploadWalk(server);
      await answer(fetch(`${url}/api/reports`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({
          issue: "privacy",
          picture_id: picture.id,
          reporter_comments: "My garden",
          reporter_email: "neighbour@example.org",
        }),
      }));
      const visibility = async () =>
        (await answer(fetch(`${url}/api/pictures/${picture.id}`, { headers: server.defaultAccount })))
          .properties["geovisio:visibility"];
      assert.equal(await visibility(), "owner-only");

      await withBrowser(async (browser) => {
        const tab = await openAdministration(browser, server);
        const { page } = tab;
        const card = page.locator("#report-list li").filter({ hasText: "My garden" });
        await card.getByText("Anonymous, neighbour@example.org").waitFor();
        await page.waitForFunction(() =>
          (document.querySelector("#report-list img") as HTMLImageElement | null)?.naturalWidth
        );
        await card.getByRole("button", { name: "Mark as solved" }).click();
        await page.getByText("No open reports.").waitFor();
        assert.equal(await visibility(), "owner-only");

        await page.locator("#report-status").selectOption("closed");
        await card.getByText("solved", { exact: true }).waitFor();
        await card.getByRole("button", { name: "Make visible again" }).click();
        await page.getByText("Visible again; the report is closed.").waitFor();
        assert.equal(await visibility(), "anyone");
        await card.getByRole("button", { name: "Hide" }).click();
        await card.getByRole("button", { name: "Undo" }).waitFor();
        assert.equal(await visibility(), "owner-only");
        await card.getByRole("button", { name: "Undo" }).click();
        await page.getByText("Undone.").waitFor();
        assert.equal(await visibility(), "anyone");

        page.once("dialog", (dialog) => dialog.accept());
        await card.getByRole("button", { name: "Delete" }).click();
        await page.getByText("Deleted.").waitFor();
        assertQuiet({ ...tab, errors: tab.errors.filter((error) => !error.includes("404")) });
      });
      assert.equal((await fetch(`${url}/api/pictures/${picture.id}`, { headers: server.defaultAccount })).status, 404);
    },
  );

  serverTest("an administrator draws an excluded area, and deletes it", async (server) => {
    const areas = async () =>
      (await answer(fetch(`${server.url}/api/configuration/excluded_areas`, { headers: server.defaultAccount })))
        .features;
    await withBrowser(async (browser) => {
      const tab = await openAdministration(browser, server);
      const { page } = tab;
      const map = page.locator("#area-map canvas");
      await page.locator("#area-map .crosshair").waitFor();
      await map.scrollIntoViewIfNeeded();
      const exclude = page.getByRole("button", { name: "Exclude area" });
      await exclude.click();
      await page.getByText("An area needs at least three corners").waitFor();

      await map.click({ position: { x: 200, y: 150 } });
      await map.click({ position: { x: 400, y: 150 } });
      await map.click({ position: { x: 10, y: 10 } });
      await page.getByRole("button", { name: "Undo last corner" }).click();
      await page.getByText("2 corners").waitFor();
      // The third one by keyboard.
      await page.getByRole("button", { name: "Add corner at centre" }).press("Enter");
      await page.getByText("3 corners").waitFor();
      await page.locator("#new-area").getByLabel("Name").fill("A school");
      await saveScreenshot(page, "excluded_areas");
      await exclude.press("Enter");
      await page.locator("#area-list li").filter({ hasText: "A school" }).waitFor();

      const [area] = await areas();
      assert.equal(area.properties.label, "A school");
      const [[ring]] = area.geometry.coordinates;
      assert.equal(ring.length, 4);
      const [first, second, third] = ring;
      assert.ok(first[0] < second[0] && Math.abs(first[1] - second[1]) < 1e-6, JSON.stringify(ring));
      // Where the map starts.
      assert.deepEqual(third.map(Math.round), [5, 30]);

      page.once("dialog", (dialog) => dialog.accept());
      await page.locator("#area-list").getByRole("button", { name: "Delete" }).click();
      await page.getByText("Deleted.").waitFor();
      assert.deepEqual(await areas(), []);
      assertQuiet(tab);
    });
  }, { OAUTH_PROVIDER: "local" });

  serverTest("an administrator retries a job, and writes a page", async (server) => {
    const { id } = await uploadWalk(server);
    await server.sql`
      INSERT INTO job_queue (task, picture_id, nb_errors, to_do_after_ts)
      VALUES ('prepare', ${id}, 2, now() + interval '1 hour')`;
    await withBrowser(async (browser) => {
      const tab = await openAdministration(browser, server);
      const { page } = tab;
      await page.getByRole("row", { name: /prepare/ }).getByRole("button", { name: "Retry" }).click();
      await page.getByText("The job will run next.").waitFor();

      await page.getByLabel("HTML").fill("<h1>Terms</h1><script>alert(1)</script><p onclick='x()'>Be kind</p>");
      await page.locator("#pages").getByRole("button", { name: "Save" }).click();
      await page.getByText("Saved.").waitFor();
      const kept = await page.getByLabel("HTML").inputValue();
      assert.match(kept, /<h1>Terms<\/h1>.*<p>Be kind<\/p>/s);
      assert.doesNotMatch(kept, /script|onclick/);
      assertQuiet(tab);
    });
    await server.backend.runner!.idle();
    assert.equal((await server.sql`SELECT FROM job_queue`).length, 0);
  }, { OAUTH_PROVIDER: "local" });
}
