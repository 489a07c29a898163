/**
 * Who may call what: every route of the application, for every role, in every mode, from the table of access rules. With ids
 * of nothing, whoever is let through is told that there is nothing, or that the request makes no sense.
 */
import assert from "node:assert/strict";
import { onlyRow } from "../../../src/core/db/rows.ts";
import { createApp } from "../../../src/main/app.ts";
import type { Sql } from "../../../src/core/db/sql.ts";
import { type Access, ACCESS_RULES } from "../../../src/core/http/access_rules.ts";
import type { RouteDeclaration } from "../../../src/core/http/router.ts";
import { isAtHand } from "../../support/kinds.ts";
import { sessionHeaders } from "../../support/sessions.ts";
import { answer, serverTest, type TestServer } from "../../support/server.ts";
import { createUploadSet } from "../../support/uploads.ts";

const NOTHING = "00000000-0000-0000-0000-000000000000";
const MANDATORY = { message: "Authentication is mandatory" };
const READ_ONLY = { message: "The instance is read only for the moment, no modification are authorized" };
const NOT_ACTIVATED = { message: "Authentication has not been activated in this instance, impossible to log in." };

/** Who calls: by a token, and by a session as after a login. */
const ROLES = ["anonymous", "user", "user with a session", "admin", "admin with a session"] as const;
type Role = (typeof ROLES)[number];

/** What a guard answers instead of the route; undefined when it lets the caller through. */
type Refusal = { status: number; body?: unknown } | undefined;

interface Mode {
  name: string;
  variables: Record<string, string>;
  refusal: (rule: (typeof ACCESS_RULES)[Access], role: Role) => Refusal;
}

/** Refusals of somebody anonymous. */
function anonymousRefusal({ anonymous }: (typeof ACCESS_RULES)[Access], role: Role, login: Refusal): Refusal {
  if (role !== "anonymous") return undefined;
  if (anonymous === "refused") return { status: 401, body: MANDATORY };
  return anonymous === "sent to log in" ? login : undefined;
}

const MODES: Mode[] = [
  {
    name: "without logins",
    variables: { OAUTH_PROVIDER: "none" },
    refusal: (rule, role) => anonymousRefusal(rule, role, { status: 403, body: NOT_ACTIVATED }),
  },
  {
    name: "with passwords",
    variables: { OAUTH_PROVIDER: "local" },
    refusal: (rule, role) => anonymousRefusal(rule, role, { status: 302 }),
  },
  {
    name: "with a provider, when uploads need a login",
    variables: {
      OAUTH_PROVIDER: "osm",
      OAUTH_CLIENT_ID: "id",
      OAUTH_CLIENT_SECRET: "secret",
      API_FORCE_AUTH_ON_UPLOAD: "true",
    },
    refusal: (rule, role) =>
      rule.anonymous === "as uploads want it" && role === "anonymous"
        ? { status: 401, body: MANDATORY }
        : anonymousRefusal(rule, role, { status: 302 }),
  },
  {
    name: "when the terms of service have to be accepted",
    variables: { OAUTH_PROVIDER: "none", API_ENFORCE_TOS_ACCEPTANCE: "true" },
    refusal: (rule, role) =>
      rule.anonymous === "as uploads want it" && role !== "anonymous"
        ? { status: 401 }
        : anonymousRefusal(rule, role, { status: 403, body: NOT_ACTIVATED }),
  },
  {
    name: "when the instance is read only",
    variables: { OAUTH_PROVIDER: "none", API_READ_ONLY: "true" },
    refusal: (rule, role) =>
      rule.writes
        ? { status: 401, body: READ_ONLY }
        : anonymousRefusal(rule, role, { status: 403, body: NOT_ACTIVATED }),
  },
];

function declarationsOf(server: TestServer): RouteDeclaration[] {
  return createApp(server.backend.services).router.declarations;
}

/** An address of the route; there is nothing with these ids. */
function exampleOf(server: TestServer, { path }: RouteDeclaration): string {
  const filled = path.replaceAll(
    /\{\w+(?::(\w+))?\}/g,
    (_, kind) => ({ uuid: NOTHING, int: "0" })[kind as string] ?? "x",
  );
  return `${server.url}${filled}`;
}

/** Headers of a caller of each role. */
async function callers(server: TestServer): Promise<Record<Role, Record<string, string>>> {
  const { sql, backend } = server;
  const withSession = async (isDefault: boolean) => {
    const { id } = onlyRow(
      await sql<{ id: string }[]>`SELECT id FROM accounts WHERE is_default = ${isDefault} ORDER BY name LIMIT 1`,
    );
    return await sessionHeaders(sql, id, backend.services.secretKey!);
  };
  return {
    "anonymous": {},
    "user": await server.account("bob"),
    "user with a session": await withSession(false),
    "admin": server.defaultAccount,
    "admin with a session": await withSession(true),
  };
}

async function request(server: TestServer, route: RouteDeclaration, headers: Record<string, string>) {
  const response = await fetch(exampleOf(server, route), {
    method: route.method.toUpperCase(),
    headers,
    redirect: "manual",
  });
  return { status: response.status, location: response.headers.get("Location"), text: await response.text() };
}

serverTest("every route declares one of the access rules", (server) => {
  const routes = declarationsOf(server);
  assert.ok(routes.length > 40);
  for (const { method, path, access } of routes) {
    assert.ok(Object.hasOwn(ACCESS_RULES, access), `${method} ${path} declares ${access}`);
  }
  return Promise.resolve();
});

serverTest("every path of the application is a declared one", (server) => {
  const { app, router } = createApp(server.backend.services);
  // Middleware is for all paths; every route is there as a note of its path, a guard and a handler.
  const handlers = app.routes.filter(({ path, method }) => !(path === "/*" && method === "ALL"));
  assert.equal(handlers.length, 3 * router.declarations.length);
  return Promise.resolve();
});

serverTest("routes that change something say so", (server) => {
  // Logins and logouts work on read-only instances too.
  const exceptions = [
    "post /api/search",
    "post /api/collections/{id:uuid}/items.zip",
    "post /login",
    "post /login/code",
    "post /api/auth/passkey/options",
    "post /api/auth/passkey",
    "post /api/auth/logout",
    "get /api/auth/tokens/{id:uuid}/claim",
    "post /language",
  ];
  for (const { method, path, access } of declarationsOf(server)) {
    // The viewers of indi-allsky ask by POST for what there is to choose from.
    if (exceptions.includes(`${method} ${path}`) || path.includes("/ajax/")) continue;
    assert.equal(ACCESS_RULES[access].writes, method !== "get", `${method} ${path} declares ${access}`);
  }
  return Promise.resolve();
}, { OAUTH_PROVIDER: "local" });

/** Reading changes nothing, but to log in or out. */
function mayChangeSessions({ method, path }: { method: string; path: string }): boolean {
  return method !== "get" || path.startsWith("/api/auth/");
}

/** What the last one did (a session ended, terms accepted) is not to matter. */
async function restoreSessions(sql: Sql, sessions: readonly Record<string, unknown>[]): Promise<void> {
  await sql`
    WITH terms AS (UPDATE accounts SET tos_accepted_at = NULL WHERE tos_accepted_at IS NOT NULL)
    INSERT INTO sessions ${sql(sessions)} ON CONFLICT DO NOTHING`;
}

for (const [index, { name, variables, refusal }] of MODES.entries()) {
  serverTest(`${name}, every role gets what the access rule of the route says`, async (server) => {
    // What a mode refuses does not depend on the database; one is enough for so many requests.
    if (index > 0 && server.database.kind === "embedded" && isAtHand("native")) return;
    const headers = await callers(server);
    const sessions = await server.sql`SELECT * FROM sessions`;
    for (const route of declarationsOf(server)) {
      for (const role of ROLES) {
        if (mayChangeSessions(route)) await restoreSessions(server.sql, sessions);
        const expected = refusal(ACCESS_RULES[route.access], role);
        const { status, location, text } = await request(server, route, headers[role]);
        const what = `${route.method} ${route.path} (${route.access}) as ${role}: ${status} ${location} ${text}`;
        if (expected) {
          assert.equal(status, expected.status, what);
          if (expected.body) assert.deepEqual(JSON.parse(text), expected.body, what);
          if (status === 302) assert.match(location!, /^\/api\/auth\/login\?next_url=%2F/, what);
        } else {
          assert.ok(status < 500 || status === 501, what);
          for (const { message } of [MANDATORY, READ_ONLY, NOT_ACTIVATED]) assert.ok(!text.includes(message), what);
          assert.ok(!location?.startsWith("/api/auth/login?"), what);
        }
      }
    }
  }, variables);
}

serverTest("a token that is not valid is noticed by routes that ask who calls, and by them alone", async (server) => {
  for (const route of declarationsOf(server)) {
    const { status, text } = await request(server, route, { Authorization: "Bearer nonsense" });
    const what = `${route.method} ${route.path} (${route.access}): ${status} ${text}`;
    const isRefused = status === 401 && text.includes("Token not valid");
    assert.equal(isRefused, ACCESS_RULES[route.access].asksWhoCalls, what);
  }
}, { OAUTH_PROVIDER: "local" });

serverTest(
  "what a foreign page sends with somebody's session is refused on every route that changes something",
  async (server) => {
    const headers = await callers(server);
    const foreign = { "Origin": "https://evil.example.org", "Sec-Fetch-Site": "cross-site" };
    for (const route of declarationsOf(server)) {
      const { asksWhoCalls } = ACCESS_RULES[route.access];
      if (!asksWhoCalls || route.method === "get") continue;
      const { status, text } = await request(server, route, { ...headers["admin with a session"], ...foreign });
      const what = `${route.method} ${route.path} (${route.access}): ${status} ${text}`;
      assert.equal(status, 403, what);
      assert.match(text, /^\{"message":"Pages of https:\/\/evil\.example\.org may not do this with your login/, what);
    }
  },
  { OAUTH_PROVIDER: "local" },
);

serverTest("what a foreign page reads with somebody's session, it reads as anybody", async (server) => {
  const headers = await callers(server);
  const { id } = onlyRow(await server.sql<{ id: string }[]>`SELECT id FROM accounts WHERE is_default`);
  const read = async (origin: Record<string, string>) =>
    await answer(
      fetch(`${server.url}/api/users/${id}`, { headers: { ...headers["admin with a session"], ...origin } }),
    );
  assert.ok("permissions" in await read({}));
  assert.ok("permissions" in await read({ Origin: server.url }));
  assert.ok(!("permissions" in await read({ Origin: "https://evil.example.org" })));
});

serverTest("what belongs to somebody, its owner gets and others do not", async (server) => {
  const owner = await server.account("camille");
  const roles = { owner, user: await server.account("bob"), admin: server.defaultAccount, anonymous: {} };
  const [token] = await answer(fetch(`${server.url}/api/users/me/tokens`, { headers: owner }));
  const set = await createUploadSet(server, { visibility: "owner-only" }, owner);
  const scenarios: [method: string, path: string, expected: Partial<Record<keyof typeof roles, number>>][] = [
    ["GET", `/api/users/me/tokens/${token.id}`, { owner: 200, user: 404, admin: 404, anonymous: 403 }],
    ["DELETE", `/api/users/me/tokens/${NOTHING}`, { owner: 404, user: 404, admin: 404, anonymous: 403 }],
    ["GET", `/api/upload_sets/${set}`, { owner: 200, user: 404, admin: 404, anonymous: 404 }],
    ["GET", `/api/upload_sets/${set}/files`, { owner: 200, user: 404, admin: 404, anonymous: 404 }],
    ["POST", `/api/upload_sets/${set}/files`, { owner: 415, user: 415, admin: 415, anonymous: 401 }],
    // Who may complete it would make the set go: there is nothing in it.
    ["POST", `/api/upload_sets/${set}/complete`, { user: 403, anonymous: 401 }],
  ];
  for (const [method, path, expected] of scenarios) {
    const given: Record<string, number> = {};
    for (const [role, headers] of Object.entries(roles)) {
      if (!Object.hasOwn(expected, role)) continue;
      const response = await fetch(`${server.url}${path}`, { method, headers, redirect: "manual" });
      await response.body?.cancel();
      given[role] = response.status;
    }
    assert.deepEqual(given, expected, `${method} ${path}`);
  }
}, { OAUTH_PROVIDER: "none", API_FORCE_AUTH_ON_UPLOAD: "true" });
