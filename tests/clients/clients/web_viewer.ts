/** The web viewer of Panoramax on a page of another origin, in Chromium. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { CHROMIUM, openTab, withBrowser } from "../../support/chromium.ts";
import type { Client } from "../client.ts";

const PACKAGE = fileURLToPath(new URL("../../../node_modules/@panoramax/web-viewer/", import.meta.url));
const TYPES: Record<string, string> = {
  css: "text/css",
  js: "text/javascript",
  html: "text/html",
  svg: "image/svg+xml",
};
/** A map without tiles of other servers. */
const STYLE = JSON.stringify({ version: 8, sources: {}, layers: [] });

/** The page of somebody's website, and the files of the package. */
function serveWebsite(page: string): Deno.HttpServer<Deno.NetAddr> {
  return Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/") return new Response(page, { headers: { "Content-Type": "text/html; charset=utf-8" } });
    const bytes = await Deno.readFile(`${PACKAGE}build${pathname}`).catch(() => undefined);
    const type = TYPES[pathname.split(".").at(-1) ?? ""] ?? "application/octet-stream";
    return bytes ? new Response(bytes, { headers: { "Content-Type": type } }) : new Response("", { status: 404 });
  });
}

export const webViewer: Client = {
  name: "@panoramax/web-viewer",
  does: "shows a picture in Chromium, on a page of another origin",
  isIndependent: true,
  async version() {
    if (!CHROMIUM) return undefined;
    return JSON.parse(await Deno.readTextFile(`${PACKAGE}package.json`)).version;
  },
  async run({ url, items: [item] }) {
    assert.ok(item);
    await using website = serveWebsite(`<!doctype html><html lang="en"><head><title>Photos</title>
<link href="index.css" rel="stylesheet"><script defer src="index.js"></script></head><body>
<pnx-viewer style="position: fixed; inset: 0" endpoint="${url}/api" map-style='${STYLE}'></pnx-viewer></body></html>`);
    await withBrowser(async (browser) => {
      const { page } = await openTab(browser, "about:blank");
      const shown = page.waitForResponse((response) =>
        new RegExp(`/api/pictures/${item.id}/(sd|thumb|tiled/)`).test(response.url()) && response.ok()
      );
      // It may fail before it is waited for.
      shown.catch(() => {});
      const { hostname, port } = website.addr;
      await page.goto(`http://${hostname}:${port}/#focus=pic&pic=${item.id}`);
      await shown;
    });
  },
};
