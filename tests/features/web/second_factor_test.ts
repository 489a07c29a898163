/** Codes as second factor, on the pages: setting up, logging in, recovering, turning off, and who has to have one. */
import assert from "node:assert/strict";
import { onlyRow } from "../../../src/core/db/rows.ts";
import { hashPassword, resetSecondFactor } from "../../../src/features/accounts/mod.ts";
import { codeOf, stepAt } from "../../../src/features/accounts/second_factor/totp.ts";
import { Browser } from "../../support/browser.ts";
import { answer, serverTest, type TestServer } from "../../support/server.ts";

const PASSWORD = "a long password";
const HASH = await hashPassword(PASSWORD);
const PAGE = "/account/second-factor";

async function makeLogin({ sql }: TestServer, name: string, role = "user"): Promise<string> {
  const { id } = onlyRow(
    await sql<{ id: string }[]>`INSERT INTO accounts (name, role) VALUES (${name}, ${role}) RETURNING id`,
  );
  await sql`INSERT INTO local_logins (account_id, login, password_hash) VALUES (${id}, ${name.toLowerCase()}, ${HASH})`;
  return id;
}

function factorTest(
  name: string,
  body: (server: TestServer, browser: Browser, account: string) => Promise<void>,
  { role = "user", ...variables }: Record<string, string> = {},
): void {
  serverTest(name, async (server) => {
    const account = await makeLogin(server, "Ana", role);
    await body(server, newBrowser(server), account);
  }, { OAUTH_PROVIDER: "local", ...variables });
}

const newBrowser = (server: TestServer) => new Browser(server.url, { Accept: "text/html" });
const logIn = (browser: Browser) => browser.submit("/login", { name: "Ana", password: PASSWORD });

async function assertStatus(response: Response | Promise<Response>, status: number): Promise<string> {
  const got = await response;
  const text = await got.text();
  assert.equal(got.status, status, text);
  return text;
}

const nameOf = async (browser: Browser) => (await answer(browser.send("/api/users/me"))).name;

async function assertAnonymous(browser: Browser): Promise<void> {
  assert.match((await browser.visit("/account")).steps.at(-1)!.path, /^\/login/);
}

/** Forgets which codes were used, as time does: tests do not wait for the next one. */
async function letTimePass({ sql }: TestServer): Promise<void> {
  await sql`UPDATE second_factors SET last_step = 0`;
}

const codeNow = (secret: string, offset = 0) => codeOf(secret, stepAt(Date.now()) + offset);

/** Sets codes up in a browser that is logged in. */
async function setUp(server: TestServer, browser: Browser): Promise<{ secret: string; recoveryCodes: string[] }> {
  const page = await assertStatus(browser.submit(PAGE, { action: "begin", current: PASSWORD }), 200);
  assert.match(page, /<svg[^]*<\/svg>/);
  const secret = /id="totp-key">([A-Z2-7 ]+)</.exec(page)![1]!.replaceAll(" ", "");
  const done = await assertStatus(browser.submit(PAGE, { action: "confirm", code: codeNow(secret) }), 200);
  await letTimePass(server);
  return { secret, recoveryCodes: [...done.matchAll(/<code>([A-Z2-7-]{19})<\/code>/g)].map(([, code]) => code!) };
}

factorTest(
  "a login asks for a code once one was right, each code counts once, and other sessions end",
  async (server, browser, account) => {
    await assertStatus(logIn(browser), 303);
    const elsewhere = newBrowser(server);
    await assertStatus(logIn(elsewhere), 303);
    await assertStatus(browser.submit(PAGE, { action: "begin", current: "wrong" }), 400);
    const page = await assertStatus(browser.submit(PAGE, { action: "begin", current: PASSWORD }), 200);
    const first = /id="totp-key">([A-Z2-7 ]+)</.exec(page)![1]!.replaceAll(" ", "");
    await assertStatus(browser.submit(PAGE, { action: "confirm", code: "000000" }), 400);
    await assertStatus(logIn(newBrowser(server)), 303);
    assert.equal(await nameOf(elsewhere), "Ana", "nothing counts before the first right code");

    const { secret, recoveryCodes } = await setUp(server, browser);
    assert.notEqual(secret, first);
    assert.equal(new Set(recoveryCodes).size, 10);
    await assertAnonymous(elsewhere);
    assert.equal(await nameOf(browser), "Ana");
    assert.ok(!(await assertStatus(browser.send(PAGE), 200)).includes(recoveryCodes[0]!), "shown once");
    const stored = JSON.stringify([
      await server.sql`SELECT encode(encrypted_secret, 'escape') AS text FROM second_factors`,
      await server.sql`SELECT encode(code_hash, 'escape') AS text FROM recovery_codes`,
    ]);
    for (const plain of [secret, recoveryCodes[0]!]) assert.ok(!stored.includes(plain));

    const phone = newBrowser(server);
    const step = await logIn(phone);
    await assertStatus(step, 303);
    assert.equal(new URL(step.headers.get("Location")!, server.url).pathname, "/login/code");
    assert.equal(phone.cookie("session"), undefined);
    await assertAnonymous(phone);
    assert.match(await assertStatus(phone.send("/login/code"), 200), /autocomplete="one-time-code"/);
    await assertStatus(phone.submit("/login/code", { code: "000000" }), 401);
    const code = codeNow(secret);
    const twin = phone.copy();
    await assertStatus(phone.submit("/login/code", { code: ` ${code.slice(0, 3)} ${code.slice(3)} ` }), 303);
    assert.equal(await nameOf(phone), "Ana");
    await assertStatus(twin.submit("/login/code", { code }), 401);
    await assertStatus(twin.submit("/login/code", { code: codeNow(secret, -1) }), 401);

    const { sessions } = await answer(phone.send("/api/users/me/sessions"));
    assert.deepEqual(
      sessions.map(({ login_method, has_second_factor }: Record<string, unknown>) => [login_method, has_second_factor]),
      [["code", true], ["password", true]],
    );
    const { events } = await answer(
      fetch(`${server.url}/api/admin/audit_log?kind=login`, { headers: server.defaultAccount }),
    );
    assert.equal(events.length, 4, "a password alone is no login");
    assert.equal(events[0].path, "/login/code");
    assert.equal(events[0].account_id, account);
  },
);

factorTest("a recovery code logs in once; new ones replace the old ones", async (server, browser) => {
  await logIn(browser);
  const { secret, recoveryCodes: [first, second] } = await setUp(server, browser);
  const lost = newBrowser(server);
  await logIn(lost);
  await assertStatus(lost.submit("/login/code", { code: first!.toLowerCase() }), 303);
  assert.equal(await nameOf(lost), "Ana");
  assert.match(await assertStatus(lost.send(PAGE), 200), /Unused recovery codes: 9/);
  const thief = newBrowser(server);
  await logIn(thief);
  await assertStatus(thief.submit("/login/code", { code: first! }), 401);
  await assertStatus(browser.submit(PAGE, { action: "renew", code: "000000" }), 400);
  await assertStatus(browser.submit(PAGE, { action: "renew", code: codeNow(secret) }), 200);
  await assertStatus(thief.submit("/login/code", { code: second! }), 401);
  assert.match(await assertStatus(browser.send(PAGE), 200), /Unused recovery codes: 10/);
});

factorTest("guessing codes is slowed down, from wherever", async (server, browser) => {
  await logIn(browser);
  const { secret } = await setUp(server, browser);
  const thief = newBrowser(server);
  await logIn(thief);
  const statuses = [];
  for (let guess = 0; guess < 11; guess++) {
    const response = await thief.copy().submit("/login/code", { code: String(100_000 + guess) });
    await response.body?.cancel();
    statuses.push(response.status);
  }
  assert.deepEqual(statuses, [...Array(10).fill(401), 429]);
  const right = await thief.submit("/login/code", { code: codeNow(secret) });
  assert.ok(Number(right.headers.get("Retry-After")) > 0);
  await assertStatus(right, 429);
});

factorTest(
  "a code without the password is of no use, and a new password ends logins that wait for a code",
  async (server, browser, account) => {
    await logIn(browser);
    const { secret } = await setUp(server, browser);
    const thief = newBrowser(server);
    const step = await thief.submit("/login/code", { code: codeNow(secret) });
    assert.equal(new URL(step.headers.get("Location")!, server.url).pathname, "/login");
    await step.body?.cancel();
    await logIn(thief);
    await server.sql`UPDATE local_logins SET changed_at = now() + interval '1 second' WHERE account_id = ${account}`;
    await assertStatus(thief.submit("/login/code", { code: codeNow(secret) }), 302);
    await assertAnonymous(thief);
  },
);

factorTest(
  "codes are turned off by password and code together; administrators of the server can reset them",
  async (server, browser, account) => {
    await logIn(browser);
    const { secret } = await setUp(server, browser);
    await assertStatus(browser.submit(PAGE, { action: "remove", current: PASSWORD, code: "000000" }), 400);
    await assertStatus(browser.submit(PAGE, { action: "remove", current: "wrong", code: codeNow(secret) }), 400);
    await assertStatus(browser.submit(PAGE, { action: "remove", current: PASSWORD, code: codeNow(secret) }), 200);
    const phone = newBrowser(server);
    await logIn(phone);
    assert.equal(await nameOf(phone), "Ana");

    await setUp(server, phone);
    assert.equal(await resetSecondFactor(server.sql, account), true);
    assert.equal(await resetSecondFactor(server.sql, account), false);
    const later = newBrowser(server);
    await logIn(later);
    assert.equal(await nameOf(later), "Ana");
  },
);

factorTest(
  "administrators who have to have a second factor get nowhere before they set one up",
  async (server, browser) => {
    await assertStatus(logIn(browser), 303);
    for (const path of ["/account", "/admin", "/api/admin/users"]) {
      const { steps } = await browser.visit(path);
      assert.equal(steps.at(-1)!.path, PAGE, path);
    }
    const script = { headers: { Cookie: `session=${browser.cookie("session")}`, Accept: "application/json" } };
    const refusal = await fetch(`${server.url}/api/admin/users`, script);
    assert.match(await assertStatus(refusal, 403), /Administrators of this instance need a second factor/);
    await assertStatus(fetch(`${server.url}/api/users/me/tokens`, { method: "POST", ...script }), 403);
    assert.match(await assertStatus(browser.send(PAGE), 200), /Set one up to continue/);
    const { secret } = await setUp(server, browser);
    await assertStatus(browser.send("/admin"), 200);
    await assertStatus(browser.submit(PAGE, { action: "remove", current: PASSWORD, code: codeNow(secret) }), 400);

    await makeLogin(server, "Bob");
    const bob = newBrowser(server);
    await bob.submit("/login", { name: "Bob", password: PASSWORD });
    await assertStatus(bob.send("/account"), 200);
    await answer(fetch(`${server.url}/api/admin/users`, { headers: server.defaultAccount }));
  },
  { role: "admin", REQUIRE_ADMIN_SECOND_FACTOR: "true" },
);
