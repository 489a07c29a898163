/** Rows out of a table and into another by COPY, for every size: none may make the connection wait for ever. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { readWholeLines } from "../../src/backup/restore.ts";
import { copyIn, copyOut, countRows, listTables, type Table } from "../../src/backup/queries.ts";
import { readCopy } from "../../src/core/db/copy.ts";
import { openPool, type Sql } from "../../src/core/db/sql.ts";
import { databaseTest, nativeDatabaseTest } from "../support/databases.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";
import { within } from "../support/within.ts";

const FROM: Table = { name: "rows_out", columns: ["id", "value"] };
const INTO: Table = { name: "rows_in", columns: ["id", "value"] };

const KIB = 1024, MIB = 1024 * KIB;

/** Rows of so many characters: the edges of buffers, and what once made backups wait for ever. */
const SIZES: [rows: number, length: number][] = [
  [0, 0],
  [1, 0],
  [1, 97_000],
  [1, MIB],
  [3, MIB],
  [700, 100],
  [5000, 1],
  [40_000, 100],
  ...[1, 63, 64, 65, 128, 256].flatMap((kib) => [-1, 0, 1].map((d): [number, number] => [1, kib * KIB + d])),
  ...Array.from({ length: 13 }, (_, i): [number, number] => [1 + Math.floor(2 ** i), Math.floor(9e4 / 2 ** i)]),
];

databaseTest("COPY out and in ends for every number and length of rows", async (sql, { target }) => {
  await using folder = await temporaryFolder();
  await withTables(sql, async () => {
    // One connection, which is needed again each time.
    const connection = openPool(target, { max: 1 });
    try {
      for (const [rows, length] of SIZES) {
        await within(
          20,
          `${rows} rows of ${length} characters`,
          () => copyBothWays(connection, folder.path, rows, length),
        );
      }
    } finally {
      await connection.end({ timeout: 1 });
    }
  });
});

databaseTest("a reader that stops early leaves the connection usable", async (_, { target }) => {
  const sql = openPool(target, { max: 1 });
  try {
    await within(30, "the query after it", () =>
      sql.begin(async (tx) => {
        const copy = tx`COPY (SELECT repeat('x', 1000) FROM generate_series(1, 20000)) TO STDOUT`;
        for await (const _chunk of readCopy(copy)) break;
        assert.deepEqual([...await tx`SELECT 1 AS one`], [{ one: 1 }]);
      }));
  } finally {
    await sql.end({ timeout: 1 });
  }
});

databaseTest("rows that PostgreSQL refuses are an error, whenever it notices", async (sql) => {
  await withTables(sql, async () => {
    const cases: [lines: string, says: RegExp][] = [
      ["1\ta\n1\tb\n", /duplicate key/],
      ["x\ta\n", /invalid input syntax/],
      [`1\t${"a".repeat(5 * MIB)}\nx\ta\n`, /invalid input syntax/],
    ];
    for (const [lines, says] of cases) {
      const refused = sql.begin((tx) => copyIn(tx, INTO, Buffer.from(lines)));
      await within(30, "the refusal", () => assert.rejects(refused, says));
    }
    assert.equal(await sql.begin((tx) => countRows(tx, INTO)), 0);
  });
});

nativeDatabaseTest("no table refers to itself: its rows are restored in parts", async (sql) => {
  const tables = (await listTables(sql)).map(({ name }) => name);
  const found = await sql<{ name: string }[]>`
    SELECT conrelid::regclass::text AS name FROM pg_constraint WHERE contype = 'f' AND conrelid = confrelid`;
  assert.deepEqual(found.filter(({ name }) => tables.includes(name)), []);
});

async function withTables(sql: Sql, work: () => Promise<void>): Promise<void> {
  await sql`CREATE TABLE rows_out (id int PRIMARY KEY, value text)`;
  await sql`CREATE TABLE rows_in (id int PRIMARY KEY, value text)`;
  try {
    await work();
  } finally {
    await sql`DROP TABLE rows_out, rows_in`;
  }
}

/** As backups do it: to a file, and back. */
async function copyBothWays(sql: Sql, folder: string, rows: number, length: number): Promise<void> {
  const path = `${folder}/rows`;
  await sql`DELETE FROM rows_out`;
  await sql`DELETE FROM rows_in`;
  await sql`
    INSERT INTO rows_out
    SELECT id, left(repeat(md5(id::text) || E'\\\\ \\n\\t', ${Math.ceil(length / 36)}), ${length})
    FROM generate_series(1, ${rows}) id`;
  await sql.begin("isolation level repeatable read read only", async (tx) => {
    using file = await Deno.open(path, { write: true, create: true, truncate: true });
    for await (const chunk of copyOut(tx, FROM)) {
      for (let done = 0; done < chunk.length;) done += await file.write(chunk.subarray(done));
    }
    assert.equal(await countRows(tx, FROM), rows);
  });
  await sql.begin(async (tx) => {
    for await (const lines of readWholeLines(path, 100 * KIB)) await copyIn(tx, INTO, lines);
  });
  const [difference] = await sql`
    SELECT (SELECT count(*)::int FROM rows_in) AS count,
      (SELECT count(*)::int FROM (TABLE rows_out EXCEPT TABLE rows_in) missing) AS missing`;
  assert.deepEqual(difference, { count: rows, missing: 0 });
}
