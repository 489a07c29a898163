/** Passkeys over HTTP, with an authenticator in software. */
import assert from "node:assert/strict";
import { onlyRow } from "../../../../src/core/db/rows.ts";
import { hashPassword } from "../../../../src/features/accounts/mod.ts";
import { notePasskeyUse } from "../../../../src/features/accounts/passkeys/queries.ts";
import { Authenticator } from "../../../support/authenticator.ts";
import { Browser } from "../../../support/browser.ts";
import { answer, serverTest, type TestServer } from "../../../support/server.ts";

const PASSWORD = "a long password";
const HASH = await hashPassword(PASSWORD);

/** A server by name: passkeys belong to host names. */
function passkeyTest(name: string, body: (server: TestServer, origin: string) => Promise<void>): void {
  serverTest(name, async (server) => {
    for (const name of ["ana", "bob"]) {
      const { id } = onlyRow(
        await server.sql<{ id: string }[]>`INSERT INTO accounts (name) VALUES (${name}) RETURNING id`,
      );
      await server.sql`INSERT INTO local_logins (account_id, login, password_hash) VALUES (${id}, ${name}, ${HASH})`;
    }
    await body(server, server.url.replace("127.0.0.1", "localhost"));
  }, { OAUTH_PROVIDER: "local", PICTURE_PROCESS_THREADS_LIMIT: "0" });
}

async function loggedIn(origin: string, name = "ana"): Promise<Browser> {
  const browser = new Browser(origin);
  const response = await browser.submit("/login", { name, password: PASSWORD });
  await response.body?.cancel();
  assert.equal(response.status, 303);
  return browser;
}

function post(browser: Browser, path: string, body: unknown = {}): Promise<Response> {
  return browser.send(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

const optionsFor = (browser: Browser) =>
  answer(post(browser, "/api/users/me/passkeys/options", { password: PASSWORD }));

async function register(browser: Browser, authenticator: Authenticator, name = "my phone") {
  const response = authenticator.create(await optionsFor(browser));
  return await answer(post(browser, "/api/users/me/passkeys", { name, response }));
}

const begin = (browser: Browser) => answer(post(browser, "/api/auth/passkey/options"));
const finish = (browser: Browser, response: unknown, more = {}) =>
  post(browser, "/api/auth/passkey", { response, ...more });

const nameOf = async (browser: Browser) => (await answer(browser.send("/api/users/me"))).name;

passkeyTest("a passkey is registered, named, logs in without a password, and is removed", async (server, origin) => {
  const browser = await loggedIn(origin), elsewhere = await loggedIn(origin), bob = await loggedIn(origin, "bob");
  const phone = new Authenticator(origin);
  assert.equal((await post(browser, "/api/users/me/passkeys/options", { password: "wrong" })).status, 400);
  const { id, name, last_used_at } = await register(browser, phone);
  assert.deepEqual([name, last_used_at], ["my phone", null]);
  assert.equal(await nameOf(browser), "ana");
  assert.equal((await elsewhere.send("/api/users/me")).status, 302, "sessions from before end");

  const fresh = new Browser(origin);
  const { location } = await answer(finish(fresh, phone.get(await begin(fresh)), { next_url: "/account" }));
  assert.equal(location, `${origin}/account`);
  assert.equal(await nameOf(fresh), "ana");
  const { sessions: [session] } = await answer(fresh.send("/api/users/me/sessions"));
  assert.deepEqual([session.login_method, session.has_second_factor], ["passkey", true]);

  const change = (of: Browser, method: string, body?: unknown) =>
    of.send(`/api/users/me/passkeys/${id}`, {
      method,
      headers: { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  assert.equal((await change(bob, "PATCH", { name: "mine" })).status, 404);
  assert.equal((await change(bob, "DELETE")).status, 404);
  assert.equal((await change(fresh, "PATCH", { name: " old phone " })).status, 204);
  const { passkeys } = await answer(fresh.send("/api/users/me/passkeys"));
  assert.deepEqual(passkeys.map(({ name }: { name: string }) => name), ["old phone"]);
  assert.ok(passkeys[0].last_used_at);
  assert.deepEqual((await answer(bob.send("/api/users/me/passkeys"))).passkeys, []);

  const known = await loggedIn(origin);
  assert.equal((await change(known, "DELETE")).status, 403, "who only knows the password removes no passkey");
  assert.equal((await post(known, "/api/users/me/passkeys/options", { password: PASSWORD })).status, 403);
  assert.equal((await change(fresh, "DELETE")).status, 204);
  const late = new Browser(origin);
  assert.equal((await finish(late, phone.get(await begin(late)))).status, 400);
  const { events } = await answer(fetch(`${server.url}/api/admin/audit_log`, { headers: server.defaultAccount }));
  const kinds = events.map(({ kind, path }: Record<string, string>) => `${kind} ${path}`);
  for (const event of ["login /api/auth/passkey", "login_failed /api/auth/passkey", "account /api/users/me/passkeys"]) {
    assert.ok(kinds.includes(event), `${event} in ${kinds}`);
  }
});

passkeyTest(
  "an answer counts once, for its challenge, its browser, its origin and a verified user",
  async (_, origin) => {
    const browser = await loggedIn(origin);
    const phone = new Authenticator(origin);
    await register(browser, phone);

    const fresh = new Browser(origin);
    const options = await begin(fresh);
    const twin = fresh.copy(), stranger = new Browser(origin);
    const response = phone.get(options);
    assert.equal((await finish(stranger, response)).status, 400, "a browser that was not asked");
    const tampered = {
      ...response,
      response: { ...response.response, signature: response.response.signature.slice(0, -4) + "AAAA" },
    };
    assert.equal((await finish(twin.copy(), tampered)).status, 400);
    assert.equal((await finish(fresh, response)).status, 200);
    assert.equal((await finish(twin, response)).status, 400, "used before");

    const another = new Browser(origin);
    assert.equal(
      (await finish(another, phone.get({ ...await begin(another), challenge: options.challenge }))).status,
      400,
    );
    const counted = new Browser(origin);
    assert.equal(
      (await finish(counted, phone.get(await begin(counted), { counter: 1 }))).status,
      400,
      "a copied authenticator",
    );

    const evil = new Authenticator("https://evil.example.org");
    const registered = evil.create(await optionsFor(browser));
    assert.equal((await post(browser, "/api/users/me/passkeys", { name: "x", response: registered })).status, 400);
    const careless = new Authenticator(origin, false).create(await optionsFor(browser));
    assert.equal((await post(browser, "/api/users/me/passkeys", { name: "x", response: careless })).status, 400);
    const late = new Authenticator(origin).create(await optionsFor(browser));
    assert.equal((await post(browser, "/api/users/me/passkeys", { name: "x", response: late })).status, 200);
    assert.equal((await post(browser, "/api/users/me/passkeys", { name: "x", response: late })).status, 400);
  },
);

passkeyTest(
  "tokens register no passkeys, deactivated accounts log in with none, and nonsense is 400",
  async (server, origin) => {
    const browser = await loggedIn(origin);
    const phone = new Authenticator(origin);
    await register(browser, phone);
    const { jwt_token } = await answer(post(browser, "/api/users/me/tokens"));
    const byToken = await fetch(`${origin}/api/users/me/passkeys/options`, {
      method: "POST",
      headers: { Authorization: `Bearer ${jwt_token}`, "Content-Type": "application/json" },
      body: JSON.stringify({ password: PASSWORD }),
    });
    await byToken.body?.cancel();
    assert.equal(byToken.status, 403);
    for (
      const body of [{}, { response: {} }, { response: { id: "a", rawId: "a", type: "public-key", response: {} } }]
    ) {
      assert.equal((await post(new Browser(origin), "/api/auth/passkey", body)).status, 400);
    }
    await server.sql`INSERT INTO deactivated_accounts (account_id) SELECT id FROM accounts WHERE name = 'ana'`;
    const fresh = new Browser(origin);
    assert.equal((await finish(fresh, phone.get(await begin(fresh)))).status, 400);
    assert.equal((await post(new Browser(server.url), "/api/auth/passkey/options")).status, 400, "an IP address");
  },
);

passkeyTest(
  "after the clock was put back, a passkey logs in, and no challenge counts twice",
  async (server, origin) => {
    const browser = await loggedIn(origin), phone = new Authenticator(origin);
    await register(browser, phone);
    const future = Date.now() + 70 * 365 * 86_400_000;
    await server.sql`UPDATE passkeys SET last_challenge_at = ${future}`;
    const fresh = new Browser(origin);
    const signed = phone.get(await begin(fresh));
    const cookie = fresh.cookie("passkey_challenge");
    assert.ok(cookie);
    await answer(finish(fresh, signed));
    assert.equal(await nameOf(fresh), "ana");
    const replayed = await fetch(`${origin}/api/auth/passkey`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Cookie: `passkey_challenge=${cookie}` },
      body: JSON.stringify({ response: signed }),
    });
    await answer(replayed, 400);
    const [{ id } = { id: "" }] = await server.sql<{ id: string }[]>`SELECT id FROM passkeys`;
    assert.equal(await notePasskeyUse(server.sql, id, { counter: 9, challengedAt: future }), false, "from before");
  },
);
