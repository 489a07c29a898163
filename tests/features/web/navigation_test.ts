/** Where the bar at the top of pages leads. */
import assert from "node:assert/strict";
import { speaker } from "../../../src/core/messages/mod.ts";
import { CAMERA, syncClient } from "../syncapi/client.ts";
import { answer, serverTest, type TestServer } from "../../support/server.ts";

/** Paths that the bar leads to. */
async function destinations(
  { url }: TestServer,
  path: string,
  headers: Record<string, string> = {},
): Promise<string[]> {
  const page = await (await fetch(url + path, { headers: { Accept: "text/html", ...headers } })).text();
  const [bar] = /<nav id="menu"[^]*?<\/nav>/.exec(page) ?? assert.fail(page);
  return [...bar.matchAll(/href="([^"]+)"/g)].map(([, address = ""]) => address);
}

serverTest("the bar links to what the caller may use", async (server) => {
  assert.deepEqual(await destinations(server, "/upload"), ["/", "/upload"]);
  assert.deepEqual(await destinations(server, "/upload", await server.account("Bob")), ["/", "/upload", "/account"]);
  const all = ["/", "/upload", "/account", "/admin"];
  assert.deepEqual(await destinations(server, "/upload", server.defaultAccount), all);
}, { OAUTH_PROVIDER: "local" });

serverTest("the bar links to the cameras while there are any to see", async (server) => {
  assert.ok(!(await destinations(server, "/upload")).includes("/allsky"));
  await answer((await syncClient(server)).camera());
  for (const path of ["/", "/upload", "/nowhere"]) {
    assert.ok((await destinations(server, path)).includes("/allsky"), path);
  }
  await server.sql`UPDATE allsky_cameras SET hidden = true WHERE uuid = ${CAMERA}`;
  assert.ok(!(await destinations(server, "/upload")).includes("/allsky"));
});

serverTest("the bar has no link to cameras that the caller may not see", async (server) => {
  await answer((await syncClient(server)).camera());
  assert.ok(!(await destinations(server, "/upload")).includes("/allsky"));
  assert.ok((await destinations(server, "/upload", server.defaultAccount)).includes("/allsky"));
}, { OAUTH_PROVIDER: "local", ALLSKY_REQUIRE_LOGIN: "true" });

serverTest("addresses on pages follow the prefix of a reverse proxy", async (server) => {
  const headers = { "X-Forwarded-Prefix": "/street", "X-Forwarded-Host": "example.org", "X-Forwarded-Proto": "https" };
  assert.deepEqual(await destinations(server, "/upload", headers), ["/street/", "/street/upload"]);
  const page = await (await fetch(`${server.url}/api/docs/swagger`, { headers })).text();
  for (const [, address = ""] of page.matchAll(/(?:src|href)="([^"#]+)"/g)) assert.match(address, /^\/street\//);
  assert.match(page, /"specification":"\/street\/api\/docs\/specs\.json"/);
}, { INFRA_NB_PROXIES: "1" });

serverTest("a page says which language it is in", async ({ url }) => {
  const wanted = { "fr": "fr", "de-AT, en;q=0.5": "de", "es": "es", "hu": "hu", "nl, en": "en" } as const;
  for (const [header, language] of Object.entries(wanted)) {
    const page = await (await fetch(`${url}/upload`, { headers: { "Accept-Language": header } })).text();
    assert.match(page, new RegExp(`<html lang="${language}"`));
    assert.ok(page.includes(`<h1>${speaker(language)("web.upload_pictures")}</h1>`), header);
  }
});
