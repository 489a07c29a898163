/// <reference lib="dom" />
/**
 * STAC Browser, built from its package without changes, on a site of its own (`TEST_CHROMIUM`, `TEST_STAC_BROWSER`: its folder
 * `dist`, see docs/compatibility.md). Not part of CI: the build takes minutes.
 */
import assert from "node:assert/strict";
import { CHROMIUM, openTab, withBrowser } from "../support/chromium.ts";
import { uploadWalk } from "../support/instances.ts";
import { answer, serverTest } from "../support/server.ts";
import { uploadSetWhenIdle } from "../support/uploads.ts";

const DIST = Deno.env.get("TEST_STAC_BROWSER");

/** Its files, and its page for every other address, as it asks for. */
function browserSite(dist: string) {
  const types: Record<string, string> = { css: "text/css", js: "text/javascript", svg: "image/svg+xml" };
  return Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const { pathname } = new URL(request.url);
    const extension = pathname.split(".").at(-1) ?? "";
    const bytes = await Deno.readFile(dist + pathname).catch(() => undefined);
    if (bytes) {
      return new Response(bytes, { headers: { "Content-Type": types[extension] ?? "application/octet-stream" } });
    }
    return new Response(await Deno.readFile(`${dist}/index.html`), { headers: { "Content-Type": "text/html" } });
  });
}

if (CHROMIUM && DIST) {
  serverTest("STAC Browser lists collections, and shows one with its items and their files", async (server) => {
    const { setId, pictures } = await uploadWalk(server, 2);
    await uploadSetWhenIdle(server, setId);
    const { collections: [collection] } = await answer(fetch(`${server.url}/api/collections`));
    await using site = browserSite(DIST);
    const place = (path: string) =>
      `http://localhost:${site.addr.port}/external/${server.url.replace("//", "/")}/api${path}`;
    await withBrowser(async (browser) => {
      const tab = await openTab(browser, place(""));
      const { page } = tab;
      page.setDefaultTimeout(20_000);
      const link = (path: string) => page.locator(`a[href*="${path}"]`).first();
      await link(`/collections/${collection.id}`).waitFor();
      await page.goto(place(`/collections/${collection.id}`));
      await link(`/items/${pictures[0].id}`).waitFor();
      await page.goto(place(`/collections/${collection.id}/items/${pictures[0].id}`));
      await page.getByText("HD picture").first().waitFor();
      assert.deepEqual(tab.errors.filter((text) => text.includes(server.url) || text.includes("CORS")), []);
      assert.equal(await page.getByText(/could not be loaded/).count(), 0);
    });
  });
}
