/** The language of pages: by the menu, else by the browser. */
import assert from "node:assert/strict";
import { LANGUAGES, speaker } from "../../../src/core/messages/mod.ts";
import { Browser } from "../../support/browser.ts";
import { answer, serverTest } from "../../support/server.ts";

const FRENCH = { "Accept": "text/html", "Accept-Language": "fr" };

async function assertStatus(response: Response, status: number): Promise<void> {
  assert.equal(response.status, status, await response.text());
}

/** What the page at an address says its language is, to browsers and on its menu. */
async function languageAt(browser: Browser, path: string): Promise<{ page: string; language: string }> {
  const response = await browser.send(path);
  const page = await response.text();
  const [, language = ""] = /<html lang="(\w\w)"/.exec(page) ?? [];
  const [, marked] = /value="(\w\w)" lang="\w\w" aria-current="true"/.exec(page) ?? [];
  assert.equal(marked, language, path);
  assert.equal(response.headers.get("Content-Language"), language);
  assert.match(response.headers.get("Vary") ?? "", /Accept-Language.*Cookie/);
  return { page, language };
}

serverTest("the menu of languages wins over the language of the browser, on every page", async ({ url }) => {
  const browser = new Browser(url, FRENCH);
  for (const path of ["/", "/upload", "/nowhere", "/login"]) {
    assert.equal((await languageAt(browser, path)).language, "fr");
  }
  for (const chosen of LANGUAGES) {
    const response = await browser.submit("/language", { language: chosen, next_url: "/upload?a=b#c" });
    await assertStatus(response, 303);
    assert.equal(response.headers.get("Location"), `${url}/upload?a=b#c`);
    for (const path of ["/", "/upload?a=b", "/nowhere", "/login", "/api/docs/swagger"]) {
      const { page, language } = await languageAt(browser, path);
      assert.equal(language, chosen);
      assert.ok(page.includes(`aria-label="${speaker(chosen)("web.main_navigation")}"`), path);
      assert.ok(page.includes(`name="next_url" value="${path}"`), path);
    }
    // Programs, and scripts of pages, say what they want.
    const headers = { "Accept-Language": "fr", "Cookie": `language=${chosen}` };
    const { message } = await answer(fetch(`${url}/api/nothing`, { headers }), 404);
    assert.equal(message, speaker("fr")("http.not_found"));
  }
  assert.equal((await languageAt(new Browser(url, FRENCH), "/upload")).language, "fr");
}, { OAUTH_PROVIDER: "local", API_READ_ONLY: "true" });

serverTest(
  "the choice of a language is a cookie without anything personal, for this instance alone",
  async ({ url }) => {
    const proxy = { "X-Forwarded-Prefix": "/street", "X-Forwarded-Host": "example.org", "X-Forwarded-Proto": "https" };
    const body = new URLSearchParams({ language: "hu" });
    const response = await fetch(`${url}/language`, { method: "POST", body, headers: proxy, redirect: "manual" });
    await assertStatus(response, 303);
    assert.equal(response.headers.get("Location"), "https://example.org/street/");
    const [cookie, ...more] = response.headers.getSetCookie();
    assert.deepEqual(more, []);
    const parts = cookie!.split("; ").sort();
    assert.deepEqual(parts, [
      "HttpOnly",
      "Max-Age=34560000",
      "Path=/street",
      "SameSite=Lax",
      "Secure",
      "__Secure-language_street=hu",
    ]);
  },
  { INFRA_NB_PROXIES: "1" },
);

serverTest("a language that there is not is refused, and so is a way to another site", async ({ url }) => {
  const browser = new Browser(url, FRENCH);
  const refused: Record<string, string>[] = [
    { language: "xx" },
    { language: "" },
    { language: "de", next_url: "https://example.org/" },
    { language: "de", next_url: "//example.org/" },
  ];
  for (const fields of refused) {
    const response = await browser.submit("/language", fields);
    await assertStatus(response, 400);
    assert.deepEqual(response.headers.getSetCookie(), []);
  }
  browser.setCookie("language", "xx");
  assert.equal((await languageAt(browser, "/upload")).language, "fr");
});

serverTest("errors say that they depend on the language", async ({ url }) => {
  for (const path of ["/api/nothing", "/api/collections?limit=none", "/api/search?limit=0"]) {
    const response = await fetch(url + path, { headers: { "Accept-Language": "de" } });
    assert.match(response.headers.get("Vary") ?? "", /Accept-Language/, path);
    await response.body?.cancel();
  }
});
