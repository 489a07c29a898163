/** Drawing what is to be blurred, and looking at what was, in a browser (`TEST_CHROMIUM`; without it there is no test). */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { assertOnlyBlurredInside } from "../core/jpeg/blur/blocks.ts";
import { assertQuiet, CHROMIUM, saveScreenshot, withBrowser } from "../support/chromium.ts";
import { makePicture, walk } from "../support/pictures.ts";
import { answer, serverTest, type TestServer } from "../support/server.ts";
import { until } from "../support/until.ts";
import { createUploadSet, sendFile, uploadSetWhenIdle } from "../support/uploads.ts";
import { assertFits } from "./page_checks.ts";
import { logIn } from "./people.ts";

const WIDTH = 640, HEIGHT = 320;

/** The only picture, as an item. */
async function upload(server: TestServer) {
  const set = await createUploadSet(server);
  const [options] = walk(1, { width: WIDTH, height: HEIGHT });
  await answer(sendFile(server, set, { name: "1.jpg", bytes: await makePicture(options) }), 202);
  await answer(fetch(`${server.url}/api/upload_sets/${set}/complete`, { method: "POST" }));
  await uploadSetWhenIdle(server, set);
  const { features: [item] } = await answer(fetch(`${server.url}/api/search`));
  return item as { id: string; collection: string };
}

/** Where a place of the picture is on the screen. */
async function onScreen(page: Page, x: number, y: number): Promise<[number, number]> {
  const box = (await page.locator("#sheet").boundingBox())!;
  return [box.x + x / WIDTH * box.width, box.y + y / HEIGHT * box.height];
}

async function edges(page: Page): Promise<number[]> {
  return await Promise.all(
    ["Left", "Top", "Right", "Bottom"].map(async (edge) => Number(await page.getByLabel(edge).inputValue())),
  );
}

function assertNear(found: number[], expected: number[]): void {
  assert(found.every((value, index) => Math.abs(value - expected[index]!) <= 3), `${found}, not ${expected}`);
}

if (CHROMIUM) {
  serverTest("parts are drawn by mouse and by keyboard, and blurred", async (server) => {
    const { url } = server, item = await upload(server);
    const hd = async () => await (await fetch(`${url}/api/pictures/${item.id}/hd.jpg`)).bytes();
    const before = await hd();
    const drawn = async () =>
      (await answer(fetch(`${url}/api/collections/${item.collection}/items/${item.id}/blur`, {
        headers: server.defaultAccount,
      }))).drawn;
    await withBrowser(async (browser) => {
      const { tab } = await logIn(browser, server), { page } = tab;
      await page.goto(`${url}/pictures/${item.id}/blur`);
      await page.locator("#sheet .box.new").waitFor({ state: "attached" });
      await page.getByRole("button", { name: "Blur this part" }).click();
      await page.getByText("Draw a rectangle first.").waitFor();

      // From the lower right to the upper left corner.
      await page.mouse.move(...await onScreen(page, 200, 150));
      await page.mouse.down();
      await page.mouse.move(...await onScreen(page, 120, 110), { steps: 3 });
      await page.mouse.up();
      await page.mouse.move(...await onScreen(page, 10, 10));
      assertNear(await edges(page), [120, 110, 200, 150]);
      await saveScreenshot(page, "blur_part");
      await page.getByRole("button", { name: "Blur this part" }).click();
      await page.getByText("This part will be blurred in a moment.").waitFor();
      assert.equal((await drawn()).length, 1);
      await page.locator("#sheet .box.drawn:not(.new)").first().waitFor();

      await page.locator("#sheet").focus();
      await page.keyboard.press("ArrowRight");
      const [left = 0, top = 0, right = 0, bottom = 0] = await edges(page);
      assertNear([(left + right) / 2, (top + bottom) / 2], [WIDTH / 2, HEIGHT / 2]);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Shift+ArrowRight");
      assert.deepEqual(await edges(page), [left, top + 3, right + 3, bottom + 3]);
      // Not beyond the edge.
      for (let pressed = 0; pressed < 80; pressed++) await page.keyboard.press("ArrowDown");
      assert.equal((await edges(page))[3], HEIGHT);
      await page.getByLabel("Left").fill("600");
      await page.getByLabel("Right").fill("636");
      await page.getByRole("button", { name: "Blur this part" }).press("Enter");
      await until(async () => (await drawn()).length === 2);
      assertQuiet(tab);
    });
    await until(async () => (await server.sql`SELECT FROM job_queue`).length === 0);
    const boxes = await drawn();
    assert.deepEqual([boxes[1].x, boxes[1].width], [600, 36]);
    assertOnlyBlurredInside(before, await hd(), boxes);
  }, { OAUTH_PROVIDER: "local" });

  serverTest(
    "parts are drawn with a finger on a phone; what was blurred is shown to administrators",
    async (server) => {
      const { url } = server, item = await upload(server);
      await withBrowser(async (browser) => {
        const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
        const { tab } = await logIn(browser, server, phone), { page } = tab;
        await page.goto(`${url}/pictures/${item.id}/blur`);
        await page.locator("#sheet .box.new").waitFor({ state: "attached" });
        await page.locator("#sheet").scrollIntoViewIfNeeded();
        const session = await page.context().newCDPSession(page);
        const touch = async (type: "touchStart" | "touchMove" | "touchEnd", ...places: [number, number][]) =>
          await session.send("Input.dispatchTouchEvent", { type, touchPoints: places.map(([x, y]) => ({ x, y })) });
        await touch("touchStart", await onScreen(page, 100, 60));
        await touch("touchMove", await onScreen(page, 150, 90));
        await touch("touchMove", await onScreen(page, 180, 120));
        await touch("touchEnd");
        assertNear(await edges(page), [100, 60, 180, 120]);
        await assertFits(page);
        await page.getByRole("button", { name: "Blur this part" }).click();
        await page.getByText("This part will be blurred in a moment.").waitFor();
        await until(async () => (await server.sql`SELECT FROM job_queue`).length === 0);

        await page.goto(`${url}/admin/blurring`);
        await page.locator("#samples .box.drawn").waitFor();
        await page.getByText("Blurred parts: 1").waitFor();
        const box = (await page.locator("#samples .box").boundingBox())!;
        const sheet = (await page.locator("#samples .sheet").boundingBox())!;
        assertNear([(box.x - sheet.x) / sheet.width * WIDTH], [100]);
        await assertFits(page);
        await page.getByLabel("Kind").selectOption("face");
        await page.getByRole("button", { name: "Show" }).click();
        await page.getByText("Nothing of this kind was blurred here.").waitFor();
        await page.getByLabel("Kind").selectOption("drawn");
        await page.getByRole("button", { name: "Show" }).click();
        await page.getByRole("link", { name: "Blur another part" }).click();
        await page.waitForURL(`**/pictures/${item.id}/blur`);
        assertQuiet(tab);
      });
    },
    { OAUTH_PROVIDER: "local" },
  );
}
