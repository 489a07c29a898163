/** The STAC routes, those of picture files and the map, over a database seeded by SQL. */
import { OpenAPIHono } from "@hono/zod-openapi";
import assert from "node:assert/strict";
import { onlyRow } from "../../../src/core/db/rows.ts";
import { guard, signToken } from "../../../src/features/accounts/mod.ts";
import type { Sql } from "../../../src/core/db/sql.ts";
import { cacheControl } from "../../../src/core/http/cache_control.ts";
import type { RequestVariables } from "../../../src/core/http/context.ts";
import { answerError, answerUnknownPath } from "../../../src/core/http/error_answers.ts";
import { Router } from "../../../src/core/http/router.ts";
import { picturesRoutes } from "../../../src/features/pictures/routes.ts";
import { Team } from "../../../src/core/threads/mod.ts";
import type { Services } from "../../../src/core/services.ts";
import { readSettings } from "../../../src/core/settings/mod.ts";
import type { OpenedFile } from "../../../src/core/storage/mod.ts";
import { AnswerMemory } from "../../../src/core/http/answer_memory.ts";
import { mapRoutes } from "../../../src/features/map/mod.ts";
import { stacRoutes } from "../../../src/features/stac/routes.ts";
import { databaseTest } from "../../support/databases.ts";

export const BASE = "http://localhost:5000";

const SECRET_KEY = new TextEncoder().encode("the secret key of a test, which is long");

/** `anonymous`, `admin` (the default account), or the name of an account made by the test. */
export type Role = string;

export interface StacTest {
  sql: Sql;
  /** Asks for a path of the API. */
  ask(path: string, role?: Role, init?: RequestInit): Promise<Response>;
  /** The JSON of an answer that must have the given status. */
  // deno-lint-ignore no-explicit-any
  json(path: string, options?: { role?: Role; status?: number; init?: RequestInit }): Promise<any>;
  /** Makes an account and answers its id. */
  account(name: string): Promise<string>;
}

/** Registers a test on each kind of database at hand. */
export function stacTest(
  name: string,
  body: (test: StacTest) => Promise<void>,
  variables: Record<string, string> = {},
): void {
  databaseTest(name, async (sql) => {
    const app = stacApp({ sql, settings: readSettings(variables), secretKey: SECRET_KEY });
    const authorizations = new Map<Role, string>();
    const authorize = async (role: Role, id: string) => {
      const token = onlyRow(await sql<{ id: string }[]>`SELECT id FROM tokens WHERE account_id = ${id}`);
      authorizations.set(role, `Bearer ${await signToken(token.id, SECRET_KEY)}`);
    };
    const admin = onlyRow(await sql<{ id: string }[]>`SELECT id FROM accounts WHERE is_default`);
    await authorize("admin", admin.id);

    const ask: StacTest["ask"] = async (path, role = "anonymous", init = {}) => {
      const headers = new Headers(init.headers);
      if (role !== "anonymous") {
        headers.set("Authorization", authorizations.get(role) ?? assert.fail(`${role} has no account`));
      }
      return await app.request(`${BASE}${path}`, { ...init, headers });
    };
    await body({
      sql,
      ask,
      json: async (path, { role, status = 200, init } = {}) => {
        const response = await ask(path, role, init);
        const text = await response.text();
        assert.equal(response.status, status, `${path}: ${text}`);
        return JSON.parse(text);
      },
      account: async (name) => {
        const { id } = onlyRow(
          await sql<{ id: string }[]>`INSERT INTO accounts (name) VALUES (${name}) RETURNING id`,
        );
        await authorize(name, id);
        return id;
      },
    });
  });
}

/** An application that has these routes only. Every picture file holds the id of its picture. */
export function stacApp(given: Pick<Services, "sql" | "settings" | "secretKey">): OpenAPIHono<RequestVariables> {
  const open = (name: string) => Promise.resolve(textFile(name));
  const services = {
    ...given,
    team: new Team(),
    stores: { permanent: { open }, derivates: { open: () => Promise.resolve(undefined) } },
    derivates: { open: ({ id }: { id: string }) => open(id) },
    // What these routes use of the services.
  } as unknown as Services;
  const app = new OpenAPIHono<RequestVariables>({ strict: false });
  const memory = new AnswerMemory(services.sql);
  // Tests change rows behind the back of this application, and expect to see it at once.
  app.use((_, next) => {
    memory.forget();
    return next();
  });
  app.use(cacheControl());
  const router = new Router(app, (route) => guard(route, services));
  stacRoutes(router, services, memory);
  picturesRoutes(router, services);
  mapRoutes(router, services, memory);
  app.notFound((context) => answerUnknownPath(context, router));
  app.onError(answerError);
  return app;
}

function textFile(text: string): OpenedFile {
  return {
    size: text.length,
    modifiedAt: new Date(0),
    etag: `"${text}"`,
    stream: () => new Blob([text]).stream(),
    body: () => new Blob([text]).stream(),
    close: () => {},
  };
}
