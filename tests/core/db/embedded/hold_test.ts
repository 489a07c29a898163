import assert from "node:assert/strict";
import { HoldTimer, LONG_HOLD, type LongHold, StatementTexts } from "../../../../src/core/db/embedded/hold.ts";
import { message, query, terminated } from "../../../../src/core/db/embedded/wire_protocol.ts";
import { concatenate, Frontend } from "../../../../src/core/db/embedded/wire_protocol.ts";

Deno.test("a transaction that has the backend for long is reported with the statement that took longest", async () => {
  let now = 0;
  const held: LongHold[] = [];
  const timer = new HoldTimer((hold) => held.push(hold), () => now);
  const run = (statement: string, milliseconds: number) =>
    timer.during(statement, () => {
      now += milliseconds;
      return Promise.resolve();
    });
  await run("BEGIN", 1);
  await run("UPDATE a", LONG_HOLD - 2);
  timer.end();
  timer.end();
  assert.deepEqual(held, []);
  await run("BEGIN", 1);
  // The client thinks: everybody waits for that too.
  now += 30;
  await run("UPDATE b", 60);
  await run("COMMIT", 10);
  timer.end();
  assert.deepEqual(held, [{ milliseconds: 101, statement: "UPDATE b", statementMilliseconds: 60 }]);
});

Deno.test("a prepared statement is known by its name, whether it was just prepared or long ago", () => {
  const texts = new StatementTexts();
  const parse = message(
    Frontend.Parse,
    concatenate([terminated("s1"), terminated("SELECT  1\n  FROM a"), new Uint8Array(2)]),
  );
  const bind = message(Frontend.Bind, concatenate([terminated(""), terminated("s1"), new Uint8Array(6)]));
  assert.equal(texts.read(parse), "SELECT 1 FROM a");
  assert.equal(texts.read(query("SELECT 2")), "SELECT 2");
  assert.equal(texts.read(bind), "SELECT 1 FROM a");
  assert.equal(texts.read(message(Frontend.Sync)), undefined);
  assert.equal(texts.read(query(`SELECT '${"x".repeat(100_000)}'`))!.length < 200, true);
});
