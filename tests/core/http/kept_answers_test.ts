/** Answers are kept for one caller, for one form of the question, and for as long as no row has changed. */
import assert from "node:assert/strict";
import { OpenAPIHono } from "@hono/zod-openapi";
import type { RequestVariables } from "../../../src/core/http/context.ts";
import { keepAnswers } from "../../../src/core/http/kept_answers.ts";
import { textAnswer } from "../../../src/core/http/made_text.ts";
import type { Sql } from "../../../src/core/db/sql.ts";
import { until } from "../../support/until.ts";
import { databaseTest } from "../../support/databases.ts";

const ACCENTS = "Crème, 5 €, 😀";

/** An application that counts how often it made an answer. The caller is named by a header. */
function countingApp(sql: Sql) {
  const app = new OpenAPIHono<RequestVariables>();
  let made = 0;
  app.use(async (context, next) => {
    const id = context.req.header("X-Caller");
    context.set("caller", id === undefined ? null : { id, name: id, role: "user", tosAccepted: true });
    await next();
  }, keepAnswers(sql));
  app.get("/text", () => textAnswer(`${++made}`, { "Content-Type": "text/plain" }));
  app.get("/accents", () => textAnswer(ACCENTS, { "Content-Type": "text/plain" }));
  app.get("/wrong", (context) => context.text(`${++made}`, 404));
  const ask = async (path: string, headers: Record<string, string> = {}) =>
    await (await app.request(path, { headers })).text();
  return { app, ask, made: () => made };
}

databaseTest(
  "an answer is made again for each caller, language, type and address, and after each write",
  async (sql) => {
    const { ask } = countingApp(sql);
    /** Other tests may write on the same PostgreSQL server, which has the next answer made anew. */
    const whenKept = async (path: string, headers: Record<string, string> = {}) => {
      let last = "";
      await until(async () => last === (last = await ask(path, headers)));
      return last;
    };
    assert.equal(await ask("/text"), "1");
    assert.equal(await ask("/text"), "2", "asked for once, it was not worth keeping");
    const questions: [string, Record<string, string>][] = [
      ["/text", {}],
      ["/text", { "X-Caller": "a" }],
      ["/text", { "X-Caller": "b" }],
      ["/text", { "Accept-Language": "fr" }],
      ["/text", { Accept: "application/json" }],
      ["/text?page=2", {}],
      ["http://elsewhere.example/text", {}],
    ];
    const kept = [];
    for (const [path, headers] of questions) kept.push(await whenKept(path, headers));
    assert.equal(new Set(kept).size, questions.length, `${kept}`);
    for (let round = 0; round < 5; round++) {
      const before = await whenKept("/text");
      await sql`UPDATE configurations SET collaborative_metadata = collaborative_metadata`;
      assert.notEqual(await ask("/text"), before);
    }
  },
);

databaseTest("an answer from memory has the same bytes and length as when it was made, in any script", async (sql) => {
  const { app } = countingApp(sql);
  const bytes = new TextEncoder().encode(ACCENTS);
  for (let round = 0; round < 5; round++) {
    const answer = await app.request("/accents");
    assert.equal(answer.headers.get("Content-Length"), String(bytes.length));
    assert.deepEqual(new Uint8Array(await answer.arrayBuffer()), bytes);
  }
});

databaseTest("refusals are not kept", async (sql) => {
  const { ask, made } = countingApp(sql);
  for (let round = 0; round < 4; round++) await ask("/wrong");
  assert.equal(made(), 4);
});
