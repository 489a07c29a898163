/// <reference lib="dom" />
/** The official web viewer, unmodified, on a page of another site (`TEST_CHROMIUM`): it has nothing of this server but its API. */
import assert from "node:assert/strict";
import { CHROMIUM, openTab, PATIENCE, type Tab, withBrowser } from "../support/chromium.ts";
import { makePicture, walk } from "../support/pictures.ts";
import { answer, serverTest, type TestServer } from "../support/server.ts";
import { createUploadSet, sendFile, uploadSetWhenIdle } from "../support/uploads.ts";

const VIEWER = new URL("../../node_modules/@panoramax/web-viewer/build/", import.meta.url);
const RENNES = { longitude: -1.6778, latitude: 48.1173 };

interface ViewerElement extends Element {
  map?: {
    loaded(): boolean;
    queryRenderedFeatures(options: { layers: string[] }): unknown[];
    getStyle(): { layers: { id: string }[] };
  };
}

/** A site of its own with the viewer's files as its package has them, and one page. */
function viewerSite(body: string) {
  return Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/style.json") return Response.json({ version: 8, sources: {}, layers: [] });
    if (pathname !== "/") {
      const file = await Deno.open(new URL(`.${pathname}`, VIEWER));
      const type = pathname.endsWith(".css") ? "text/css" : pathname.endsWith(".js") ? "text/javascript" : "";
      return new Response(file.readable, { headers: type ? { "Content-Type": type } : {} });
    }
    const html = `<!doctype html><html lang="en"><title>A town</title><link rel="icon" href="data:,">
      <link rel="stylesheet" href="/index.css"><script defer src="/index.js"></script>${body}`;
    return new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8" } });
  });
}

async function fill(server: TestServer): Promise<void> {
  const set = await createUploadSet(server);
  for (const [index, options] of walk(3, RENNES).entries()) {
    await answer(sendFile(server, set, { name: `${index}.jpg`, bytes: await makePicture(options) }), 202);
  }
  await answer(fetch(`${server.url}/api/upload_sets/${set}/complete`, { method: "POST" }));
  await uploadSetWhenIdle(server, set);
}

if (CHROMIUM) {
  serverTest("the official viewer shows the map on a page of another site, which may read pictures", async (server) => {
    await fill(server);
    const { features: [first] } = await answer(fetch(`${server.url}/api/search?limit=1`));
    // The viewer also looks for presets and names of places on servers that tests cannot reach.
    const complaints = ({ errors }: Tab) => errors.filter((text) => text.includes(server.url) || text.includes("CORS"));
    await using site = viewerSite(
      `<pnx-viewer endpoint="${server.url}/api" map-style="/style.json" style="position: fixed; inset: 0"></pnx-viewer>`,
    );
    await withBrowser(async (browser) => {
      // Another name is another site, not only another port.
      const home = `http://localhost:${site.addr.port}`;
      const tab = await openTab(browser, `${home}/#focus=map&map=17/${RENNES.latitude}/${RENNES.longitude}`);
      await tab.page.waitForFunction(
        () => {
          const map = document.querySelector<ViewerElement>("pnx-viewer")?.map;
          if (!map?.loaded?.()) return false;
          const layers = map.getStyle().layers.map(({ id }) => id).filter((id) => id.includes("pictures"));
          return layers.length > 0 && map.queryRenderedFeatures({ layers }).length > 0;
        },
        undefined,
        { timeout: PATIENCE },
      );
      assert.deepEqual(complaints(tab), []);
      const asked = tab.strangers.filter((url) => url.startsWith(server.url));
      assert.ok(asked.length > 0 && asked.every((url) => url.startsWith(`${server.url}/api`)), asked.join("\n"));

      const files = Object.values<{ href: string }>(first.assets).map(({ href }) => href);
      const statuses = await tab.page.evaluate(
        (files) => Promise.all(files.map(async (file) => (await fetch(file)).status)),
        files,
      );
      assert.deepEqual(statuses, [200, 200, 200], "its scripts may read pictures");
    });
  });
}
