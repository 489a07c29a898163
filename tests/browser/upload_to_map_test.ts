/**
 * The way of pictures through the pages: a folder is dropped on one, and seen on the map of another. It takes real pictures
 * (`TEST_PICTURES`) and a browser (`TEST_CHROMIUM`); without them there is no test.
 */
import assert from "node:assert/strict";
import { assertQuiet, CHROMIUM, openTab, PATIENCE, saveScreenshot, withBrowser } from "../support/chromium.ts";
import { answer, serverTest } from "../support/server.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";
import { clickOnMap, dropFolder } from "./gestures.ts";

const pictures = Deno.env.get("TEST_PICTURES");
const WALK = ["e1.jpg", "e2.jpg", "e3.jpg", "e4.jpg", "e5.jpg"];

if (CHROMIUM && pictures) {
  serverTest("a folder that is dropped on the upload page appears on the map", async ({ url }) => {
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
        "A walk/f1.jpgDuplicate of another file",
        "A walk/notes.txtNot a JPEG file",
      ]);
      assert.deepEqual(await page.locator("#sequences h3").allTextContents(), ["A walk"]);
      assert.deepEqual(await page.locator("#sequences p").allTextContents(), ["5 pictures"]);
      await saveScreenshot(page, "upload");

      // Tiles around it are asked for too, and are empty. Only the head says so: the body of one that the map no longer wants
      // may never come. What is compressed has no length.
      const tile = page.waitForResponse((response) => {
        const { "content-length": length, "content-encoding": encoding } = response.headers();
        return response.url().endsWith(".mvt") && response.ok() && (encoding !== undefined || Number(length) > 0);
      });
      await page.getByRole("link", { name: "Show on the map" }).click();
      await tile;

      const { features } = await answer(fetch(`${url}/api/search`));
      const sent = page.waitForResponse((response) => /\/api\/pictures\/[^/]+\/sd\.jpg$/.test(response.url()));
      await clickOnMap(page, features[2].geometry.coordinates);
      assert.ok((await sent).ok());
      await page.waitForURL(new RegExp(`pic=${features[2].id}`), { timeout: PATIENCE });
      // No service is there to tell an address: the position takes its place.
      const [longitude, latitude]: [number, number] = features[2].geometry.coordinates;
      await page.getByText(`${latitude.toFixed(5)}, ${longitude.toFixed(5)}`).waitFor();
      await saveScreenshot(page, "viewer");
      assertQuiet(tab);
    });
  });
}
