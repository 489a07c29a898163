/** Statements that run for too long, on an embedded database that other clients use as well. */
import assert from "node:assert/strict";
import { isDatabaseAway, isStatementTimeout } from "../../../../src/core/db/errors.ts";
import { openPool, type Sql } from "../../../../src/core/db/sql.ts";
import { embeddedTest, until } from "./shared_database.ts";

/** Milliseconds; long enough for every other statement of these tests on a busy machine. */
const LIMIT = 1500;
const WRITERS = 3;

/** Computes for many minutes, without reading or writing anything. */
const endlessly = (sql: Sql) => sql`SELECT count(*) FROM generate_series(1, 100000000000) AS g`;

function watchedTest(name: string, body: (pool: Sql, unlimited: Sql) => Promise<void>): void {
  embeddedTest(name, async (socket) => {
    const limited = openPool({ socket }, { max: WRITERS + 1, statementTimeout: LIMIT });
    const unlimited = openPool({ socket }, { max: 1 });
    try {
      await untilAnswered(unlimited);
      await unlimited`DROP TABLE IF EXISTS acknowledged`;
      await unlimited`CREATE TABLE acknowledged (writer integer, number integer)`;
      await body(limited, unlimited);
    } finally {
      await Promise.all([limited.end({ timeout: 1 }), unlimited.end({ timeout: 1 })]);
    }
  });
}

/** The connections of a pool are lost when the database restarts, and each is noticed when it is used next. */
async function untilAnswered(sql: Sql): Promise<void> {
  await until(() =>
    sql`SELECT 1`.then(() => true, (error) => {
      if (!isDatabaseAway(error)) throw error;
      return false;
    })
  );
}

async function assertCancelled(statement: Promise<unknown>): Promise<void> {
  const failure = await statement.then(() => undefined, (error) => error);
  assert.ok(isStatementTimeout(failure), String(failure));
}

watchedTest(
  "The embedded database cancels a statement that exceeds its limit, and nothing else",
  async (sql, unlimited) => {
    const acknowledged: [writer: number, number: number][] = [];
    let isOver = false;
    const write = async (writer: number) => {
      for (let number = 1; !isOver; number++) {
        await sql`INSERT INTO acknowledged VALUES (${writer}, ${number})`;
        acknowledged.push([writer, number]);
      }
    };
    const writing = Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
    await until(() => acknowledged.length >= 20);
    for (let round = 0; round < 2; round++) {
      await assertCancelled(endlessly(sql));
      const before = acknowledged.length;
      await until(() => acknowledged.length >= before + 20);
    }
    isOver = true;
    await writing;
    const rows = await unlimited<{ writer: number; number: number }[]>`SELECT writer, number FROM acknowledged`;
    const found = new Set(rows.map(({ writer, number }) => `${writer} ${number}`));
    for (const [writer, number] of acknowledged) assert.ok(found.has(`${writer} ${number}`), `${writer} ${number}`);
  },
);

/** Computes for longer than the limit, however fast the machine, but ends. */
const longerThanLimit = `
  DO $$ DECLARE start timestamptz := clock_timestamp();
  BEGIN WHILE clock_timestamp() < start + interval '${2 * LIMIT} milliseconds' LOOP END LOOP; END $$`;

watchedTest("The embedded database lets a connection without a limit take its time", async (_, unlimited) => {
  await unlimited.unsafe(longerThanLimit);
});

watchedTest("The embedded database keeps to a limit of a transaction until its end", async (sql) => {
  await sql.begin(async (tx) => {
    await tx`SET LOCAL statement_timeout = 0`;
    await tx.unsafe(longerThanLimit);
  });
  await assertCancelled(sql.begin((tx) => tx.unsafe(longerThanLimit)));
});

/** Multiplies numbers of 60,000 digits for long, in one expression: PostgreSQL does not look whether to stop meanwhile. */
const deaf = `SELECT ARRAY[${
  "a * a, ".repeat(300)
}a] FROM (SELECT repeat('9', 60000)::numeric AS a OFFSET 0) AS numbers`;

watchedTest(
  "The embedded database restarts under a statement that cannot be cancelled, and loses nothing",
  async (sql, unlimited) => {
    for (let number = 0; number < 20; number++) await unlimited`INSERT INTO acknowledged VALUES (0, ${number})`;
    const open = unlimited.begin(async (tx) => {
      await tx`INSERT INTO acknowledged VALUES (1, 0)`;
      throw new Error("rolled back");
    });
    await assert.rejects(open, { message: "rolled back" });
    const stuck = sql.unsafe(deaf).then(() => undefined, (error) => error);
    // Asked meanwhile, by others: it waits, and fails as the connection does, or is answered by the new backend.
    const waiting = sql`SELECT 1`.then(() => undefined, (error) => error);
    const failure = await stuck;
    assert.ok(isDatabaseAway(failure), `its caller is to come back (503): ${failure}`);
    const other = await waiting;
    assert.ok(other === undefined || isDatabaseAway(other), String(other));
    await untilAnswered(sql);
    await untilAnswered(unlimited);
    const rows = await unlimited<{ writer: number; number: number }[]>`SELECT writer, number FROM acknowledged`;
    assert.deepEqual(rows.map(({ number }) => number).sort((a, b) => a - b), Array.from({ length: 20 }, (_, n) => n));
    await sql`INSERT INTO acknowledged VALUES (2, 0)`;
  },
);
