/** Uploads that are interrupted, and go on. It takes a browser (`TEST_CHROMIUM`); without one there is no test. */
import assert from "node:assert/strict";
import type { Browser, Page, Route } from "playwright-core";
import { CHROMIUM, openTab, PATIENCE, withBrowser } from "../support/chromium.ts";
import { makePicture, walk, writePictures } from "../support/pictures.ts";
import { present } from "../support/present.ts";
import { answer, serverTest, type TestServer } from "../support/server.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";
import { until } from "../support/until.ts";
import { sendFile } from "../support/uploads.ts";
import { dropFolder } from "./gestures.ts";
import { LOCAL, logIn } from "./people.ts";

const FILES = "**/api/upload_sets/*/files";

/** Lets the first files through, and holds the others. @returns a function that loses these and closes the page */
async function holdAfter(page: Page, count: number): Promise<() => Promise<void>> {
  let asked = 0, isLost = false;
  const held: Route[] = [];
  await page.route(FILES, (route) => {
    if (route.request().method() !== "POST") return route.continue();
    if (++asked <= count) return route.continue();
    if (isLost) return route.abort();
    held.push(route);
  });
  return async () => {
    // Those that are still held when a page closes would be sent, also what the page tries again at once: without a network, it waits.
    isLost = true;
    const context = page.context();
    await context.setOffline(true);
    await Promise.all(held.map((route) => route.abort()));
    // Of a closed tab, the page may live on for a moment, and find the network again.
    await page.goto("about:blank");
    await page.close();
    await context.setOffline(false);
  };
}

/** The upload page twice in one browser. @param hasLocks false as on a page without HTTPS */
async function openTwoTabs(browser: Browser, server: TestServer, hasLocks: boolean): Promise<[Page, Page]> {
  const { tab: { page: first } } = await logIn(browser, server);
  const second = await first.context().newPage();
  second.setDefaultTimeout(PATIENCE);
  for (const page of [first, second]) {
    if (!hasLocks) await page.addInitScript(() => Object.defineProperty(navigator, "locks", { value: undefined }));
    await page.goto(`${server.url}/upload`);
    await page.locator("#choose-folder").waitFor();
  }
  return [first, second];
}

/** Counts the files that a page sends. */
async function countSent(page: Page): Promise<() => number> {
  let sent = 0;
  await page.route(FILES, (route: Route) => {
    if (route.request().method() === "POST") sent++;
    return route.continue();
  });
  return () => sent;
}

async function statesOf({ sql }: TestServer) {
  const sets = await sql<{ title: string; completed: boolean; files: number; pictures: number }[]>`
    SELECT title, completed, nb_files AS files,
      (SELECT count(*)::int FROM pictures WHERE upload_set_id = u.id) AS pictures
    FROM upload_sets u ORDER BY created_at`;
  return [...sets];
}

async function countFiles({ sql }: TestServer): Promise<number> {
  const [row] = await sql<{ count: number }[]>`SELECT count(*)::int FROM files`;
  return row?.count ?? 0;
}

if (CHROMIUM) {
  serverTest("a folder dropped again after the tab was closed goes on where it stopped", async (server) => {
    await using folder = await temporaryFolder();
    const path = `${folder.path}/A walk`;
    await writePictures(path, 7);
    await withBrowser(async (browser) => {
      const { tab } = await logIn(browser, server);
      const { page } = tab;
      await page.goto(`${server.url}/upload`);
      const lose = await holdAfter(page, 4);
      await dropFolder(page, "#drop", path);
      await until(async () => await countFiles(server) === 4);
      const again = await page.context().newPage();
      again.setDefaultTimeout(PATIENCE);
      await lose();
      await again.goto(`${server.url}/upload`);
      assert.match(await again.locator("#unfinished-list li").innerText(), /A walk.*4 of 7 sent/s);
      const sent = await countSent(again);
      // It grew meanwhile.
      await Deno.writeFile(`${path}/008.jpg`, await makePicture(walk(8)[7]));
      await dropFolder(again, "#drop", path);
      await again.getByText("Everything is ready.").waitFor();
      assert.match(await again.locator("#continuing").innerText(), /^4 of 8/);
      assert.deepEqual(await again.locator("#sequences p").allTextContents(), ["8 pictures"]);
      assert.equal(sent(), 4);
      assert.deepEqual(await statesOf(server), [{ title: "A walk", completed: true, files: 8, pictures: 8 }]);

      await again.goto(`${server.url}/upload`);
      assert.equal(await again.locator("#unfinished").isVisible(), false);
      await dropFolder(again, "#drop", path);
      await again.getByText("Everything is ready.").waitFor();
      assert.match(await again.locator("#continuing").innerText(), /^8 of 8/);
      assert.equal(sent(), 4);
      assert.equal((await statesOf(server)).length, 1);
      assert.deepEqual(tab.strangers, []);
    });
  }, LOCAL);

  serverTest("without an account, a browser knows what it did not finish", async (server) => {
    await using folder = await temporaryFolder();
    const path = `${folder.path}/A walk`;
    await writePictures(path, 5);
    await withBrowser(async (browser) => {
      const { page } = await openTab(browser, `${server.url}/upload`);
      const lose = await holdAfter(page, 2);
      await dropFolder(page, "#drop", path);
      await until(async () => await countFiles(server) === 2);
      const again = await page.context().newPage();
      again.setDefaultTimeout(PATIENCE);
      await lose();
      // Whoever has made an upload is also known by the address for a day: only the secret is to count here.
      await server.sql`UPDATE anonymous_makers SET address = NULL`;
      await again.goto(`${server.url}/upload`);
      await again.locator("#unfinished-list li").waitFor();
      const sent = await countSent(again);
      await dropFolder(again, "#drop", path);
      await again.getByText("Everything is ready.").waitFor();
      assert.equal(sent(), 3);
      assert.deepEqual(await statesOf(server), [{ title: "A walk", completed: true, files: 5, pictures: 5 }]);

      const stranger = await openTab(browser, `${server.url}/upload`);
      await stranger.page.locator("#choose-folder").waitFor();
      assert.equal(await stranger.page.locator("#unfinished-list li").count(), 0);
    });
  });

  for (const hasLocks of [true, false]) {
    serverTest(`two tabs ${hasLocks ? "" : "without locks "}upload a folder once`, async (server) => {
      await using folder = await temporaryFolder();
      const path = `${folder.path}/A walk`;
      await writePictures(path, 6);
      await withBrowser(async (browser) => {
        const pages = await openTwoTabs(browser, server, hasLocks);
        const sent = await Promise.all(pages.map(countSent));
        // Only the tab in front takes part in dragging.
        for (const page of pages) {
          await page.bringToFront();
          await dropFolder(page, "#drop", path);
        }
        await Promise.all(pages.map((page) => page.getByText("Everything is ready.").waitFor()));
        assert.deepEqual(await statesOf(server), [{ title: "A walk", completed: true, files: 6, pictures: 6 }]);
        for (const page of pages) assert.equal(await page.locator("#problem-list li").count(), 0);
        if (hasLocks) assert.deepEqual(sent.map((count) => count()).sort(), [0, 6]);
      });
    }, LOCAL);
  }

  serverTest("a tab that was late takes the upload that another one finished meanwhile", async (server) => {
    await using folder = await temporaryFolder();
    const path = `${folder.path}/A walk`;
    await writePictures(path, 3);
    await withBrowser(async (browser) => {
      const pages = await openTwoTabs(browser, server, false), [first, second] = pages;
      const asked = Promise.withResolvers<void>(), finished = Promise.withResolvers<void>();
      await second.route("**/api/upload_sets", async (route) => {
        asked.resolve();
        await finished.promise;
        await route.continue();
      });
      await second.bringToFront();
      await dropFolder(second, "#drop", path);
      await asked.promise;
      await first.bringToFront();
      await dropFolder(first, "#drop", path);
      await first.getByText("Everything is ready.").waitFor();
      finished.resolve();
      await second.getByText("Everything is ready.").waitFor();
      assert.deepEqual(await statesOf(server), [{ title: "A walk", completed: true, files: 3, pictures: 3 }]);
      for (const page of pages) assert.equal(await page.locator("#problem-list li").count(), 0);
    });
  }, LOCAL);

  serverTest("a file whose name another one took meanwhile is sent under another name", async (server) => {
    await using folder = await temporaryFolder();
    const path = `${folder.path}/A walk`;
    await writePictures(path, 3);
    const others = await Promise.all(walk(5).slice(3).map(makePicture));
    await withBrowser(async (browser) => {
      const { page } = await openTab(browser, `${server.url}/upload`);
      let inserting: Promise<void> | undefined;
      const insert = async () => {
        const [set] = await server.sql<{ id: string }[]>`SELECT id FROM upload_sets`;
        for (const [index, bytes] of others.entries()) {
          const name = `00${index + 1}.jpg`;
          await answer(sendFile(server, present(set).id, { name, bytes }), 202);
        }
      };
      await page.route(FILES, async (route) => {
        if (route.request().method() === "POST") await (inserting ??= insert());
        await route.continue();
      });
      await dropFolder(page, "#drop", path);
      await page.getByText("Everything is ready.").waitFor();
      assert.equal(await page.locator("#problem-list li").count(), 0);
    });
    const files = await server.sql<{ name: string }[]>`
      SELECT file_name AS name FROM files WHERE picture_id IS NOT NULL ORDER BY file_name`;
    assert.deepEqual(files.map(({ name }) => name), ["001.jpg", "001~2.jpg", "002.jpg", "002~2.jpg", "003.jpg"]);
  });

  serverTest("sending pauses and goes on, and waits as long as the server asks", async (server) => {
    await using folder = await temporaryFolder();
    const path = `${folder.path}/A walk`;
    await writePictures(path, 8);
    await withBrowser(async (browser) => {
      const { page } = await openTab(browser, `${server.url}/upload`);
      const refusals: number[] = [];
      let isHeld = true, asked = 0, wasTriedTooSoon = false;
      await page.route(FILES, (route) => {
        if (route.request().method() !== "POST") return route.continue();
        if (++asked === 1) {
          refusals.push(performance.now());
          return route.fulfill({ status: 429, headers: { "Retry-After": "4" }, json: { message: "Slowly" } });
        }
        const isFirst = route.request().postDataBuffer()?.includes('filename="001.jpg"');
        if (isFirst && performance.now() - refusals[0]! < 3900) wasTriedTooSoon = true;
        return asked > 4 && isHeld ? undefined : route.continue();
      });
      await dropFolder(page, "#drop", path);
      await page.getByText("The server is busy.").waitFor();
      await until(() => Promise.resolve(asked > 4));
      await page.getByRole("button", { name: "Pause" }).click();
      await page.getByText("Paused.").waitFor();
      isHeld = false;
      await page.locator("#file-list .badge", { hasText: "%" }).first().waitFor({ state: "detached" });
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByText("Everything is ready.").waitFor();
      assert.equal(wasTriedTooSoon, false);
      assert.deepEqual(await statesOf(server), [{ title: "A walk", completed: true, files: 8, pictures: 8 }]);
    });
  });
}
