/**
 * The way of pictures through the pages: a folder is dropped on one, and seen on the map of another. It takes real pictures
 * (`TEST_PICTURES`) and a browser (`TEST_CHROMIUM`); without them there is no test.
 */
import assert from "node:assert/strict";
import { assertQuiet, CHROMIUM, openTab, PATIENCE, saveScreenshot, withBrowser } from "../support/chromium.ts";
import { makePicture, walk } from "../support/pictures.ts";
import { answer, serverTest } from "../support/server.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";
import { clickOnMap, dropFolder } from "./gestures.ts";

const pictures = Deno.env.get("TEST_PICTURES");
const WALK = ["e1.jpg", "e2.jpg", "e3.jpg", "e4.jpg", "e5.jpg"];

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

  serverTest("a file that the server refuses is listed with the reason, and the others arrive", async ({ url }) => {
    await using folder = await temporaryFolder();
    const path = `${folder.path}/A walk`;
    await makeFolder(path);
    await Deno.writeFile(`${path}/nowhere.jpg`, await makePicture({ ...walk(1)[0], latitude: undefined }));
    await withBrowser(async (browser) => {
      const { page } = await openTab(browser, `${url}/upload`);
      await dropFolder(page, "#drop", path);
      await page.getByText("Everything is ready.").waitFor();
      const [problem, ...others] = await page.locator("#problem-list li").allTextContents();
      assert.match(problem, /^nowhere\.jpg.*(GPS|position|coordinates)/i);
      assert.deepEqual(others, []);
      assert.deepEqual(await page.locator("#sequences p").allTextContents(), ["4 pictures"]);
    });
  });
}

if (CHROMIUM && pictures) {
  serverTest("a folder that is dropped on the upload page ends on the map", async ({ url }) => {
    await using folder = await temporaryFolder();
    const path = `${folder.path}/A walk`;
    await Deno.mkdir(path);
    for (const name of WALK) await Deno.copyFile(`${pictures}/${name}`, `${path}/${name}`);
    await Deno.copyFile(`${pictures}/e1.jpg`, `${path}/f1.jpg`);
    await Deno.writeTextFile(`${path}/notes.txt`, "rain");

    await withBrowser(async (browser) => {
      const tab = await openTab(browser, `${url}/upload`);
      const { page } = tab;
      await dropFolder(page, "#drop", path);
      await page.getByText("Everything is ready.").waitFor();
      assert.deepEqual(await page.locator("#problem-list li").allTextContents(), [
        "f1.jpgThe same picture twice",
        "notes.txtNot a JPEG picture",
      ]);
      assert.deepEqual(await page.locator("#sequences h3").allTextContents(), ["A walk"]);
      assert.deepEqual(await page.locator("#sequences p").allTextContents(), ["5 pictures"]);
      await saveScreenshot(page, "upload");

      // Tiles around it are asked for too, and are empty. Only the head says so: the body of one that the map no longer wants
      // may never come.
      const tile = page.waitForResponse((response) =>
        response.url().endsWith(".mvt") && response.ok() && Number(response.headers()["content-length"]) > 0
      );
      await page.getByRole("link", { name: "Show on the map" }).click();
      await tile;

      const { features } = await answer(fetch(`${url}/api/search`));
      const sent = page.waitForResponse((response) => /\/api\/pictures\/[^/]+\/sd\.jpg$/.test(response.url()));
      await clickOnMap(page, features[2].geometry.coordinates);
      assert.ok((await sent).ok());
      await page.waitForURL(new RegExp(`pic=${features[2].id}`), { timeout: PATIENCE });
      // No service is there to tell an address: the position takes its place.
      const [longitude, latitude]: number[] = features[2].geometry.coordinates;
      await page.getByText(`${latitude.toFixed(5)}, ${longitude.toFixed(5)}`).waitFor();
      await saveScreenshot(page, "viewer");
      assertQuiet(tab);
    });
  });
}
