/** The list of accounts, accounts made by administrators, and links by which their owners get in. */
import assert from "node:assert/strict";
import { makeAccountLink } from "../../../../src/features/accounts/mod.ts";
import { Browser } from "../../../support/browser.ts";
import { answer, serverTest, type TestServer } from "../../../support/server.ts";

const LOCAL = { OAUTH_PROVIDER: "local" };
const PASSWORD = { password: "a long password", again: "a long password" };

function administer(
  { url, defaultAccount }: TestServer,
  method: string,
  path: string,
  { body, headers = defaultAccount, status = 200 }: {
    body?: unknown;
    headers?: Record<string, string>;
    status?: number;
  } = {},
) {
  return answer(
    fetch(`${url}/api/admin/${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    }),
    status,
  );
}

async function statusOf(response: Promise<Response>): Promise<number> {
  const got = await response;
  await got.body?.cancel();
  return got.status;
}

serverTest("10,000 accounts are listed page by page, each once, and found by a part of the name", async (server) => {
  await server.sql`
    INSERT INTO accounts (name, created_at) SELECT 'user ' || n, now() - n / 7 * interval '1 s' FROM generate_series(1, 10000) n`;
  await server.sql`INSERT INTO accounts (name) VALUES ('100% _Ana\\')`;
  const seen = new Set<string>();
  let after: string | null = null;
  do {
    const path: string = `users?limit=1000${after ? `&after=${after}` : ""}`;
    const { users, next }: { users: { id: string }[]; next: string | null } = await administer(server, "GET", path);
    for (const { id } of users) {
      assert.ok(!seen.has(id), "listed twice");
      seen.add(id);
    }
    after = next;
  } while (after);
  assert.equal(seen.size, 10_002);

  const names = async (query: string) =>
    (await administer(server, "GET", `users?${query}`)).users.map(({ name }: { name: string }) => name);
  assert.deepEqual(await names("search=USER%209999"), ["user 9999"]);
  assert.deepEqual(await names(`search=${encodeURIComponent("0% _aNA\\")}`), ["100% _Ana\\"]);
  assert.deepEqual(await names("search=%25%25"), []);
  assert.deepEqual(await names("role=admin"), ["Default account"]);
  assert.deepEqual(await names("is_active=false"), []);
  await administer(server, "GET", "users?limit=0", { status: 400 });
  await administer(server, "GET", "users?after=nobody", { status: 400 });
});

serverTest("a new account gets in by its link, once", async (server) => {
  const { id, name, link } = await administer(server, "POST", "users", { body: { name: " Ana " }, status: 201 });
  assert.equal(name, "Ana");
  const browser = new Browser(server.url);
  const page = await browser.send(link.url);
  assert.equal(page.status, 200);
  assert.match(await page.text(), /Ana/);
  assert.equal(await statusOf(browser.submit(link.url, { ...PASSWORD, again: "another" })), 400);
  assert.equal(await statusOf(browser.submit(link.url, { ...PASSWORD, name: "Eve" })), 303);
  assert.equal(await statusOf(browser.submit(link.url, PASSWORD)), 403);
  assert.equal(await statusOf(browser.submit("/login", { name: "ana", ...PASSWORD })), 303);
  const me = await answer(browser.send("/api/users/me"));
  assert.deepEqual([me.id, me.name, me.permissions.role], [id, "Ana", "user"]);
}, LOCAL);

serverTest("an invitation makes an account with the name that its owner chooses", async (server) => {
  const { url } = await administer(server, "POST", "invitations", { body: { role: "admin" }, status: 201 });
  await administer(server, "POST", "users", { body: { name: "Bob" }, status: 201 });
  const { link } = await administer(server, "POST", "users", { body: { name: "Cem" }, status: 201 });
  assert.equal(await statusOf(new Browser(server.url).submit(link.url, PASSWORD)), 303);
  const browser = new Browser(server.url);
  assert.equal(await statusOf(browser.submit(url, { ...PASSWORD, name: "cem" })), 400, "somebody logs in as cem");
  assert.equal(await statusOf(browser.submit(url, { ...PASSWORD, name: "" })), 400);
  assert.equal(await statusOf(browser.submit(url, { ...PASSWORD, name: "Dora" })), 303);
  assert.equal((await answer(browser.send("/api/users/me"))).permissions.role, "admin");
  assert.equal(await statusOf(new Browser(server.url).submit(url, { ...PASSWORD, name: "Eve" })), 403);
}, LOCAL);

serverTest("whoever is no administrator any more keeps no link", async (server) => {
  const boss = await administer(server, "POST", "users", { body: { name: "Boss", role: "admin" }, status: 201 });
  assert.equal(await statusOf(new Browser(server.url).submit(boss.link.url, PASSWORD)), 303);
  for (const end of ["role", "disable"]) {
    const made = await administer(server, "POST", "users", {
      body: { name: `Ana ${end}`, role: "admin" },
      status: 201,
    });
    const carl = await administer(server, "POST", "users", { body: { name: `Carl ${end}` }, status: 201 });
    const unused = await administer(server, "POST", "users", { body: { name: `Dora ${end}` }, status: 201 });
    const ana = new Browser(server.url);
    for (const { link } of [made, carl]) await statusOf(new Browser(server.url).submit(link.url, PASSWORD));
    await statusOf(ana.submit("/login", { name: made.name, ...PASSWORD }));
    const post = async (path: string, body: unknown) =>
      (await answer(
        ana.send(`/api/admin/${path}`, {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify(body),
        }),
        201,
      )).url as string;
    const kept = [await post("invitations", { role: "admin" }), await post(`users/${carl.id}/link`, {})];
    for (const url of kept) assert.equal(await statusOf(new Browser(server.url).send(url)), 200);
    if (end === "role") {
      await administer(server, "PATCH", `users/${carl.id}`, { body: { role: "user" }, status: 204 });
      for (const url of kept) assert.equal(await statusOf(new Browser(server.url).send(url)), 200, "Carl was none");
      await administer(server, "PATCH", `users/${made.id}`, { body: { role: "user" }, status: 204 });
    } else await administer(server, "POST", `users/${made.id}/disable`, { status: 204 });
    for (const url of kept) assert.equal(await statusOf(new Browser(server.url).send(url)), 403);
    assert.equal(await statusOf(new Browser(server.url).send(unused.link.url)), 200, "nobody else has the account");
  }
}, LOCAL);

serverTest("of two who use a link at once, one succeeds", async (server) => {
  const { url } = await administer(server, "POST", "invitations", { body: {}, status: 201 });
  const statuses = await Promise.all(
    ["Ana", "Bob", "Cem"].map((name) => statusOf(new Browser(server.url).submit(url, { ...PASSWORD, name }))),
  );
  assert.deepEqual(statuses.toSorted(), [303, 403, 403]);
  assert.equal((await server.sql`SELECT FROM accounts WHERE NOT is_default`).length, 1);
}, LOCAL);

serverTest("a link for a new password logs out, voids the earlier link, and ends with its date", async (server) => {
  const { id, link } = await administer(server, "POST", "users", { body: { name: "Ana" }, status: 201 });
  const browser = new Browser(server.url);
  assert.equal(await statusOf(browser.submit(link.url, PASSWORD)), 303);
  await statusOf(browser.submit("/login", { name: "ana", ...PASSWORD }));
  await answer(browser.send("/api/users/me"));

  const first = await administer(server, "POST", `users/${id}/link`, { status: 201 });
  const second = await administer(server, "POST", `users/${id}/link`, { status: 201 });
  assert.equal(await statusOf(new Browser(server.url).send(first.url)), 403);
  const other = new Browser(server.url), changed = { password: "another password", again: "another password" };
  assert.equal(await statusOf(other.submit(second.url, changed)), 303);
  assert.equal(other.cookie("session"), undefined, "a second factor is asked for at the login");
  const me = await browser.send("/api/users/me");
  assert.equal(me.status, 302, "the earlier session has ended");
  assert.equal(await statusOf(browser.submit("/login", { name: "ana", ...PASSWORD })), 401);
  assert.equal(await statusOf(browser.submit("/login", { name: "ana", ...changed })), 303);

  const old = await administer(server, "POST", `users/${id}/link`, { status: 201 });
  await server.sql`UPDATE account_links SET expires_at = now() - interval '1 s'`;
  assert.equal(await statusOf(other.send(old.url)), 403);
  assert.equal(await statusOf(other.send(`${old.url.slice(0, -2)}AA`)), 403);
  assert.equal(await statusOf(other.send("/join")), 403);
}, LOCAL);

serverTest("a disabled account is out at once, its link too, and its pictures stay", async (server) => {
  const ana = await server.account("Ana");
  const { users: [, { id }] } = await administer(server, "GET", "users");
  const { path } = await makeAccountLink(server.sql, server.backend.services.secretKey, { accountId: id });
  await server.sql`INSERT INTO sequences (account_id, metadata, status) VALUES (${id}, '{"title": "A walk"}', 'ready')`;
  await answer(fetch(`${server.url}/api/users/me`, { headers: ana }));
  await administer(server, "POST", `users/${id}/disable`, { status: 204 });
  await answer(fetch(`${server.url}/api/users/me`, { headers: ana }), 403);
  assert.equal(await statusOf(new Browser(server.url).submit(path, PASSWORD)), 403);
  await administer(server, "POST", `users/${id}/link`, { status: 409 });
  const found = await administer(server, "GET", `users/${id}`);
  assert.deepEqual([found.is_active, found.nb_sequences], [false, 1]);
  await administer(server, "POST", `users/${id}/enable`, { status: 204 });
  await answer(fetch(`${server.url}/api/users/me`, { headers: ana }));
  assert.equal(await statusOf(new Browser(server.url).submit(path, PASSWORD)), 403, "the link went with it");
}, LOCAL);

serverTest("the last administrator is not disabled, also by two at once", async (server) => {
  const accounts = [await server.account("Ana"), await server.account("Bob")];
  const { users: [, ana, bob] } = await administer(server, "GET", "users");
  await administer(server, "PATCH", `users/${ana.id}`, { body: { role: "admin" }, status: 204 });
  await administer(server, "POST", `users/${ana.id}/disable`, { status: 409 });
  await administer(server, "PATCH", `users/${bob.id}`, { body: { role: "admin" }, status: 204 });
  const disable = (id: string, headers: Record<string, string>) =>
    statusOf(fetch(`${server.url}/api/admin/users/${id}/disable`, { method: "POST", headers }));
  const statuses = await Promise.all([disable(bob.id, accounts[0]!), disable(ana.id, accounts[1]!)]);
  assert.equal(statuses.filter((status) => status === 204).length, 1, statuses.join());
  const { users } = await administer(server, "GET", "users?role=admin&is_active=true");
  assert.equal(users.filter(({ is_default }: { is_default: boolean }) => !is_default).length, 1);
}, LOCAL);

serverTest(
  "an administrator who has chosen no password yet does not take the place of the last one",
  async (server) => {
    const make = async (name: string) => {
      const { id, link } = await administer(server, "POST", "users", { body: { name, role: "admin" }, status: 201 });
      return { id, choose: () => statusOf(new Browser(server.url).submit(link.url, PASSWORD)) };
    };
    const ana = await make("Ana"), bob = await make("Bob");
    assert.equal(await ana.choose(), 303);
    const disable = (id: string, status: number) => administer(server, "POST", `users/${id}/disable`, { status });
    await disable(ana.id, 409);
    await administer(server, "PATCH", `users/${ana.id}`, { body: { role: "user" }, status: 409 });
    await disable(bob.id, 204);
    await administer(server, "POST", `users/${bob.id}/enable`, { status: 204 });
    const { url } = await administer(server, "POST", `users/${bob.id}/link`, { status: 201 });
    assert.equal(await statusOf(new Browser(server.url).submit(url, PASSWORD)), 303);
    await disable(ana.id, 204);
    await disable(bob.id, 409);
  },
  LOCAL,
);

serverTest("of two administrators who are disabled at once one stays, whoever waits for whom", async (server) => {
  await server.account("Ana");
  await server.account("Bob");
  const { users: [, ana, bob] } = await administer(server, "GET", "users");
  for (const { id } of [ana, bob]) {
    await administer(server, "PATCH", `users/${id}`, { body: { role: "admin" }, status: 204 });
  }
  const send = (id: string, what: string) =>
    statusOf(
      fetch(`${server.url}/api/admin/users/${id}/${what}`, { method: "POST", headers: server.defaultAccount }),
    );
  for (let round = 1; round <= 10; round++) {
    const statuses = await Promise.all([send(ana.id, "disable"), send(bob.id, "disable")]);
    assert.deepEqual(statuses.toSorted(), [204, 409], `round ${round}`);
    await Promise.all([send(ana.id, "enable"), send(bob.id, "enable")]);
  }
});

serverTest("ending sessions revokes tokens too", async (server) => {
  const ana = await server.account("Ana");
  const { users: [, { id }] } = await administer(server, "GET", "users");
  await administer(server, "DELETE", `users/${id}/sessions`, { status: 204 });
  await answer(fetch(`${server.url}/api/users/me`, { headers: ana }), 403);
});

serverTest("nobody but administrators does any of it, and what was done is in the audit log", async (server) => {
  const ana = await server.account("Ana");
  const { users: [{ id }] } = await administer(server, "GET", "users");
  const routes: [string, string, unknown?][] = [
    ["GET", "users"],
    ["POST", "users", { name: "Eve" }],
    ["POST", "invitations", { role: "admin" }],
    ["GET", `users/${id}`],
    ["POST", `users/${id}/link`],
    ["POST", `users/${id}/disable`],
    ["POST", `users/${id}/enable`],
    ["PUT", `users/${id}/quota`, { max_pictures: 1, max_bytes: null }],
    ["DELETE", `users/${id}/sessions`],
  ];
  for (const [method, path, body] of routes) {
    await administer(server, method, path, { body, headers: ana, status: 403 });
    await administer(server, method, path, { body, headers: {}, status: 401 });
  }
  assert.equal((await server.sql`SELECT FROM account_links`).length, 0);
  const unknown = "11111111-2222-3333-4444-555555555555";
  for (const [method, path, body] of routes.slice(3)) {
    await administer(server, method, path.replace(id, unknown), { body, status: 404 });
  }
  await administer(server, "POST", "users", { body: { name: "Bob", role: "king" }, status: 400 });
  await administer(server, "POST", "users", { body: { name: " " }, status: 400 });
  await administer(server, "POST", "users", { body: { name: "ANA" }, status: 409 });
  const { id: bob, link } = await administer(server, "POST", "users", { body: { name: "Bob" }, status: 201 });
  await administer(server, "PUT", `users/${bob}/quota`, { body: { max_pictures: 5, max_bytes: null }, status: 204 });
  const { events } = await administer(server, "GET", "audit_log?limit=1000");
  const [changed, made] = events;
  assert.deepEqual(changed.details, { account: bob, max_pictures: "5", max_bytes: "null" });
  assert.deepEqual(made.details, { account: bob, name: "Bob", role: "user", action: "create" });
  assert.ok(!JSON.stringify(events).includes(new URL(link.url).searchParams.get("proof")!), "links are secret");
}, LOCAL);

serverTest("without passwords of this instance, accounts come from the provider", async (server) => {
  await administer(server, "POST", "users", { body: { name: "Bob" }, status: 409 });
  await administer(server, "POST", "invitations", { body: {}, status: 409 });
}, {
  OAUTH_PROVIDER: "osm",
  OAUTH_CLIENT_ID: "a",
  OAUTH_CLIENT_SECRET: "b",
});
