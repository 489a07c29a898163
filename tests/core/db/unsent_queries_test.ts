import assert from "node:assert/strict";
import configuration from "../../../deno.json" with { type: "json" };
import { openPool } from "../../../src/core/db/sql.ts";
import { askAgainWhenUnsent } from "../../../src/core/db/unsent_queries.ts";
import { nativeDatabaseTest } from "../../support/databases.ts";
import { isOfConnection } from "../../support/lost_connections.ts";

nativeDatabaseTest("after a query that was cut off, the next one is done, and once", async (killer, { target }) => {
  const pool = openPool(target, { max: 1 });
  try {
    await killer`CREATE TABLE visits (number int)`;
    for (let number = 0; number < 3; number++) {
      const [{ pid }] = await pool<[{ pid: string }]>`SELECT pg_backend_pid() AS pid`;
      const cutOff = assert.rejects(pool`SELECT pg_sleep(60)`, isOfConnection);
      // Not before it is asked: the connection would only be idle.
      for (let isAsked = false; !isAsked;) {
        [{ isAsked }] = await killer`
          SELECT query LIKE '%pg_sleep%' AS "isAsked" FROM pg_stat_activity WHERE pid = ${pid}`;
      }
      await killer`SELECT pg_terminate_backend(${pid})`;
      await cutOff;
      await pool`INSERT INTO visits VALUES (${number})`;
    }
    assert.deepEqual((await killer`SELECT number FROM visits ORDER BY number`).map(({ number }) => number), [0, 1, 2]);
  } finally {
    await killer`DROP TABLE visits`;
    await pool.end({ timeout: 5 });
  }
});

nativeDatabaseTest("a query that was cut off is not asked again", async (killer, { target }) => {
  const pool = openPool(target, { max: 1 });
  try {
    await killer`CREATE SEQUENCE starts`;
    const cutOff = pool`SELECT nextval('starts'), pg_terminate_backend(pg_backend_pid()), pg_sleep(60)`;
    await assert.rejects(cutOff, isOfConnection);
    for (let times = 0; times < 3; times++) {
      assert.deepEqual([...await pool`SELECT last_value FROM starts`], [{ last_value: 1 }]);
    }
  } finally {
    await killer`DROP SEQUENCE starts`;
    await pool.end({ timeout: 5 });
  }
});

Deno.test("askAgainWhenUnsent() asks again what was not sent, for last words alone, and not for ever", async () => {
  const sent = { pid: 1 };
  const cases: [code: string, state: unknown, asked: number][] = [
    ["57P01", null, 99],
    ["57P02", null, 99],
    ["57P01", sent, 0],
    ["CONNECTION_CLOSED", null, 0],
    ["57P03", null, 0],
  ];
  for (const [code, state, expected] of cases) {
    let asked = 0;
    const { promise: rejection, resolve: reject } = Promise.withResolvers<unknown>();
    const query = askAgainWhenUnsent({
      state: null as unknown,
      handler: () => {
        asked++;
        query.reject({ code });
      },
      reject,
    });
    query.state = state;
    query.reject({ code });
    assert.deepEqual(await rejection, { code });
    assert.equal(asked, expected, code);
  }
});

Deno.test("askAgainWhenUnsent() refuses queries that are made in another way", () => {
  assert.throws(() => askAgainWhenUnsent(Promise.resolve()), TypeError);
});

Deno.test("what is mended in postgres.js was looked at with the version in use", () => {
  // With another version: run this file, lost_connections_test.ts and cli/database_restart_test.ts with TEST_DB_URL, and
  // read what src/core/db/ says of the one before.
  assert.equal(configuration.imports.postgres, "npm:postgres@3.4.9");
});
