/** How long a session is good, and what its cookies are like. */
import assert from "node:assert/strict";
import { openText, signText } from "../../../../src/features/accounts/sessions/signed_text.ts";
import { assertAnonymous, logIn, loginTest, provider, readMe, SECRET } from "../login/support.ts";

loginTest("a copy of the cookie does not outlive the logout", async (_, browser) => {
  await logIn(browser);
  const thief = browser.copy();
  assert.equal((await readMe(thief)).name, "mireille");
  await browser.visit("/api/auth/logout");
  await assertAnonymous(thief);
});

loginTest("a session is no longer good when its account is gone", async ({ sql }, browser) => {
  await logIn(browser);
  await sql`DELETE FROM accounts WHERE oauth_id IS NOT NULL`;
  await assertAnonymous(browser);
});

loginTest("a session that nobody signed is nobody's", async (_, browser) => {
  await logIn(browser);
  const { id } = await readMe(browser);
  const session = { _permanent: true, account: { id, name: "mireille" }, sid: crypto.randomUUID(), generation: 0 };
  for (const secret of ["another key", ""]) {
    browser.setCookie("session", signText(session, "session", new TextEncoder().encode(secret)));
    await assertAnonymous(browser);
  }
});

loginTest("a session renews itself as long as it is used", async (_, browser) => {
  await logIn(browser);
  const signedAt = () => openText(browser.cookie("session")!, "session", SECRET, 1e9)!.signedAt;
  const fresh = await browser.send("/api/users/me");
  assert.equal(fresh.headers.getSetCookie().length, 0, "not with every answer");
  const { value } = openText(browser.cookie("session")!, "session", SECRET, 60)!;
  const anHourAgo = Math.floor(Date.now() / 1000) - 3600;
  browser.setCookie("session", signText(value, "session", SECRET, anHourAgo));
  await readMe(browser);
  assert.ok(signedAt() > anHourAgo + 3500);
  assert.equal((await readMe(browser)).name, "mireille");
}, { FLASK_PERMANENT_SESSION_LIFETIME: "7200" });

loginTest("an unused session ends", async (_, browser) => {
  await logIn(browser);
  const { value } = openText(browser.cookie("session")!, "session", SECRET, 60)!;
  browser.setCookie("session", signText(value, "session", SECRET, Math.floor(Date.now() / 1000) - 61));
  await assertAnonymous(browser);
}, { FLASK_PERMANENT_SESSION_LIFETIME: "60" });

loginTest("with cookies for a domain and https, all of them say so", async (_, browser) => {
  const { response } = await logIn(browser);
  const made = response.headers.getSetCookie().filter((cookie) => !/max-age=0/i.test(cookie));
  assert.equal(made.length, 3);
  for (const cookie of made) assert.match(cookie, /Domain=example\.org/);
  for (const cookie of made) assert.match(cookie, /Secure/);
  assert.match(made[0], /^session=.*HttpOnly/);
}, {
  FLASK_SESSION_COOKIE_DOMAIN: "example.org",
  FLASK_SESSION_COOKIE_SECURE: "true",
  FLASK_SESSION_COOKIE_HTTPONLY: "true",
});

loginTest("an id token too large for a cookie is left out", async (_, browser) => {
  const random = crypto.getRandomValues(new Uint8Array(4000)).toString();
  provider.user = { ...provider.user, picture: random };
  await logIn(browser);
  assert.ok(browser.cookie("session")!.length < 4000);
  assert.equal((await readMe(browser)).name, "mireille");
  assert.equal((await browser.send("/api/auth/logout")).status, 202);
});
