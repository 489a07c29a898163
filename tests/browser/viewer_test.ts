/// <reference lib="dom" />
/** The map and the pictures as people reach them: by links, and in frames of other sites (`TEST_CHROMIUM`). */
import assert from "node:assert/strict";
import type { Frame, Page } from "playwright-core";
import { assertQuiet, CHROMIUM, openTab, PATIENCE, withBrowser } from "../support/chromium.ts";
import { makePicture, walk } from "../support/pictures.ts";
import { answer, serverTest, type TestServer } from "../support/server.ts";
import { createUploadSet, sendFile, uploadSetWhenIdle } from "../support/uploads.ts";

const RENNES = { longitude: -1.6778, latitude: 48.1173 };
const BERLIN = { longitude: 13.405, latitude: 52.52 };

interface ViewerElement extends Element {
  map?: { loaded(): boolean; getCenter(): { lng: number; lat: number }; getZoom(): number };
}

/** A sequence of two pictures in each of two cities. */
async function fill(server: TestServer): Promise<void> {
  for (const [seed, city] of [RENNES, BERLIN].entries()) {
    const set = await createUploadSet(server);
    for (const [index, options] of walk(2, { ...city, seed: 10 * seed }).entries()) {
      await answer(sendFile(server, set, { name: `${index}.jpg`, bytes: await makePicture(options) }), 202);
    }
    await answer(fetch(`${server.url}/api/upload_sets/${set}/complete`, { method: "POST" }));
    await uploadSetWhenIdle(server, set);
  }
}

/** Waits until the map shows a place. @returns its zoom */
async function zoomAt(page: Page, { longitude, latitude }: typeof RENNES): Promise<number> {
  const zoom = await page.waitForFunction(
    ([longitude, latitude]) => {
      const map = document.querySelector<ViewerElement>("pnx-viewer")?.map;
      // The viewer makes a copy of its map's methods only once it has one.
      if (!map?.getCenter) return null;
      const { lng, lat } = map.getCenter();
      return Math.hypot(lng - longitude!, lat - latitude!) < 0.01 && map.getZoom();
    },
    [longitude, latitude],
    { timeout: 60_000 },
  );
  return Number(await zoom.jsonValue());
}

/** Waits until the viewer of a page or a frame has drawn its map. */
async function viewerIsDrawn(frame: Frame): Promise<void> {
  await frame.waitForFunction(
    () => {
      const viewer = document.querySelector<ViewerElement>("pnx-viewer");
      return viewer?.map?.loaded?.() && !viewer.querySelector("pnx-loader[visible]");
    },
    undefined,
    { timeout: PATIENCE },
  );
}

/** A page of another site with the given body. */
function otherSite(body: string) {
  const html = `<!doctype html><html lang="en"><title>A blog</title><link rel="icon" href="data:,">${body}`;
  return Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => new Response(html, { headers: { "Content-Type": "text/html" } }),
  );
}

if (CHROMIUM) {
  serverTest("links to a place and to a picture show it on the map, also in frames of other sites", async (server) => {
    await fill(server);
    const { features } = await answer(fetch(`${server.url}/api/search?bbox=13,52,14,53&limit=1`));
    await withBrowser(async (browser) => {
      const address = `focus=map&map=16/${RENNES.latitude}/${RENNES.longitude}`;
      for (const mark of ["?", "#"]) {
        const tab = await openTab(browser, `${server.url}/${mark}${address}`);
        assert.equal(Math.round(await zoomAt(tab.page, RENNES)), 16);
        assertQuiet(tab);
        await tab.page.context().close();
      }

      const tab = await openTab(browser, `${server.url}/?pic=${features[0].id}`);
      const { page } = tab;
      assert.ok(await zoomAt(page, BERLIN) > 12);
      await page.locator("pnx-button[title=Share]:visible, pnx-button:text('Share'):visible").first().click();
      const code = await page.locator("pnx-share-menu textarea").inputValue();
      assert.match(code, new RegExp(`^<iframe src="${server.url}/embed\\?[^"]*p(ic=)?${features[0].id}`));
      await page.keyboard.press("Escape");
      await page.locator("pnx-share-menu").waitFor({ state: "hidden" });
      assertQuiet(tab);
      await page.context().close();

      // Chromium's private windows keep frames of other sites from storing anything; another port is the same site.
      for (const [host, storage] of [["localhost", "PassingStorage"], ["127.0.0.1", "Storage"]]) {
        await using site = otherSite(`<iframe src="${server.url}/embed?${address}" width="600" height="400"></iframe>`);
        const { page, errors } = await openTab(browser, `http://${host}:${site.addr.port}/`);
        // The page has one frame within it.
        const frame = page.frames()[1]!;
        await viewerIsDrawn(frame);
        assert.equal(await frame.evaluate(() => localStorage.constructor.name), storage);
        assert.deepEqual(errors, []);
        await page.context().close();
      }
    });
  });

  const styles = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, () => {
    const source = { type: "raster", tiles: ["https://tiles.example/{z}/{x}/{y}.png"], tileSize: 256 };
    const style = {
      version: 8,
      sources: { streets: source },
      layers: [{ id: "streets", type: "raster", source: "streets" }],
    };
    return Response.json(style, { headers: { "Access-Control-Allow-Origin": "*" } });
  });
  Deno.test.afterAll(() => styles.shutdown());
  serverTest(
    "the page says which host of a style is not allowed",
    async ({ url }) => {
      await withBrowser(async (browser) => {
        const { page } = await openTab(browser, url);
        await page.getByRole("alert").getByText("its style loads from https://tiles.example").waitFor();
        assert.match(await page.locator("pnx-widget-legend").textContent() ?? "", /^(?!.*geo-commons)/s);
      });
    },
    { API_MAP_STYLE_URL: `http://127.0.0.1:${styles.addr.port}/style.json` },
  );
}
