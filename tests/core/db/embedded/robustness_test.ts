import assert from "node:assert/strict";
import { join } from "node:path";
import { openPool } from "../../../../src/core/db/sql.ts";
import { walPosition } from "../../../../src/core/db/embedded/vacuum.ts";
import { embeddedTest, poolTest, until } from "./shared_database.ts";

const MEGABYTE = 1024 * 1024;

poolTest("openEmbeddedDatabase() keeps the WAL small however much is written", 1, async (sql, socket) => {
  const walFolder = join(socket, "../../db/pg_wal");
  const start = await walPosition(sql);
  let largest = 0;
  while (await walPosition(sql) - start < 256 * MEGABYTE) {
    await sql`INSERT INTO t SELECT repeat(md5(g::text), 30), g FROM generate_series(1, 10000) AS g`;
    await sql`TRUNCATE t`;
    largest = Math.max(largest, await folderSize(walFolder));
  }
  assert.ok(largest <= 128 * MEGABYTE, `${largest / MEGABYTE} MB`);
});

async function folderSize(folder: string): Promise<number> {
  let size = 0;
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (isFile) size += (await Deno.stat(join(folder, name))).size;
  }
  return size;
}

embeddedTest("openEmbeddedDatabase() works on after thousands of SQL errors", async (socket) => {
  const sql = openPool({ socket }, { max: 4 });
  try {
    await Promise.all(Array.from({ length: 3000 }, () => assert.rejects(sql`SELECT missing`, { code: "42703" })));
    assert.equal((await sql<[Record<string, unknown>]>`SELECT 1 AS one`)[0].one, 1);
  } finally {
    await sql.end();
  }
});

poolTest("openEmbeddedDatabase() answers recursion without end by an error", 1, async (sql) => {
  await sql`
    CREATE OR REPLACE FUNCTION recurse(depth integer) RETURNS integer LANGUAGE plpgsql
    AS 'BEGIN RETURN recurse(depth + 1); END'`;
  for (let round = 0; round < 3; round++) await assert.rejects(sql`SELECT recurse(1)`, { code: "54001" });
  assert.equal((await sql<[Record<string, unknown>]>`SELECT 1 AS one`)[0].one, 1);
});

// Last: it disconnects everybody.
poolTest(
  "openEmbeddedDatabase() starts PostgreSQL again when it crashed, with all that was committed",
  1,
  async (sql) => {
    await sql`INSERT INTO t VALUES ('committed', 1)`;
    // Real PostgreSQL says that this pattern is too complex; WebAssembly runs out of stack.
    const pattern = "(".repeat(10_000) + "a" + ")".repeat(10_000);
    await assert.rejects(sql`SELECT 'a' ~ ${pattern}`);
    await until(async () => {
      try {
        return (await sql<[Record<string, unknown>]>`SELECT tag FROM t`)[0].tag === "committed";
      } catch {
        return false;
      }
    });
    await sql`INSERT INTO t VALUES ('later', 2)`;
    assert.equal((await sql`SELECT FROM t`).length, 2);
  },
);
