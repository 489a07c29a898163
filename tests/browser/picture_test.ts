/// <reference lib="dom" />
/** What people do on the page of a picture (`TEST_CHROMIUM`; without it there is no test). */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { assertQuiet, CHROMIUM, openTab, saveScreenshot, withBrowser } from "../support/chromium.ts";
import { anyDatabaseTest } from "../support/databases.ts";
import { answer, serverTest, type TestServer } from "../support/server.ts";
import { assertGood, LOOKS } from "./page_checks.ts";
import { LOCAL, logIn, uploadSequence } from "./people.ts";

async function isComplete(page: Page): Promise<void> {
  await page.locator(".picture img").waitFor();
  await page.locator("#map .maplibregl-ctrl-scale").waitFor();
}

async function itemOf({ url }: TestServer, id: string, headers: Record<string, string> = {}) {
  return await answer(fetch(`${url}/api/pictures/${id}`, { headers }));
}

if (CHROMIUM) {
  serverTest(
    "the page of a picture fits, can be read, and works by keyboard, for the owner and for others",
    async (server) => {
      await withBrowser(async (browser) => {
        const { tab, headers } = await logIn(browser, server);
        const { pictures: [, id] } = await uploadSequence(server, headers, {
          make: "GoPro",
          model: "Max",
          heading: 30,
        });
        const storageState = await tab.page.context().storageState();
        for (const [name, look] of Object.entries(LOOKS)) {
          for (const who of [{ storageState }, {}]) {
            const visitor = await openTab(browser, `${server.url}/pictures/${id}`, { ...look, ...who });
            const { page } = visitor, isOwner = "storageState" in who;
            await isComplete(page);
            for (const part of ["edit", "share", "report", "history"]) {
              if (await page.locator(`#${part}`).count() > 0) await page.locator(`#${part} summary`).click();
            }
            if (isOwner) {
              await page.locator(".place-marker").waitFor();
              await page.locator("#changes li").waitFor();
            }
            await saveScreenshot(page, `picture-${name}-${isOwner ? "owner" : "visitor"}`, { fullPage: true });
            await assertGood(visitor);
            await page.context().close();
          }
        }
      });
    },
    LOCAL,
    anyDatabaseTest,
  );

  serverTest("a picture is moved and turned by mouse and keyboard, and that is undone", async (server) => {
    await withBrowser(async (browser) => {
      const { tab, headers } = await logIn(browser, server), { page } = tab;
      const { pictures: [id] } = await uploadSequence(server, headers, { heading: 30 });
      const before = await itemOf(server, id!);
      await page.goto(`${server.url}/pictures/${id}`);
      await isComplete(page);
      await page.locator("#edit summary").click();
      const latitude = page.getByLabel("Latitude"), heading = page.getByLabel(/^Heading, in degrees/);
      const from = Number(await latitude.inputValue());

      // Ten metres north and one back, by keyboard; ten degrees to the right and one back.
      await page.locator(".place-marker").focus();
      await page.keyboard.press("Shift+ArrowUp");
      await page.keyboard.press("ArrowDown");
      const metres = (Number(await latitude.inputValue()) - from) * 111_320;
      assert.ok(Math.abs(metres - 9) < 0.1, `${metres} m`);
      await page.locator(".turn-handle").focus();
      await page.keyboard.press("Shift+ArrowRight");
      await page.keyboard.press("ArrowLeft");
      assert.equal(await heading.inputValue(), "39");
      assert.equal(await page.locator(".turn-handle").getAttribute("aria-valuenow"), "39");

      // By mouse: the handle to the right of the picture, which then looks east.
      await page.locator("#map").scrollIntoViewIfNeeded();
      const middleOf = async (selector: string) => {
        const { x, y, width, height } = (await page.locator(selector).boundingBox())!;
        return { x: x + width / 2, y: y + height / 2 };
      };
      const marker = await middleOf(".place-marker"), handle = await middleOf(".turn-handle");
      await page.mouse.move(handle.x, handle.y);
      await page.mouse.down();
      await page.mouse.move(marker.x + 50, marker.y, { steps: 5 });
      await page.mouse.up();
      assert.ok(Math.abs(Number(await heading.inputValue()) - 90) <= 2, await heading.inputValue());
      await heading.fill("91");

      await page.getByLabel("Capture time").fill("2024-05-02T08:30:15.250");
      await page.getByLabel("Visibility").selectOption("Only me");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("Saved.", { exact: true }).waitFor();
      await answer(fetch(`${server.url}/api/pictures/${id}`), 404);
      const { properties, geometry } = await itemOf(server, id!, headers);
      assert.equal(properties["view:azimuth"], 91);
      assert.equal(properties.datetime, "2024-05-02T08:30:15.250000+00:00");
      assert.ok(Math.abs((geometry.coordinates[1] - before.geometry.coordinates[1]) * 111_320 - 9) < 0.1);

      await page.locator("#history summary").click();
      await page.getByText("Visibility: Everyone → Only me").waitFor();
      await page.getByRole("button", { name: "Undo" }).click();
      await page.getByText("Undone.", { exact: true }).waitFor();
      const restored = await itemOf(server, id!);
      assert.deepEqual(restored.geometry, before.geometry);
      assert.equal(restored.properties["view:azimuth"], 30);
      assert.equal(restored.properties.datetime, before.properties.datetime);

      await page.locator("#edit summary").click();
      page.once("dialog", (dialog) => dialog.accept());
      await page.getByRole("button", { name: "Delete this picture" }).click();
      await page.waitForURL(/\/sequences\//);
      await answer(fetch(`${server.url}/api/pictures/${id}`), 404);
      assertQuiet(tab);
    });
  }, LOCAL);

  serverTest(
    "a visitor reports a picture, walks along its sequence, and changes nothing",
    async (server) => {
      const bob = await server.account("bob");
      const { id, pictures } = await uploadSequence(server, bob);
      await withBrowser(async (browser) => {
        const tab = await openTab(browser, `${server.url}/pictures/${pictures[0]}`), { page } = tab;
        await isComplete(page);
        await page.getByRole("link", { name: "Next picture" }).click();
        await page.waitForURL(`**/pictures/${pictures[1]}`);
        await page.getByRole("link", { name: "Previous picture" }).waitFor();
        assert.equal(await page.locator("#edit, #history").count(), 0);
        await page.locator("#report summary").press("Enter");
        await page.getByLabel("What is wrong?").selectOption("Wrong position");
        await page.getByLabel("Comment").fill("It is on the other side");
        await page.getByLabel(/e-mail/).fill("eve@example.org");
        await page.getByRole("button", { name: "Send report" }).click();
        await page.getByText("Your report was sent.").waitFor();
        const { reports } = await answer(fetch(`${server.url}/api/reports`, { headers: server.defaultAccount }));
        assert.equal(reports.length, 1);
        const [{ issue, picture_id, sequence_id, reporter_comments, reporter_email }] = reports;
        assert.deepEqual({ issue, picture_id, sequence_id, reporter_comments, reporter_email }, {
          issue: "mislocated",
          picture_id: pictures[1],
          sequence_id: id,
          reporter_comments: "It is on the other side",
          reporter_email: "eve@example.org",
        });
        assertQuiet(tab);
      });
    },
    LOCAL,
    anyDatabaseTest,
  );

  serverTest(
    "what is hidden has no page of its own either",
    async (server) => {
      const bob = await server.account("bob"), eve = await server.account("eve");
      const { id, pictures: [picture] } = await uploadSequence(server, bob);
      const status = async (headers: Record<string, string>) => {
        const response = await fetch(`${server.url}/pictures/${picture}`, {
          headers: { Accept: "text/html", ...headers },
        });
        await response.body?.cancel();
        return response.status;
      };
      const everybody = () => Promise.all([{}, eve, bob, server.defaultAccount].map(status));
      const change = (path: string, visibility: string) =>
        answer(fetch(`${server.url}/api/collections/${id}${path}`, {
          method: "PATCH",
          headers: { ...bob, "Content-Type": "application/json" },
          body: JSON.stringify({ visibility }),
        }));
      assert.deepEqual(await everybody(), [200, 200, 200, 200]);
      await change(`/items/${picture}`, "owner-only");
      assert.deepEqual(await everybody(), [404, 404, 200, 200]);
      await change(`/items/${picture}`, "anyone");
      await change("", "logged-only");
      assert.deepEqual(await everybody(), [404, 200, 200, 200]);
      await change("", "owner-only");
      assert.deepEqual(await everybody(), [404, 404, 200, 200]);
    },
    LOCAL,
    anyDatabaseTest,
  );

  serverTest(
    "the viewer leads to the page of a picture",
    async (server) => {
      const { pictures: [id] } = await uploadSequence(server, server.defaultAccount);
      await withBrowser(async (browser) => {
        const { page } = await openTab(browser, `${server.url}/#focus=pic&pic=${id}`);
        await page.locator("pnx-picture-legend .own-page").click();
        await page.waitForURL(`**/pictures/${id}`);
        await isComplete(page);
      });
    },
    LOCAL,
    anyDatabaseTest,
  );
}
