/** The upload page when something goes wrong. It takes a browser (`TEST_CHROMIUM`); without one there is no test. */
import assert from "node:assert/strict";
import { type BlurServer, startBlurServer } from "../support/blur_server.ts";
import { assertBurst, writeBurst } from "../support/bursts.ts";
import { CHROMIUM, openTab, withBrowser } from "../support/chromium.ts";
import { makePicture, walk } from "../support/pictures.ts";
import { present } from "../support/present.ts";
import { serverTest } from "../support/server.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";
import { dropFolder } from "./gestures.ts";

/** Writes a folder of pictures with position and time. */
async function makeFolder(path: string): Promise<void> {
  await Deno.mkdir(path);
  for (const [index, options] of walk(4).entries()) {
    await Deno.writeFile(`${path}/${index}.jpg`, await makePicture(options));
  }
}

if (CHROMIUM) {
  serverTest("files are sent again when the connection breaks, and when the server is busy", async ({ url }) => {
    await using folder = await temporaryFolder();
    const path = `${folder.path}/A walk`;
    await makeFolder(path);
    await withBrowser(async (browser) => {
      const { page, strangers } = await openTab(browser, `${url}/upload`);
      let tries = 0;
      await page.route("**/api/upload_sets/*/files", (route) => {
        tries++;
        if (tries === 1) return route.abort("connectionreset");
        if (tries === 2) return route.fulfill({ status: 503, json: { message: "Busy" } });
        return route.continue();
      });
      await dropFolder(page, "#drop", path);
      await page.getByText("Everything is ready.").waitFor();
      assert.equal(tries, 6);
      assert.equal(await page.locator("#problem-list li").count(), 0);
      assert.deepEqual(await page.locator("#sequences p").allTextContents(), ["4 pictures"]);
      assert.deepEqual(strangers, []);
    });
  });

  serverTest("without a network files wait, and what the server cannot take is not passed over", async (server) => {
    const { url, sql } = server;
    await using folder = await temporaryFolder();
    const path = `${folder.path}/A walk`;
    await makeFolder(path);
    const large = new Uint8Array(300_000);
    large.set([0xff, 0xd8, 0xff]);
    await Deno.writeFile(`${path}/large.jpg`, large);
    await withBrowser(async (browser) => {
      const { page } = await openTab(browser, `${url}/upload`);
      let sent = 0, isFull = true;
      await page.route("**/api/upload_sets/*/files", async (route) => {
        if (sent++ === 0) await page.context().setOffline(true);
        const isFirst = route.request().postDataBuffer()?.includes('filename="0.jpg"');
        if (isFirst && isFull) await route.fulfill({ status: 507, json: { message: "The disk is full" } });
        else await route.continue();
      });
      await dropFolder(page, "#drop", path);
      await page.getByText("The server cannot be reached.").waitFor();
      await page.context().setOffline(false);
      await page.getByText("3 of 4 sent, 1 failed: The disk is full").waitFor();
      const sets = await sql<{ completed: boolean }[]>`SELECT completed FROM upload_sets`;
      assert.deepEqual([...sets], [{ completed: false }]);
      assert.deepEqual(await page.locator("#problem-list li").allTextContents(), [
        "A walk/large.jpgLarger than 250 kB",
      ]);

      isFull = false;
      await page.locator("#send-again").click();
      await page.getByText("Everything is ready.").waitFor();
      assert.equal(await page.locator("#objection").textContent(), "");
      assert.deepEqual(await page.locator("#sequences p").allTextContents(), ["4 pictures"]);
    });
  }, { PICTURE_MAX_BYTES: "250000" });

  const blurServer: BlurServer = startBlurServer();
  Deno.test.afterAll(async () => await blurServer[Symbol.asyncDispose]());
  serverTest("pictures that could not be processed are named with the reason, and are tried again", async ({ url }) => {
    await using folder = await temporaryFolder();
    const path = `${folder.path}/A walk`;
    await makeFolder(path);
    const { answer } = blurServer;
    blurServer.answer = () => new Response("Out of memory", { status: 500 });
    await withBrowser(async (browser) => {
      const { page } = await openTab(browser, `${url}/upload`);
      await dropFolder(page, "#drop", path);
      await page.getByText("0 of 4 ready, 4 failed.").waitFor();
      assert.equal(await page.getByText("Everything is ready.").count(), 0);
      const failures = await page.locator("#failure-list li").allTextContents();
      assert.equal(failures.length, 4);
      assert.match(present(failures[0]), /^0\.jpg.*blur/i);

      blurServer.answer = answer;
      await page.getByRole("button", { name: "Try again" }).click();
      await page.getByText("Everything is ready.").waitFor();
      assert.deepEqual(await page.locator("#sequences p").allTextContents(), ["4 pictures"]);
    });
  }, { API_BLUR_URL: blurServer.url, PICTURE_PROCESS_NB_RETRIES: "0" });

  serverTest("a refused file is listed with the reason, and the others arrive", async ({ url }) => {
    await using folder = await temporaryFolder();
    const path = `${folder.path}/A walk`;
    await makeFolder(path);
    await Deno.writeFile(`${path}/nowhere.jpg`, await makePicture({ ...walk(1)[0], latitude: undefined }));
    await withBrowser(async (browser) => {
      const { page } = await openTab(browser, `${url}/upload`);
      await dropFolder(page, "#drop", path);
      await page.getByText("1 of 5 pictures have no position.").waitFor();
      await page.getByRole("group", { name: "Where they were taken" }).getByLabel("they will be refused").check();
      await page.getByRole("button", { name: "Upload", exact: true }).click();
      await page.getByText("4 pictures are ready; files refused: 1.").waitFor();
      const [problem, ...others] = await page.locator("#problem-list li").allTextContents();
      assert.match(present(problem), /^A walk\/nowhere\.jpg.*(GPS|position|coordinates)/i);
      assert.deepEqual(others, []);
      assert.deepEqual(await page.locator("#sequences p").allTextContents(), ["4 pictures"]);
    });
  });

  serverTest("folders whose files have the same names arrive whole, and warnings are listed once", async (server) => {
    await using folder = await temporaryFolder();
    const path = `${folder.path}/Card`;
    await Deno.mkdir(path);
    for (const [part, options] of walk(2).entries()) {
      await Deno.mkdir(`${path}/${100 + part}GARMN`);
      await Deno.writeFile(`${path}/${100 + part}GARMN/VIRB0000.jpg`, await makePicture(options));
    }
    await withBrowser(async (browser) => {
      const { page } = await openTab(browser, `${server.url}/upload`);
      await dropFolder(page, "#drop", path);
      await page.getByText("Everything is ready.").waitFor();
      assert.equal(await page.locator("#problem-list li").count(), 0);
      const remarks = await page.locator("#remark-list li").allTextContents();
      assert.ok(remarks.some((remark) => /^VIRB0000\.jpg \+1.*No heading/.test(remark)), remarks.join("\n"));
      const files = await server.sql`SELECT file_name FROM files ORDER BY file_name`;
      const names = files.map(({ file_name }) => file_name);
      assert.deepEqual(names, ["Card_100GARMN_VIRB0000.jpg", "Card_101GARMN_VIRB0000.jpg"]);
    });
  });

  serverTest("a burst without subseconds keeps its order and headings", async (server) => {
    await using folder = await temporaryFolder();
    await writeBurst(`${folder.path}/burst`);
    await withBrowser(async (browser) => {
      const { page } = await openTab(browser, `${server.url}/upload`);
      await dropFolder(page, "#drop", `${folder.path}/burst`);
      await page.getByText("Everything is ready.").waitFor();
    });
    await assertBurst(server);
  });
}
