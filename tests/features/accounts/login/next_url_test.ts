/** Where a login may lead. */
import assert from "node:assert/strict";
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
