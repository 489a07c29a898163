import assert from "node:assert/strict";
import { Browser } from "../../support/browser.ts";
import { answer, serverTest, type TestServer } from "../../support/server.ts";

const NOTHING = "00000000-0000-0000-0000-000000000000";
const LOCAL = { OAUTH_PROVIDER: "local" };
const FRENCH_PAGE = { "Accept": "text/html,*/*;q=0.8", "Accept-Language": "fr" };

/** The page that somebody gets who opens an address; its text without the markup. */
async function open(url: string, headers: Record<string, string> = {}, init: RequestInit = {}) {
  const response = await fetch(url, { redirect: "manual", ...init, headers: { ...FRENCH_PAGE, ...headers } });
  const html = await response.text();
  const text = html.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
  return { status: response.status, headers: response.headers, html, text };
}

serverTest(
  "who comes back from a login that did not work gets a page that says why, programs JSON",
  async ({ url }) => {
    const address = `${url}/api/auth/redirect?state=unknown`;
    const page = await open(address);
    assert.equal(page.status, 403);
    assert.match(page.html, /^<!DOCTYPE html>\s*<html lang="fr"/i);
    assert.match(page.text, /Impossible de terminer la connexion/);
    assert.match(page.text, /Cette connexion n’a pas été commencée ici/);
    assert.match(page.text, /Essayez de vous reconnecter/);

    const { message, status_code } = await answer(fetch(address, { headers: { "Accept-Language": "fr" } }), 403);
    assert.deepEqual({ message, status_code }, { message: "Impossible de terminer la connexion", status_code: 403 });
  },
  LOCAL,
);

serverTest("a link to another site gets an error page", async ({ url }) => {
  for (const path of ["/login", "/api/auth/login", "/api/auth/logout"]) {
    const page = await open(`${url}${path}?next_url=https://evil.example.org/`);
    assert.equal(page.status, 400, path);
    assert.match(page.text, /Le paramètre `next_url` mène à un autre site/, path);
    assert.doesNotMatch(page.html, /evil\.example\.org/, path);
  }
}, LOCAL);

serverTest("a claim link without a token, or with somebody else's, gets an error page", async (server) => {
  const claim = `${server.url}/api/auth/tokens`;
  const unknown = await open(`${claim}/${NOTHING}/claim`, server.defaultAccount);
  assert.equal(unknown.status, 404);
  assert.match(unknown.text, /Impossible de trouver le jeton/);

  const { id } = await answer(fetch(`${claim}/generate`, { method: "POST" }));
  const claimed = await open(`${claim}/${id}/claim`, server.defaultAccount, { method: "POST" });
  assert.equal(claimed.headers.get("Location"), `${server.url}/token-accepted`);
  const again = await open(`${claim}/${id}/claim`, server.defaultAccount);
  assert.equal(again.headers.get("Location"), `${server.url}/token-accepted`);
  const foreign = await open(`${claim}/${id}/claim`, await server.account("bob"));
  assert.equal(foreign.status, 403);
  assert.match(foreign.text, /Le jeton appartient déjà à un autre compte/);
}, LOCAL);

serverTest("the rest of the API answers browsers in JSON", async ({ url }) => {
  const response = await fetch(`${url}/api/users/${NOTHING}`, { headers: FRENCH_PAGE });
  assert.equal(response.headers.get("Content-Type"), "application/json");
  assert.deepEqual(await answer(response, 404), { message: "Impossible de trouver le compte", status_code: 404 });
}, LOCAL);

serverTest("after too many wrong passwords, a page says how long to wait", async (server) => {
  const { status, headers, text } = await guessUntilRefused(server);
  assert.equal(status, 429);
  const seconds = headers.get("Retry-After")!;
  assert.match(seconds, /^[1-9]\d*$/);
  assert.ok(text.includes(`Trop de tentatives de connexion, réessayez dans ${seconds} s`), text);
}, LOCAL);

async function guessUntilRefused({ url }: TestServer) {
  const browser = new Browser(url, FRENCH_PAGE);
  for (let guess = 0; guess < 50; guess++) {
    const response = await browser.submit("/login", { name: "ana", password: `guess ${guess}` });
    const text = await response.text();
    if (response.status !== 401) return { status: response.status, headers: response.headers, text };
    assert.match(text, /Nom ou mot de passe incorrect/);
  }
  return assert.fail("Nobody stopped the guesses");
}
