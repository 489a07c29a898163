import assert from "node:assert/strict";
import { OpenAPIHono } from "@hono/zod-openapi";
import type { RequestVariables } from "../../../src/core/http/context.ts";
import { openPool } from "../../../src/core/db/sql.ts";
import { answerError, answerUnknownPath } from "../../../src/core/http/error_answers.ts";
import { ApiError } from "../../../src/core/http/errors.ts";
import { message } from "../../../src/core/messages/mod.ts";
import { type RouteDeclaration, Router } from "../../../src/core/http/router.ts";

const ID = "4366dddb-8a71-4f6e-a3d4-cb6b545476bb";

function application() {
  const app = new OpenAPIHono<RequestVariables>({ strict: false });
  const router = new Router(app, () => (_context, next) => next());
  const add = (path: string, method: RouteDeclaration["method"] = "get") =>
    router.route(
      { method, path, access: "open", summary: path, tags: [], responses: { 200: { description: "The parameters" } } },
      (context, parameters) => context.json({ path, parameters }),
    );
  add("/api");
  add("/api/things/{id:uuid}");
  add("/api/things/{id:uuid}", "delete");
  add("/api/things/me");
  add("/api/things/{id:uuid}/tiled/{column}_{row}.{format}");
  add("/api/map/{z:int}/{x:int}/{y:int}.{format}");
  app.notFound((context) => answerUnknownPath(context, router));
  app.onError(answerError);
  return { app, router };
}

const MATCHES: [string, string, Record<string, string>][] = [
  ["/api", "/api", {}],
  ["/api/", "/api", {}],
  [`/api/things/${ID}`, "/api/things/{id:uuid}", { id: ID }],
  [`/api/things/${ID.toUpperCase()}/`, "/api/things/{id:uuid}", { id: ID }],
  ["/api/things/me", "/api/things/me", {}],
  [`/api/things/${ID}/tiled/7_-1.jpg`, "/api/things/{id:uuid}/tiled/{column}_{row}.{format}", {
    id: ID,
    column: "7",
    row: "-1",
    format: "jpg",
  }],
  ["/api/map/11/1034/703.mvt", "/api/map/{z:int}/{x:int}/{y:int}.{format}", {
    z: "11",
    x: "1034",
    y: "703",
    format: "mvt",
  }],
];

for (const [url, path, parameters] of MATCHES) {
  Deno.test(`Router gives ${url} to ${path}`, async () => {
    const response = await application().app.request(url);
    assert.deepEqual(await response.json(), { path, parameters });
  });
}

for (const url of ["/nothing", "/api/things/not-a-uuid", "/api/map/-1/0/0.mvt", `/api/things/${ID}/`.repeat(2)]) {
  Deno.test(`Router answers 404 in JSON to ${url}`, async () => {
    const response = await application().app.request(url);
    assert.deepEqual([response.status, await response.json()], [404, { message: "Not found", status_code: 404 }]);
  });
}

Deno.test("Router answers 405 and what is allowed to another method", async () => {
  const response = await application().app.request(`/api/things/${ID}`, { method: "PATCH" });
  assert.deepEqual([response.status, response.headers.get("Allow")], [405, "DELETE, GET, HEAD, OPTIONS"]);
});

Deno.test("Router documents each route with its parameters", () => {
  const { app } = application();
  const { paths } = app.getOpenAPI31Document({ openapi: "3.1.0", info: { title: "Test", version: "1" } });
  const tiles = paths?.["/api/things/{id}/tiled/{column}_{row}.{format}"]?.get;
  const names = tiles?.parameters?.map((parameter) => "name" in parameter && parameter.name);
  assert.deepEqual(names, ["id", "column", "row", "format"]);
});

Deno.test("answerError() translates the message, and hides what is nobody's business", async () => {
  const { app } = application();
  app.get("/known", () => {
    throw new ApiError(409, message("uploads.id_taken"), { members: { id: 1 } });
  });
  app.get("/defect", () => {
    throw new Error("secret");
  });
  const known = await app.request("/known", { headers: { "Accept-Language": "fr_FR,en;q=0.5" } });
  assert.deepEqual(await known.json(), {
    message: "Une image avec le même identifiant existe déjà",
    status_code: 409,
    id: 1,
  });
  const defect = await app.request("/defect");
  assert.equal(defect.status, 500);
  assert.doesNotMatch(await defect.text(), /secret/);
});

Deno.test("answerError() answers 503 and when to come back while there is no database", async () => {
  const { app } = application();
  const pool = openPool({ url: "postgres://panoramax@127.0.0.1:1/none" }, { max: 1 });
  app.get("/away", async (context) => context.json(await pool`SELECT 1`));
  const response = await app.request("/away", { headers: { "Accept-Language": "fr" } });
  await pool.end({ timeout: 1 });
  assert.equal(response.status, 503);
  assert.match(response.headers.get("Retry-After")!, /^[1-9]\d*$/);
  const message = "Le serveur ne peut pas le faire en ce moment. Réessayez bientôt";
  assert.deepEqual(await response.json(), { message, status_code: 503 });
});

const DATABASE_ERRORS: [string, number, RegExp][] = [
  ["54001", 400, /nested too deeply/],
  ["57014", 503, /^The server cannot do this/],
];

for (const [code, status, text] of DATABASE_ERRORS) {
  Deno.test(`answerError() answers ${status} to SQLSTATE ${code}`, async () => {
    const { app } = application();
    app.get("/fails", () => {
      throw Object.assign(new Error("what PostgreSQL says"), { name: "PostgresError", code });
    });
    const response = await app.request("/fails");
    assert.equal(response.status, status);
    assert.equal(response.headers.has("Retry-After"), status === 503);
    assert.match((await response.json()).message, text);
  });
}
