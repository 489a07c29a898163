import assert from "node:assert/strict";
import { onlyRow } from "../../../src/core/db/rows.ts";
import { scopeOf } from "../../../src/core/http/access_rules.ts";
import { AUDITED_ROUTES } from "../../../src/features/audit/events.ts";
import { expireEvents } from "../../../src/features/audit/mod.ts";
import { hashPassword, setPassword } from "../../../src/features/accounts/mod.ts";
import { createApp } from "../../../src/main/app.ts";
import { answer, serverTest, type TestServer } from "../../support/server.ts";

const LOCAL = { OAUTH_PROVIDER: "local", PICTURE_PROCESS_THREADS_LIMIT: "0" };

/** Events, the newest first, without what differs from run to run. */
async function events(server: TestServer, query = "") {
  const { events } = await answer(
    fetch(`${server.url}/api/admin/audit_log${query}`, { headers: server.defaultAccount }),
  );
  return events.map((
    { kind, account_name, path, status, details }: Record<string, unknown>,
  ) => ({ kind, account_name, path, status, details }));
}

async function logIn(server: TestServer, name: string, password: string): Promise<number> {
  const response = await fetch(`${server.url}/login`, {
    method: "POST",
    redirect: "manual",
    headers: { Origin: server.url, "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ name, password }),
  });
  await response.body?.cancel();
  return response.status;
}

serverTest("logins and failures, tokens, roles and settings are events, and no secret is in them", async (server) => {
  const bob = await server.account("bob");
  await server.account("ana");
  const { id } = onlyRow(await server.sql<{ id: string }[]>`SELECT id FROM accounts WHERE name = 'ana'`);
  await setPassword(server.sql, id, { login: "ana", hash: await hashPassword("correct horse") });
  assert.equal(await logIn(server, "ana", "wrong horse"), 401);
  assert.equal(await logIn(server, "ana", "correct horse"), 303);
  const json = { "Content-Type": "application/json" };
  const call = (method: string, path: string, headers: Record<string, string>, body: unknown) =>
    fetch(`${server.url}${path}`, { method, headers: { ...json, ...headers }, body: JSON.stringify(body) });
  await answer(call("POST", "/api/users/me/tokens", bob, { description: "phone" }));
  await answer(call("PATCH", `/api/admin/users/${id}`, bob, { role: "admin" }), 403);
  await answer(call("PATCH", `/api/admin/users/${id}`, server.defaultAccount, { role: "admin" }), 204);
  await answer(call("PATCH", "/api/users/me", bob, { collaborative_metadata: false }));
  // Reading is no event.
  await answer(fetch(`${server.url}/api/users/me`, { headers: bob }));

  const seen = await events(server);
  const role = { path: `/api/admin/users/${id}` };
  assert.deepEqual(seen, [
    { kind: "settings", account_name: "bob", path: "/api/users/me", status: 200, details: {} },
    { kind: "role", account_name: "Default account", ...role, status: 204, details: { account: id, role: "admin" } },
    { kind: "role", account_name: "bob", ...role, status: 403, details: {} },
    { kind: "token", account_name: "bob", path: "/api/users/me/tokens", status: 200, details: {} },
    { kind: "login", account_name: "ana", path: "/login", status: 303, details: { name: "ana" } },
    { kind: "login_failed", account_name: null, path: "/login", status: 401, details: { name: "ana" } },
  ]);
  assert.doesNotMatch(JSON.stringify(await server.sql`SELECT * FROM audit_events`), /horse|eyJ/);
  assert.deepEqual((await events(server, "?kind=login_failed")).length, 1);
  const [newest] =
    (await answer(fetch(`${server.url}/api/admin/audit_log?limit=1`, { headers: server.defaultAccount })))
      .events;
  assert.equal((await events(server, `?before=${newest.id}`)).length, 5);
}, LOCAL);

serverTest("events are listed and paged by their numbers, also beyond nine", async (server) => {
  await server.sql`
    INSERT INTO audit_events (kind, path, status) SELECT 'report', '/' || n, 200 FROM generate_series(1, 25) n`;
  const paths: string[] = [];
  for (let query = "?limit=10";;) {
    const { events } = await answer(
      fetch(`${server.url}/api/admin/audit_log${query}`, { headers: server.defaultAccount }),
    );
    if (events.length === 0) break;
    paths.push(...events.map(({ path }: { path: string }) => path));
    query = `?limit=10&before=${events.at(-1).id}`;
  }
  assert.deepEqual(paths, Array.from({ length: 25 }, (_, index) => `/${25 - index}`));
}, LOCAL);

serverTest(
  "the audit log is for administrators, outlives accounts, and is kept as long as the setting says",
  async (server) => {
    const bob = await server.account("bob");
    await answer(fetch(`${server.url}/api/admin/audit_log`), 401);
    await answer(fetch(`${server.url}/api/admin/audit_log`, { headers: bob }), 403);
    for (const query of ["?limit=0", "?limit=1001", "?before=x", "?kind=x"]) {
      await answer(fetch(`${server.url}/api/admin/audit_log${query}`, { headers: server.defaultAccount }), 400);
    }
    await server.sql`
    INSERT INTO audit_events (ts, kind, account_id, account_name, path, status)
    SELECT now() - age, 'login', id, name, '/login', 303
    FROM accounts, unnest(ARRAY[interval '3 days', '1 day']) AS age WHERE name = 'bob'`;
    await server.sql`DELETE FROM accounts WHERE name = 'bob'`;
    assert.deepEqual((await events(server)).map((event: { account_name: string }) => event.account_name), [
      "bob",
      "bob",
    ]);
    await server.sql`INSERT INTO clock_watch (confirmed_at, seen_at) VALUES (now(), now())`;
    await expireEvents(server.backend.services);
    assert.equal((await events(server)).length, 1);
  },
  { ...LOCAL, AUDIT_LOG_DAYS: "2" },
);

serverTest("an event that a wrong clock dated too early is kept as long as the one before it", async (server) => {
  const { sql } = server;
  await sql`INSERT INTO clock_watch (confirmed_at, seen_at) VALUES (now(), now())`;
  for (const [path, age] of [["/old", "9 days"], ["/future", "-9 days"], ["/young", "1 day"], ["/early", "300 days"]]) {
    await sql`
      INSERT INTO audit_events (ts, kind, path, status)
      VALUES (now() - ${age!}::interval, 'login', ${path!}, 303)`;
  }
  const paths = async () => (await events(server)).map(({ path }: { path: string }) => path);
  await expireEvents(server.backend.services);
  assert.deepEqual(await paths(), ["/early", "/young", "/future"]);
  await sql`UPDATE audit_events SET ts = now() - interval '3 days' WHERE path = '/young'`;
  await expireEvents(server.backend.services);
  assert.deepEqual(await paths(), ["/future"]);
}, { ...LOCAL, AUDIT_LOG_DAYS: "2" });

/** Writes of administration that are no events: they only begin something, or repeat it. */
const NO_EVENTS = ["POST /api/auth/passkey/options", "POST /api/admin/jobs/{id:uuid}/retry"];

serverTest("whatever administers the instance or an account is audited", (server) => {
  const { router } = createApp(server.backend.services);
  const unnoticed = router.declarations.filter((route) => route.method !== "get" && scopeOf(route) === "admin")
    .map(({ method, path }) => `${method.toUpperCase()} ${path}`)
    .filter((route) => !AUDITED_ROUTES.includes(route) && !NO_EVENTS.includes(route));
  assert.deepEqual(unnoticed, []);
  return Promise.resolve();
}, LOCAL);

serverTest("every audited route exists", (server) => {
  const { router } = createApp(server.backend.services);
  const declared = router.declarations.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  const missing = AUDITED_ROUTES.filter((route) => !declared.includes(route));
  assert.deepEqual(missing, []);
  return Promise.resolve();
}, LOCAL);
