/** What tokens with scopes may do: every operation, every scope. */
import assert from "node:assert/strict";
import { ACCESS_RULES, scopeOf, SCOPES } from "../../../../src/core/http/access_rules.ts";
import { createApp } from "../../../../src/main/app.ts";
import { isAtHand } from "../../../support/kinds.ts";
import { answer, serverTest, type TestServer } from "../../../support/server.ts";

type Headers = Record<string, string>;

function makeToken(server: TestServer, headers: Headers, body: unknown, status = 200) {
  return answer(
    fetch(`${server.url}/api/users/me/tokens`, {
      method: "POST",
      headers: { ...headers, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
    status,
  );
}

async function bearer(server: TestServer, headers: Headers, body: unknown): Promise<Headers> {
  return { Authorization: `Bearer ${(await makeToken(server, headers, body)).jwt_token}` };
}

serverTest("every operation lets tokens through that have its scope, and refuses all others", async (server) => {
  // Which scope a route needs does not depend on the database.
  if (server.database.kind === "embedded" && isAtHand("native")) return;
  const routes = createApp(server.backend.services).router.declarations;
  const needed = new Set(routes.map(scopeOf));
  for (const scope of SCOPES) assert.ok(needed.has(scope), `nothing needs ${scope}`);
  for (const scope of SCOPES) {
    const owner = await server.account(`owner ${scope}`);
    const alone = await bearer(server, owner, { scopes: [scope] });
    const others = await bearer(server, owner, { scopes: SCOPES.filter((other) => other !== scope) });
    const tokens = await server.sql`SELECT * FROM tokens`;
    for (const route of routes) {
      const needs = scopeOf(route);
      assert.equal(needs === null, !ACCESS_RULES[route.access].asksWhoCalls);
      const path = route.path.replaceAll(/\{\w+:uuid\}/g, crypto.randomUUID()).replaceAll(/\{\w+:int\}/g, "0")
        .replaceAll(/\{\w+(:\w+)?\}/g, "x");
      for (const [headers, isAllowed] of [[alone, needs === scope], [others, needs !== scope]] as const) {
        const response = await fetch(server.url + path, {
          method: route.method.toUpperCase(),
          headers,
          redirect: "manual",
        });
        const text = await response.text();
        // Making a token without naming scopes needs all of them: what counts is the one of the route.
        const isRefused = response.status === 403 && text.endsWith(`"details":{"scope":"${needs}"}}`);
        const what = `${route.method} ${route.path} with ${scope}: ${response.status} ${text.slice(0, 200)}`;
        assert.equal(isRefused, needs !== null && !isAllowed, what);
        // Where all tokens of the account are revoked, the next operation needs them again.
        if (route.method === "delete" && route.path.includes("tokens")) {
          await server.sql`INSERT INTO tokens ${server.sql(tokens)} ON CONFLICT (id) DO NOTHING`;
        }
      }
    }
  }
}, { OAUTH_PROVIDER: "local", PICTURE_PROCESS_THREADS_LIMIT: "0" });

serverTest("a token without the scope admin acts as an account like any other", async (server) => {
  const limited = await bearer(server, server.defaultAccount, { scopes: ["read", "upload", "edit"] });
  const report = await answer(
    fetch(`${server.url}/api/reports`, { headers: server.defaultAccount }),
  );
  assert.ok(report.reports);
  await answer(fetch(`${server.url}/api/reports`, { headers: limited }), 403);
  const whole = await bearer(server, server.defaultAccount, { scopes: ["admin", "read"] });
  await answer(fetch(`${server.url}/api/reports`, { headers: whole }));
});

serverTest("no token makes or claims one that may do more than itself", async (server) => {
  const owner = await server.account("owner");
  const admin = await bearer(server, owner, { scopes: ["admin", "read"] });
  await makeToken(server, admin, {}, 403);
  const { details } = await makeToken(server, admin, { scopes: ["edit", "read"] }, 403);
  assert.deepEqual(details, { scope: "edit" });
  const { scopes } = await makeToken(server, admin, { scopes: ["read", "read"] });
  assert.deepEqual(scopes, ["read"]);
  for (const wrong of [[], ["everything"], "read"]) await makeToken(server, owner, { scopes: wrong }, 400);

  const generate = (query: string) =>
    answer(fetch(`${server.url}/api/auth/tokens/generate${query}`, { method: "POST" }));
  const claim = (id: string, headers: Headers, status: number) =>
    answer(fetch(`${server.url}/api/auth/tokens/${id}/claim`, { method: "POST", headers }), status);
  const everything = await generate("");
  assert.deepEqual(everything.scopes, SCOPES);
  await claim(everything.id, admin, 403);
  const reader = await generate("?scopes=read");
  assert.deepEqual(reader.scopes, ["read"]);
  const { status } = await fetch(reader.links[0].href, { method: "POST", headers: admin, redirect: "manual" });
  assert.ok(status < 400, String(status));
  const headers = { Authorization: `Bearer ${reader.jwt_token}` };
  assert.equal((await answer(fetch(`${server.url}/api/users/me`, { headers }))).name, "owner");
  await answer(fetch(`${server.url}/api/upload_sets`, { method: "POST", headers }), 403);
});

serverTest("a token says when it was used, to five minutes", async (server) => {
  const owner = await server.account("owner");
  const { id, jwt_token, last_used_at } = await makeToken(server, owner, { scopes: ["admin"] });
  assert.equal(last_used_at, null);
  const read = async (headers: Headers) =>
    (await answer(fetch(`${server.url}/api/users/me/tokens/${id}`, { headers }))).last_used_at;
  const headers = { Authorization: `Bearer ${jwt_token}` };
  await read(headers);
  const first = await read(owner);
  assert.ok(Math.abs(Date.parse(first) - Date.now()) < 60_000, first);
  await server.sql`UPDATE tokens SET last_used_at = last_used_at - interval '200 seconds' WHERE id = ${id}`;
  const kept = await read(headers);
  assert.ok(Date.parse(kept) < Date.parse(first) - 190_000, kept);
  await server.sql`UPDATE tokens SET last_used_at = last_used_at - interval '200 seconds' WHERE id = ${id}`;
  await read(headers);
  assert.ok(Date.parse(await read(owner)) >= Date.parse(first));
});
