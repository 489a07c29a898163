/** What is remembered of answers: never more than there is room for, and nothing that has changed. */
import assert from "node:assert/strict";
import { OpenAPIHono } from "@hono/zod-openapi";
import { AnswerMemory, forgetAfterWrites } from "../../../src/core/http/answer_memory.ts";
import type { RequestVariables } from "../../../src/core/http/context.ts";
import { type Handler, Router } from "../../../src/core/http/router.ts";
import { databaseTest } from "../../support/databases.ts";
import { until } from "../../support/until.ts";
import type { Sql } from "../../../src/core/db/sql.ts";

/** A memory that already listens for changes. */
async function openMemory(sql: Sql): Promise<AnswerMemory> {
  const memory = new AnswerMemory(sql);
  await until(() => {
    memory.watch("the first one begins to listen")('"x"');
    return Promise.resolve(memory.size.answers > 0);
  });
  memory.forget();
  return memory;
}

databaseTest("AnswerMemory finds an answer by all that it depends on, however long", async (sql) => {
  const memory = await openMemory(sql);
  const filter = "x".repeat(100_000);
  for (let tile = 0; tile < 20; tile++) memory.watch(`${filter} ${tile}`)(`"${tile}"`);
  assert.deepEqual(memory.find(`${filter} 7`), { etag: '"7"', body: undefined });
  assert.equal(memory.find(filter), undefined);
  assert.deepEqual(memory.size, { answers: 20, bytes: 0 });
  const before = Deno.memoryUsage().heapUsed;
  for (let tile = 0; tile < 1000; tile++) memory.watch(`${filter} ${tile}`)(`"${tile}"`);
  const grown = Deno.memoryUsage().heapUsed - before;
  assert.ok(grown < 50e6, `${grown} bytes for keys of 100 MB together`);
});

databaseTest("AnswerMemory keeps at most 8 MiB of bodies, and the validators of all", async (sql) => {
  const memory = await openMemory(sql);
  for (let tile = 0; tile < 40; tile++) memory.watch(`${tile}`)(`"${tile}"`, new Uint8Array(2 ** 20));
  for (let tile = 0; tile < 40; tile++) memory.watch("the same one")(`"${tile}"`, "text");
  assert.ok(memory.size.bytes <= 8 * 2 ** 20, `${memory.size.bytes} bytes`);
  assert.equal(memory.size.answers, 41);
  assert.equal(memory.find("0")?.body, undefined);
  assert.equal(memory.find("0")?.etag, '"0"');
  assert.equal(memory.find("39")?.body?.length, 2 ** 20);
  memory.watch("too large")('"x"', new Uint8Array(5 * 2 ** 20));
  assert.deepEqual(memory.find("too large"), { etag: '"x"', body: undefined });
  memory.watch("39")('"private now"');
  assert.deepEqual(memory.find("39"), { etag: '"private now"', body: undefined });
});

databaseTest("AnswerMemory forgets all when the map changes, also what is being read", async (sql) => {
  const memory = await openMemory(sql);
  memory.watch("before")('"1"', "old");
  const remember = memory.watch("meanwhile");
  await sql`UPDATE pictures SET status = status`;
  await until(() => Promise.resolve(memory.find("before") === undefined));
  remember('"2"', "old");
  assert.equal(memory.find("meanwhile"), undefined);
  assert.deepEqual(memory.size, { answers: 0, bytes: 0 });
});

databaseTest(
  "what may have changed the map is forgotten before its answer is sent, whatever it answers",
  async (sql) => {
    const memory = await openMemory(sql);
    const app = new OpenAPIHono<RequestVariables>();
    app.use(forgetAfterWrites(memory));
    const router = new Router(app, () => (_, next) => next());
    const common = { summary: "", tags: [], responses: {} };
    const answer: Handler = (context) => context.text("done");
    router.route({ method: "get", path: "/edit", access: "anyone", ...common }, answer);
    router.route({ method: "patch", path: "/edit", access: "logged-writes", ...common }, answer);
    router.route({ method: "post", path: "/sync", access: "open-writes", ...common }, answer);
    router.route({ method: "post", path: "/search", access: "anyone", ...common }, answer);
    router.route({ method: "get", path: "/claim", access: "logged-writes-or-login", ...common }, answer);
    router.route({ method: "post", path: "/api/upload_sets/{id:uuid}/files", access: "uploader", ...common }, answer);
    router.route({ method: "delete", path: "/fail", access: "logged-writes", ...common }, () => {
      throw new Error("half done");
    });
    app.onError((_, context) => context.text("failed", 500));
    const isKeptAfter = async (method: string, path: string) => {
      memory.watch("tile")('"1"', "text");
      await app.request(path, { method });
      return memory.find("tile") !== undefined;
    };
    assert.deepEqual(
      {
        get: await isKeptAfter("GET", "/edit"),
        patch: await isKeptAfter("PATCH", "/edit"),
        failed: await isKeptAfter("DELETE", "/fail"),
        post: await isKeptAfter("POST", "/sync"),
        file: await isKeptAfter("POST", `/api/upload_sets/${crypto.randomUUID()}/files`),
        search: await isKeptAfter("POST", "/search"),
        claim: await isKeptAfter("GET", "/claim"),
        unknown: await isKeptAfter("POST", "/unknown"),
      },
      { get: true, patch: false, failed: false, post: false, file: true, search: true, claim: false, unknown: true },
    );
  },
);
