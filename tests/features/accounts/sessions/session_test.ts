/** How long a session is good, and what its cookies are like. */
import assert from "node:assert/strict";
import { onlyRow } from "../../../../src/core/db/rows.ts";
import { watchClock } from "../../../../src/core/steady_clock.ts";
import { forgetOver } from "../../../../src/features/accounts/mod.ts";
import { openText, signText } from "../../../../src/features/accounts/sessions/signed_text.ts";
import { Browser } from "../../../support/browser.ts";
import { answer } from "../../../support/server.ts";
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
  assert.match(made[0]!, /^session=.*HttpOnly/);
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

loginTest(
  "however much it is used, a session ends after its absolute lifetime, and its row goes",
  async ({ sql, backend: { services } }, browser) => {
    await watchClock(sql);
    await logIn(browser);
    await sql`UPDATE sessions SET created_at = now() - interval '3590 seconds'`;
    assert.equal((await readMe(browser)).name, "mireille");
    await sql`UPDATE sessions SET created_at = now() - interval '3601 seconds'`;
    await assertAnonymous(browser);
    await assertAnonymous(browser);
    await logIn(browser);
    await forgetOver(services);
    assert.equal((await sql`SELECT FROM sessions`).length, 1);
    assert.equal((await readMe(browser)).name, "mireille");
  },
  { SESSION_ABSOLUTE_LIFETIME: "3600" },
);

loginTest(
  "a session that is not used ends, whatever its cookie says; use is noted now and then",
  async ({ sql }, browser) => {
    await logIn(browser);
    const secondsSinceUse = async () =>
      onlyRow(
        await sql<{ age: number }[]>`SELECT extract(epoch FROM now() - last_used_at)::float8 AS age FROM sessions`,
      ).age;
    await sql`UPDATE sessions SET last_used_at = now() - interval '50 seconds'`;
    await readMe(browser);
    assert.ok(await secondsSinceUse() > 49, "not at every request");
    await sql`UPDATE sessions SET last_used_at = now() - interval '1000 seconds'`;
    await readMe(browser);
    assert.ok(await secondsSinceUse() < 30);
    await sql`UPDATE sessions SET last_used_at = now() - interval '7201 seconds'`;
    await assertAnonymous(browser);
    await assertAnonymous(browser);
  },
  { FLASK_PERMANENT_SESSION_LIFETIME: "7200" },
);

loginTest("sessions are listed with what tells them apart, and each can be ended", async ({ sql }, browser) => {
  await logIn(browser);
  const phone = new Browser(browser.home, { "User-Agent": `Phone/1 ${"x".repeat(500)}` });
  await logIn(phone);
  provider.user = { sub: "another", preferred_username: "paul" };
  const stranger = new Browser(browser.home);
  await logIn(stranger);

  const list = async (of: Browser) => (await answer(of.send("/api/users/me/sessions"))).sessions;
  const sessions = await list(phone);
  assert.equal(sessions.length, 2);
  assert.deepEqual(sessions.map(({ is_current }: { is_current: boolean }) => is_current), [true, false]);
  assert.match(sessions[0].user_agent, /^Phone\/1 x{192}$/);
  assert.equal(sessions[0].network, "127.0.0.0/24");
  assert.equal(sessions[0].login_method, "oidc");
  assert.equal(sessions[0].has_second_factor, false);
  assert.ok(Date.parse(sessions[0].expires_at) > Date.parse(sessions[0].created_at));

  const end = async (of: Browser, id: string) =>
    (await of.send(`/api/users/me/sessions/${id}`, { method: "DELETE" })).status;
  assert.equal(await end(stranger, sessions[1].id), 404);
  assert.equal((await readMe(browser)).name, "mireille");
  assert.equal(await end(phone, sessions[1].id), 204);
  await assertAnonymous(browser);
  assert.equal(await end(phone, sessions[1].id), 404);

  const elsewhere = phone.copy();
  const { count } = await answer(stranger.send("/api/users/me/sessions", { method: "DELETE" }));
  assert.equal(count, 0, "none but the own one");
  assert.equal((await readMe(elsewhere)).name, "mireille");
  await logIn(browser);
  assert.equal((await answer(browser.send("/api/users/me/sessions", { method: "DELETE" }))).count, 1);
  await assertAnonymous(stranger);
  assert.equal((await readMe(browser)).name, "paul");
  assert.equal((await sql`SELECT FROM sessions`).length, 2);
});
