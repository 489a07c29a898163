/** The first administrator of a new instance. */
import assert from "node:assert/strict";
import { makeSetupLink, SETUP_LIFETIME } from "../../../src/features/accounts/mod.ts";
import { signText } from "../../../src/features/accounts/sessions/signed_text.ts";
import { Browser } from "../../support/browser.ts";
import { answer, serverTest, type TestServer } from "../../support/server.ts";

const LOCAL = { OAUTH_PROVIDER: "local" };
const FIRST = { name: "Ana", password: "a long password", again: "a long password" };
const SECRET = new TextEncoder().encode("the secret key of a test, which is long");

async function linkOf(server: TestServer): Promise<string> {
  const link = await makeSetupLink(server.backend.services, server.url);
  assert.ok(link, "there is a link");
  return link;
}

async function assertStatus(response: Response, status: number): Promise<string> {
  const text = await response.text();
  assert.equal(response.status, status, text);
  return text;
}

serverTest("the setup link creates an administrator, logs them in, and works once", async (server) => {
  const browser = new Browser(server.url);
  const link = await linkOf(server);
  assert.match(await assertStatus(await browser.send(link), 200), /<form method="post">/);
  const made = await browser.submit(link, FIRST);
  await assertStatus(made, 303);
  const me = await answer(browser.send("/api/users/me"));
  assert.equal(me.name, "Ana");
  assert.equal(me.permissions.role, "admin");

  const other = new Browser(server.url);
  await assertStatus(await other.send(link), 403);
  await assertStatus(await other.submit(link, { ...FIRST, name: "Eve" }), 403);
  assert.equal(other.cookie("session"), undefined);
  assert.equal(await makeSetupLink(server.backend.services, server.url), undefined, "no further link is made");
  await assertStatus(await other.submit("/login", { name: "ana", password: FIRST.password }), 303);
}, LOCAL);

serverTest("of two people who use the setup link at once, one succeeds", async (server) => {
  const link = await linkOf(server);
  const statuses = await Promise.all(["Ana", "Eve", "Zoe"].map(async (name) => {
    const response = await new Browser(server.url).submit(link, { ...FIRST, name });
    await response.body?.cancel();
    return response.status;
  }));
  assert.deepEqual(statuses.toSorted(), [303, 403, 403]);
  assert.equal((await server.sql`SELECT FROM accounts WHERE NOT is_default`).length, 1);
}, LOCAL);

serverTest("problems with the form are shown and can be corrected", async (server) => {
  const browser = new Browser(server.url);
  const link = await linkOf(server);
  for (
    const [fields, objection] of [
      [{ name: " " }, "The account needs a name"],
      [{ password: "short", again: "short" }, "The password needs at least 8 characters"],
      [{ name: FIRST.password }, "The password must not be the name of the account"],
      [{ again: "another" }, "The passwords do not match"],
    ] as const
  ) {
    const page = await assertStatus(await browser.submit(link, { ...FIRST, ...fields }), 400);
    assert.ok(page.includes(objection), objection);
    assert.ok(!page.includes(`value="${FIRST.password}" required type="password"`));
  }
  await assertStatus(await browser.submit(link, FIRST), 303);
}, LOCAL);

serverTest("setup links that have expired, are for something else, or are forged, are refused", async (server) => {
  const now = Math.floor(Date.now() / 1000);
  const proofs = [
    signText({}, "set-up link", SECRET, now - SETUP_LIFETIME - 1),
    signText({}, "session", SECRET),
    signText({}, "set-up link", new TextEncoder().encode("another key")),
    "made up",
    "",
  ];
  for (const proof of proofs) {
    const path = `/setup?proof=${proof}`;
    await assertStatus(await new Browser(server.url).send(path), 403);
    await assertStatus(await new Browser(server.url).submit(path, FIRST), 403);
  }
  await assertStatus(await new Browser(server.url).send("/setup"), 403);
  assert.equal((await server.sql`SELECT FROM accounts WHERE NOT is_default`).length, 0);
}, LOCAL);

serverTest("a page of another site cannot use the setup link", async (server) => {
  const response = await new Browser(server.url).submit(await linkOf(server), FIRST, {
    Origin: "https://evil.example.org",
  });
  await assertStatus(response, 403);
  assert.equal((await server.sql`SELECT FROM accounts WHERE NOT is_default`).length, 0);
}, LOCAL);

for (
  const [what, variables] of [["without passwords", { OAUTH_PROVIDER: "none" }], ["read only", {
    ...LOCAL,
    API_READ_ONLY: "true",
  }]] as const
) {
  serverTest(`there is no link on an instance that is ${what}`, async (server) => {
    assert.equal(await makeSetupLink(server.backend.services, server.url), undefined);
  }, variables);
}
