import assert from "node:assert/strict";
import { openPool } from "../../../../src/core/db/sql.ts";
import { embeddedTest, IDLE_LIMIT, poolTest, until } from "./shared_database.ts";

poolTest("openEmbeddedDatabase() answers each of many connections its own question", 10, async (sql) => {
  await Promise.all(Array.from({ length: 500 }, async (_, i) => {
    const [row] = await sql<[Record<string, unknown>]>`SELECT ${i}::int AS number, ${"tag " + i}::text AS tag`;
    assert.deepEqual({ ...row }, { number: i, tag: "tag " + i });
  }));
});

poolTest("openEmbeddedDatabase() never mixes transactions of connections", 10, async (sql) => {
  await Promise.all(Array.from({ length: 40 }, async (_, i) => {
    const tag = `transaction ${i}`;
    const running = sql.begin(async (tx) => {
      const [before] = await tx<[Record<string, unknown>]>`SELECT pg_current_xact_id()::text AS id`;
      for (let number = 0; number < 5; number++) await tx`INSERT INTO t VALUES (${tag}, ${number})`;
      const [after] = await tx<[Record<string, unknown>]>`
        SELECT pg_current_xact_id()::text AS id, (SELECT count(*) FROM t WHERE tag = ${tag}) AS count`;
      assert.deepEqual({ ...after }, { id: before.id, count: 5 });
      if (i % 2) throw new Error("taken back");
    });
    if (i % 2) await assert.rejects(running, /taken back/);
    else await running;
  }));
  const [{ rows, tags }] = await sql<
    [{ rows: string; tags: string }]
  >`SELECT count(*) AS rows, count(DISTINCT tag) AS tags FROM t`;
  assert.deepEqual({ rows, tags }, { rows: 100, tags: 20 });
});

poolTest("openEmbeddedDatabase() rolls a savepoint back alone", 2, async (sql) => {
  await sql.begin(async (tx) => {
    await tx`INSERT INTO t VALUES ('before', 1)`;
    await assert.rejects(tx.savepoint((savepoint) => savepoint`SELECT 1 / 0`), { code: "22012" });
    await tx`INSERT INTO t VALUES ('after', 2)`;
  });
  assert.deepEqual((await sql`SELECT tag FROM t ORDER BY number`).map(({ tag }) => tag), ["before", "after"]);
});

poolTest("openEmbeddedDatabase() runs statements that are sent without waiting, in order", 3, async (sql) => {
  await sql.begin((tx) => Array.from({ length: 300 }, (_, number) => tx`INSERT INTO t VALUES ('piped', ${number})`));
  const [{ numbers }] = await sql<[{ numbers: number[] }]>`SELECT array_agg(number ORDER BY ctid) AS numbers FROM t`;
  assert.deepEqual(numbers, Array.from({ length: 300 }, (_, number) => number));
});

poolTest("openEmbeddedDatabase() carries large parameters and large answers", 2, async (sql) => {
  const bytes = new Uint8Array(5_000_000).map((_, i) => i * 31);
  const [{ echoed }] = await sql<[{ echoed: Uint8Array }]>`SELECT ${bytes}::bytea AS echoed`;
  assert.ok(bytes.every((byte, i) => byte === echoed[i]));
  assert.equal((await sql`SELECT g, repeat('x', 200) FROM generate_series(1, 50000) AS g`).length, 50000);
});

poolTest("openEmbeddedDatabase() goes through a cursor while others query", 4, async (sql) => {
  const others = Promise.all(Array.from({ length: 20 }, (_, i) => sql`SELECT ${i}::int`));
  let rows = 0;
  await sql`SELECT g FROM generate_series(1, 1000) AS g`.cursor(100, (part) => {
    rows += part.length;
  });
  await others;
  assert.equal(rows, 1000);
});

poolTest("openEmbeddedDatabase() lets no two transactions have one advisory lock", 6, async (sql) => {
  let inside = 0;
  await Promise.all(Array.from({ length: 6 }, () =>
    sql.begin(async (tx) => {
      await tx`SELECT pg_advisory_xact_lock(7)`;
      assert.equal(++inside, 1);
      await tx`SELECT 1`;
      inside--;
    })));
});

poolTest("openEmbeddedDatabase() rolls back what a client left behind", 2, async (sql, socket) => {
  const leaving = openPool({ socket }, { max: 1 });
  const connection = await leaving.reserve();
  await connection`BEGIN`;
  await connection`INSERT INTO t VALUES ('left behind', 1)`;
  await leaving.end({ timeout: 0 });
  assert.equal((await sql`SELECT FROM t`).length, 0);
});

poolTest("openEmbeddedDatabase() rolls back a transaction that waits for itself, and says so", 3, async (sql) => {
  const waitsForItself = sql.begin(async (tx) => {
    await tx`INSERT INTO t VALUES ('never', 1)`;
    // Another connection, which waits for this transaction.
    await sql`SELECT 1`;
    await tx`INSERT INTO t VALUES ('never', 2)`;
  });
  await assert.rejects(waitsForItself, { code: "25P03", message: /rolled back: it was idle for 300 ms/ });
  assert.equal((await sql`SELECT FROM t`).length, 0);
  await sql.begin((tx) => tx`INSERT INTO t VALUES ('later', 3)`);
  assert.equal((await sql`SELECT FROM t`).length, 1);
});

poolTest("openEmbeddedDatabase() never lets the commit of a lost transaction look like a success", 3, async (sql) => {
  const loses = sql.begin(async (tx) => {
    await tx`INSERT INTO t VALUES ('never', 1)`;
    await sql`SELECT 1`;
  });
  await assert.rejects(loses, { code: "25P03" });
  assert.equal((await sql`SELECT FROM t`).length, 0);
});

poolTest("openEmbeddedDatabase() leaves an idle transaction alone that nobody waits for", 1, async (sql) => {
  await sql.begin(async (tx) => {
    await tx`INSERT INTO t VALUES ('slow', 1)`;
    const resumed = performance.now() + 2 * IDLE_LIMIT;
    await until(() => performance.now() > resumed);
    await tx`INSERT INTO t VALUES ('slow', 2)`;
  });
  assert.equal((await sql`SELECT FROM t`).length, 2);
});

poolTest("openEmbeddedDatabase() keeps read-only connections from writing, and only those", 1, async (sql, socket) => {
  const readOnly = openPool({ socket }, { max: 1, readOnly: true });
  try {
    for (let round = 0; round < 3; round++) {
      await assert.rejects(readOnly`INSERT INTO t VALUES ('refused', 1)`, { code: "25006" });
      await sql`INSERT INTO t VALUES ('taken', 1)`;
      assert.equal((await readOnly`SELECT FROM t`).length, round + 1);
    }
  } finally {
    await readOnly.end();
  }
});

embeddedTest("openEmbeddedDatabase() has UTC, the extensions and fsync", async (socket) => {
  const sql = openPool({ socket }, { max: 1 });
  try {
    const [row] = await sql<[Record<string, unknown>]>`
      SELECT current_setting('TimeZone') AS zone, current_setting('fsync') AS fsync,
        current_setting('full_page_writes') AS full_page_writes, current_setting('synchronous_commit') AS commit,
        (SELECT array_agg(extname ORDER BY extname) FROM pg_extension) AS extensions,
        ST_AsText(ST_Transform(ST_SetSRID(ST_MakePoint(2, 48), 4326), 3857), 0) AS transformed`;
    assert.deepEqual({ ...row }, {
      zone: "UTC",
      fsync: "on",
      full_page_writes: "on",
      commit: "on",
      extensions: ["pg_trgm", "plpgsql", "postgis", "uuid-ossp"],
      transformed: "POINT(222639 6106855)",
    });
  } finally {
    await sql.end();
  }
});
