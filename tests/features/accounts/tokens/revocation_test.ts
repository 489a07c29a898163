/** How tokens end: by themselves, one by one, all at once, and with everything else that lets somebody in. */
import assert from "node:assert/strict";
import { hashPassword } from "../../../../src/features/accounts/local/argon2.ts";
import { setPassword } from "../../../../src/features/accounts/local/queries.ts";
import { Browser } from "../../../support/browser.ts";
import { answer, serverTest, type TestServer } from "../../../support/server.ts";

const JSON_BODY = { "Content-Type": "application/json" };
const PASSWORD = "a long sentence with spaces";

async function statusOf(server: TestServer, headers: Record<string, string>): Promise<number> {
  const response = await fetch(`${server.url}/api/users/me`, { headers, redirect: "manual" });
  await response.body?.cancel();
  return response.status;
}

function makeToken(server: TestServer, headers: Record<string, string>, body: unknown) {
  return answer(fetch(`${server.url}/api/users/me/tokens`, {
    method: "POST",
    headers: { ...headers, ...JSON_BODY },
    body: JSON.stringify(body),
  }));
}

serverTest("A token ends when it was made to", async (server) => {
  const owner = await server.account("owner");
  const { id, jwt_token, expires_at } = await makeToken(server, owner, { description: "a", expires_in: 60 });
  assert.ok(Math.abs(Date.parse(expires_at) - Date.now() - 60_000) < 30_000, expires_at);
  const headers = { Authorization: `Bearer ${jwt_token}` };
  assert.equal(await statusOf(server, headers), 200);
  await server.sql`UPDATE tokens SET expires_at = now() - interval '1 second' WHERE id = ${id}`;
  assert.equal(await statusOf(server, headers), 403);
  assert.equal(await statusOf(server, owner), 200);
});

serverTest("All tokens of an account are revoked at once, those of others stay", async (server) => {
  const owner = await server.account("owner"), other = await server.account("other");
  const { jwt_token } = await makeToken(server, owner, {});
  const revoked = await answer(fetch(`${server.url}/api/users/me/tokens`, { method: "DELETE", headers: owner }));
  assert.deepEqual(revoked, { message: "tokens revoked", count: 2 });
  assert.equal(await statusOf(server, owner), 403);
  assert.equal(await statusOf(server, { Authorization: `Bearer ${jwt_token}` }), 403);
  assert.equal(await statusOf(server, other), 200);
});

async function logIn(server: TestServer): Promise<{ browser: Browser; token: Record<string, string> }> {
  const token = await server.account("alice");
  const [account] = await server.sql<{ id: string }[]>`SELECT id FROM accounts WHERE name = 'alice'`;
  await setPassword(server.sql, account!.id, { login: "alice", hash: await hashPassword(PASSWORD) });
  const browser = new Browser(server.url);
  await browser.submit("/login", { name: "alice", password: PASSWORD });
  return { browser, token };
}

serverTest("A new password and logging out everywhere end tokens too", async (server) => {
  const { browser, token } = await logIn(server);
  const password = "another sentence with spaces";
  const changed = await browser.submit("/account", {
    action: "password",
    current: PASSWORD,
    password,
    again: password,
  });
  assert.equal(changed.status, 200);
  assert.equal(await statusOf(server, token), 403);
  const session = { Cookie: `session=${browser.cookie("session")}` };
  const { jwt_token } = await makeToken(server, session, {});
  const later = { Authorization: `Bearer ${jwt_token}` };
  assert.equal(await statusOf(server, later), 200);
  await browser.submit("/account", { action: "end-sessions" });
  assert.equal(await statusOf(server, later), 403);
}, { OAUTH_PROVIDER: "local" });

serverTest(
  "A token is shown to a session, not to who has another token; it never becomes a session",
  async (server) => {
    const { browser, token } = await logIn(server);
    const session = { Cookie: `session=${browser.cookie("session")}` };
    const { id } = await makeToken(server, session, {});
    const url = `${server.url}/api/users/me/tokens/${id}`;
    assert.match((await answer(fetch(url, { headers: session }))).jwt_token, /^ey/);
    assert.equal((await answer(fetch(url, { headers: token }))).jwt_token, undefined);
    const accepted = await fetch(`${server.url}/api/users/me/accept_tos`, { method: "POST", headers: token });
    assert.equal(accepted.headers.get("Set-Cookie"), null);
    await answer(accepted);
  },
  { OAUTH_PROVIDER: "local" },
);

serverTest("No page of another site logs somebody out", async (server) => {
  const { browser } = await logIn(server);
  const Cookie = `session=${browser.cookie("session")}`;
  const logOut = async (method: string, headers: Record<string, string>) => {
    const init = { method, headers: { Cookie, ...headers }, redirect: "manual" as const };
    const response = await fetch(`${server.url}/api/auth/logout`, init);
    await response.body?.cancel();
    return response.status;
  };
  const evil = "https://evil.example";
  assert.equal(await logOut("GET", { "Sec-Fetch-Site": "cross-site" }), 403);
  assert.equal(await logOut("GET", { "Sec-Fetch-Site": "cross-site", Referer: `${evil}/` }), 403);
  assert.equal(await logOut("POST", { "Sec-Fetch-Site": "cross-site", Origin: evil }), 403);
  assert.equal(await statusOf(server, { Cookie }), 200);
  assert.equal(await logOut("GET", { "Sec-Fetch-Site": "cross-site", Referer: "https://site.example/x" }), 202);
  assert.notEqual(await statusOf(server, { Cookie }), 200);
}, { OAUTH_PROVIDER: "local", API_WEBSITE_URL: "https://site.example" });
