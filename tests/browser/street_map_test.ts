/// <reference lib="dom" />
/** The streets and names of an archive in the data folder, as people see them (`TEST_CHROMIUM`). */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { assertQuiet, CHROMIUM, openTab, PATIENCE, saveScreenshot, withBrowser } from "../support/chromium.ts";
import { archive, RENNES, town } from "../support/pmtiles.ts";
import { makePicture, walk } from "../support/pictures.ts";
import { answer, serverTest, type TestServer } from "../support/server.ts";
import { createUploadSet, sendFile, uploadSetWhenIdle } from "../support/uploads.ts";

interface Feature {
  layer: { id: string };
  properties: Record<string, unknown>;
}
interface ViewerElement extends Element {
  map?: {
    loaded(): boolean;
    getCenter(): { lng: number; lat: number };
    queryRenderedFeatures(options: { layers: string[] }): Feature[];
    getStyle(): { layers: { id: string }[]; sources: Record<string, unknown> };
    getCanvas(): HTMLCanvasElement;
  };
}

const AT = `focus=map&map=15/${RENNES.latitude}/${RENNES.longitude}`;
const BERLIN = { longitude: 13.405, latitude: 52.52 };
const SEQUENCES = [["Été à Berlin", BERLIN], ["À pied", RENNES]] as const;
const NAMES = { "name:de": "Rennes an der Ille", "name:fr": "Rennes la Belle" };

async function install({ storage }: TestServer): Promise<void> {
  await Deno.writeFile(storage.replace(/pictures$/, "basemap.pmtiles"), archive(town(RENNES, "Rennes", NAMES)));
}

/** What the viewer's map has drawn of the streets, once it has drawn all. */
async function drawn(page: Page): Promise<{ layers: string[]; names: unknown[] }> {
  const found = await page.waitForFunction(
    () => {
      const map = document.querySelector<ViewerElement>("pnx-viewer")?.map;
      if (!map?.getStyle || !map.loaded()) return null;
      const layers = map.getStyle().layers.map(({ id }) => id).filter((id) => id.startsWith("streets_"));
      if (layers.length === 0) return { layers: [], names: [] };
      const features = map.queryRenderedFeatures({ layers });
      if (features.length === 0) return null;
      return {
        layers: [...new Set(features.map(({ layer }) => layer.id))],
        names: [
          ...new Set(
            features.filter(({ layer }) => /label|places/.test(layer.id)).map(({ properties }) => properties.name),
          ),
        ],
      };
    },
    undefined,
    { timeout: PATIENCE },
  );
  return (await found.jsonValue()) ?? { layers: [], names: [] };
}

/** Red, green and blue in the middle of the street that goes north, some way from where it crosses the other. */
async function colourOfStreet(page: Page): Promise<number[]> {
  const screenshot = (await page.screenshot()).toString("base64");
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const top = await page.locator("pnx-viewer").evaluate((viewer) => viewer.getBoundingClientRect().top);
  return await page.evaluate(async ([data, x, y]) => {
    const blob = await (await fetch(`data:image/png;base64,${data}`)).blob();
    const bitmap = await createImageBitmap(blob);
    const canvas = new OffscreenCanvas(1, 1).getContext("2d")!;
    canvas.drawImage(bitmap, -Number(x), -Number(y));
    return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  }, [screenshot, Math.round(width / 2), Math.round(top + (height - top) / 2 - 170)] as const);
}

if (CHROMIUM) {
  serverTest("streets, houses, water and names are drawn, light and dark, without another host", async (server) => {
    await install(server);
    await withBrowser(async (browser) => {
      const colours: number[][] = [];
      for (const colorScheme of ["light", "dark"] as const) {
        const tab = await openTab(browser, `${server.url}/?${AT}`, { colorScheme });
        const { layers, names } = await drawn(tab.page);
        for (const layer of ["earth", "water", "buildings", "roads_major", "roads_minor"]) {
          assert.ok(layers.includes(`streets_${layer}`), `${layer} in ${layers}`);
        }
        for (const name of ["Rennes", "Rue du Nord", "Avenue de l’Est"]) {
          assert.ok(names.includes(name), `${name} in ${names}`);
        }
        await saveScreenshot(tab.page, `streets-${colorScheme}`);
        assert.equal(await tab.page.locator(".scale-bar").textContent(), "100 m");
        colours.push(await colourOfStreet(tab.page));
        assertQuiet(tab);
        await tab.page.context().close();
      }
      const [light = [], dark = []] = colours;
      assert.ok(Math.min(...light) > 200 && Math.max(...dark) < 130, `${light} and ${dark}`);
    });
  });

  serverTest("the search finds sequences and towns, and the map goes there, without another host", async (server) => {
    for (const [seed, [title, place]] of SEQUENCES.entries()) {
      const set = await createUploadSet(server, { title });
      for (const [index, options] of walk(2, { ...place, seed: 10 * seed }).entries()) {
        await answer(sendFile(server, set, { name: `${index}.jpg`, bytes: await makePicture(options) }), 202);
      }
      await answer(fetch(`${server.url}/api/upload_sets/${set}/complete`, { method: "POST" }));
      await uploadSetWhenIdle(server, set);
    }
    await withBrowser(async (browser) => {
      const tab = await openTab(browser, `${server.url}/?focus=map&map=3/0/0`);
      const { page } = tab;
      const field = page.locator("#pnx-widget-search-bar-input");
      for (
        const [typed, result, { longitude, latitude }] of [
          ["ETE A", "Été à Berlin", BERLIN],
          ["munch", "München", { longitude: 11.575, latitude: 48.137 }],
        ] as const
      ) {
        await field.fill(typed);
        const found = page.locator("#pnx-widget-search-bar .sb-result").filter({ hasText: result }).first();
        await found.waitFor();
        await saveScreenshot(page, `search-${typed.length}`);
        await found.click();
        await page.waitForFunction(
          ([longitude, latitude]) => {
            const map = document.querySelector<ViewerElement>("pnx-viewer")?.map;
            const { lng, lat } = map?.getCenter?.() ?? { lng: 0, lat: 0 };
            return Math.hypot(lng - longitude, lat - latitude) < 0.02;
          },
          [longitude, latitude] as const,
          { timeout: PATIENCE },
        );
      }
      await page.locator("pnx-widget-legend").getByText("GeoNames").waitFor();
      assertQuiet(tab);
    });
  });
}
