/** What one address answers to people and to programs. */
import assert from "node:assert/strict";
import { serverTest, type TestServer } from "../../support/server.ts";

const BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
const LOCAL = { OAUTH_PROVIDER: "local" };

async function get({ url }: TestServer, path: string, headers: Record<string, string>) {
  const response = await fetch(url + path, { headers, redirect: "manual" });
  const type = response.headers.get("Content-Type") ?? "";
  return {
    status: response.status,
    headers: response.headers,
    isPage: /^text\/html/.test(type),
    text: await response.text(),
  };
}

serverTest("the main page is the viewer for people, and points programs to the API", async (server) => {
  for (const accept of [BROWSER, "*/*"]) {
    const { status, isPage, text, headers } = await get(server, "/", { Accept: accept });
    assert.deepEqual([status, isPage], [200, true], accept);
    assert.ok(headers.get("Vary")?.split(", ").includes("Accept"), accept);
    assert.match(text, /<pnx-viewer endpoint="\/api"/);
  }
  for (const accept of ["application/json", "application/geo+json, */*;q=0.1"]) {
    const { status, isPage, text } = await get(server, "/", { Accept: accept });
    assert.deepEqual([status, isPage], [200, false], accept);
    const { message, links } = JSON.parse(text);
    assert.equal(message, `The API is at ${server.url}/api`);
    assert.equal(links[0].href, `${server.url}/api`);
    for (const { href } of links) assert.equal((await fetch(href)).status, 200, href);
  }
});

serverTest("unknown addresses get a page for people and JSON for programs", async (server) => {
  for (const path of ["/nothing", "/static", "/allsky/99", "/api/nothing"]) {
    const page = await get(server, path, { "Accept": BROWSER, "Accept-Language": "fr" });
    assert.deepEqual([page.status, page.isPage], [404, true], path);
    assert.match(page.text, /<html lang="fr"[^]*Page introuvable[^]*<a class="button" href="\/">/);
    const json = await get(server, path, { Accept: "application/json" });
    assert.deepEqual([json.status, json.isPage], [404, false], path);
    assert.deepEqual(JSON.parse(json.text), { message: "Not found", status_code: 404 });
  }
});

serverTest("refusals of the API are JSON, whoever asks", async (server) => {
  const { status, isPage } = await get(server, "/api/collections/11111111-2222-3333-4444-555555555555", {
    Accept: BROWSER,
  });
  assert.deepEqual([status, isPage], [404, false]);
});

serverTest("the administration page refuses others, and redirects anonymous visitors to the login", async (server) => {
  const anonymous = await get(server, "/admin", { Accept: BROWSER });
  assert.equal(anonymous.status, 302);
  assert.match(anonymous.headers.get("Location")!, /\/api\/auth\/login\?next_url=.*%2Fadmin$/);
  const other = await get(server, "/admin", { Accept: BROWSER, ...await server.account("Bob") });
  assert.deepEqual([other.status, other.isPage], [403, true]);
  assert.ok(!other.text.includes("report-list"));
}, LOCAL);
