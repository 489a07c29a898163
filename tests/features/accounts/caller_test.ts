/** What it costs to know who calls. */
import assert from "node:assert/strict";
import { OpenAPIHono } from "@hono/zod-openapi";
import { guard } from "../../../src/features/accounts/guard.ts";
import { signToken } from "../../../src/features/accounts/json_web_token.ts";
import { onlyRow } from "../../../src/core/db/rows.ts";
import type { Sql } from "../../../src/core/db/sql.ts";
import { callerOf, type RequestVariables } from "../../../src/core/http/context.ts";
import { answerError } from "../../../src/core/http/error_answers.ts";
import { Router } from "../../../src/core/http/router.ts";
import type { Services } from "../../../src/core/services.ts";
import { readSettings } from "../../../src/core/settings/mod.ts";
import { databaseTest } from "../../support/databases.ts";
import { sessionHeaders } from "../../support/sessions.ts";

const KEY = new TextEncoder().encode("the secret key of a test, which is long");

databaseTest("who calls is known by one query; anonymous and forged callers cost none", async (sql) => {
  let queries = 0;
  const counting = new Proxy(sql, {
    apply(target, self, parameters) {
      queries++;
      return Reflect.apply(target, self, parameters);
    },
  }) as Sql;
  const services = { sql: counting, settings: readSettings({}), secretKey: KEY } as Services;
  const app = new OpenAPIHono<RequestVariables>();
  const router = new Router(app, (route) => guard(route, services));
  const declaration = { method: "get" as const, summary: "", tags: [], responses: {} };
  router.route(
    { ...declaration, path: "/anyone", access: "anyone" },
    (context) => context.text(callerOf(context)?.name ?? "anonymous"),
  );
  router.route({ ...declaration, path: "/open", access: "open" }, (context) => context.text("open"));
  app.onError(answerError);

  const row = onlyRow(
    await sql<{ id: string; token: string }[]>`
      SELECT a.id, t.id AS token FROM accounts a JOIN tokens t ON account_id = a.id`,
  );
  const bearer = async (key: Uint8Array<ArrayBuffer>) => ({
    Authorization: `Bearer ${await signToken(row.token, key)}`,
  });
  const session = (key: Uint8Array) => sessionHeaders(sql, row.id, key);
  const another = new TextEncoder().encode("another key");

  const cases: [path: string, headers: Record<string, string>, answer: string, queries: number][] = [
    ["/anyone", {}, "anonymous", 0],
    ["/anyone", await bearer(KEY), "Default account", 1],
    ["/anyone", await session(KEY), "Default account", 1],
    ["/anyone", await session(another), "anonymous", 0],
    ["/anyone", { ...await session(KEY), Origin: "https://evil.example.org" }, "anonymous", 0],
    ["/anyone", await bearer(another), '{"message":"Token not valid"', 0],
    ["/open", { ...await session(KEY), ...await bearer(KEY) }, "open", 0],
  ];
  for (const [path, headers, answer, expected] of cases) {
    queries = 0;
    const text = await (await app.request(path, { headers })).text();
    assert.ok(text.startsWith(answer), text);
    assert.equal(queries, expected, `${path} ${JSON.stringify(headers)}`);
  }
});
