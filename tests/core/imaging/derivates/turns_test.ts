import assert from "node:assert/strict";
import { Turns } from "../../../../src/core/imaging/derivates/turns.ts";
import { SharedTable } from "../../../../src/core/threads/shared_table.ts";

const ID = "4366dddb-8a71-4f6e-a3d4-cb6b545476bb";

/** Two threads with one clock. */
function setUp() {
  const table = new SharedTable({ rows: 1000, fields: 3 }), clock = { now: 1 };
  const threadOf = (number: number) => new Turns({ number, table: () => table, now: () => clock.now });
  return { table, clock, one: threadOf(1), other: threadOf(2) };
}

/** Work that lasts until it is ended. */
function begun(turns: Turns) {
  const start = Promise.withResolvers<void>(), end = Promise.withResolvers<void>();
  const done = turns.take(ID, async () => {
    start.resolve();
    await end.promise;
  });
  return { hasStarted: start.promise, end: end.resolve, done };
}

Deno.test("a thread that is always asked for the same picture lets another one have its turn", async () => {
  const { table, clock, one, other } = setUp();
  const first = begun(one);
  await first.hasStarted;
  const waiting = begun(other);
  const joined = begun(one);
  await joined.hasStarted;
  clock.now += 10_000;
  const late = begun(one);
  first.end();
  joined.end();
  await Promise.all([first.done, joined.done]);
  const winner = await Promise.race([waiting.hasStarted.then(() => "other"), late.hasStarted.then(() => "late")]);
  assert.equal(winner, "other");
  waiting.end();
  late.end();
  await Promise.all([waiting.done, late.done]);
  assert.equal(table.size, 0);
});

Deno.test("what a thread that died was at is free after a while", async () => {
  const { table, clock, one, other } = setUp();
  const lost = begun(one);
  await lost.hasStarted;
  const waiting = begun(other);
  clock.now += 61_000;
  await waiting.hasStarted;
  // The first one was slow only: its end is none of the other's.
  lost.end();
  await lost.done;
  assert.equal(table.size, 1);
  waiting.end();
  await waiting.done;
  assert.equal(table.size, 0);
});
