/** Where a login may lead. */
import assert from "node:assert/strict";
import { readSettings } from "../../../../src/core/settings/mod.ts";
import { answer } from "../../../support/server.ts";
import { logIn, loginTest } from "./support.ts";

for (
  const foreign of [
    "https://evil.example.org/",
    "//evil.example.org",
    "/\\evil.example.org",
    "\\\\evil.example.org",
    "/\t/evil.example.org",
    "javascript:alert(1)",
    "data:text/html,hello",
    "http://127.0.0.1:1/",
  ]
) {
  loginTest(`next_url may not be ${JSON.stringify(foreign)}`, async (_, browser) => {
    for (const path of ["/api/auth/login", "/api/auth/logout"]) {
      const response = await browser.send(`${path}?next_url=${encodeURIComponent(foreign)}`);
      const { message } = await answer(response, 400);
      assert.match(message, /next_url/);
      assert.equal(response.headers.get("Location"), null);
    }
  });
}

loginTest("next_url may lead to the website of the instance", async (_, browser) => {
  const { response } = await logIn(browser, "https://website.example.org/map?a=1#b");
  assert.equal(response.headers.get("Location"), "https://website.example.org/map?a=1#b");
}, { API_WEBSITE_URL: "https://website.example.org/start" });

loginTest("who has not accepted the terms of service is sent there first, and then on", async (server, browser) => {
  const claim = `${server.url}/api/auth/tokens/${crypto.randomUUID()}/claim`;
  const first = await logIn(browser, claim);
  assert.equal(
    first.response.headers.get("Location"),
    `${server.url}/tos-validation?next_url=${encodeURIComponent(claim)}`,
  );
  assert.equal((await logIn(browser)).response.headers.get("Location"), `${server.url}/tos-validation`);
  await answer(browser.send("/api/users/me/accept_tos", { method: "POST" }));
  assert.equal((await logIn(browser)).response.headers.get("Location"), `${server.url}/`);
}, { API_ENFORCE_TOS_ACCEPTANCE: "true" });

loginTest("next_url may lead to apps and sites that a setting allows, and to no other", async (_, browser) => {
  for (
    const [next, isAllowed] of [
      ["gomaposm://login?x=1", true],
      ["https://editor.example.org/id", true],
      ["https://editor.example.org/id/#map", true],
      ["https://editor.example.org/idx", false],
      ["https://editor.example.org/", false],
      ["http://editor.example.org/id", false],
      ["https://user@editor.example.org/id", false],
      ["fireyak://login", false],
      ["gomaposm.evil://login", false],
    ] as const
  ) {
    const response = await browser.send(`/api/auth/login?next_url=${encodeURIComponent(next)}`);
    await response.body?.cancel();
    assert.equal(response.status, isAllowed ? 302 : 400, next);
  }
  const { response } = await logIn(browser, "gomaposm://login?x=1");
  assert.equal(response.headers.get("Location"), "gomaposm://login?x=1");
}, { API_ALLOWED_RETURN_URLS: "gomaposm://, https://editor.example.org/id" });

for (
  const given of ["javascript:alert(1)", "data:", "blob:x", "editor.example.org", "https://user@editor.example.org"]
) {
  Deno.test(`API_ALLOWED_RETURN_URLS=${given} stops the start`, () => {
    assert.throws(() => readSettings({ API_ALLOWED_RETURN_URLS: given }), /API_ALLOWED_RETURN_URLS should be URLs/);
  });
}
