import assert from "node:assert/strict";
import {
  changedTables,
  checkpointAfterWrites,
  vacuumAllTables,
  vacuumChangedTables,
  walPosition,
} from "../../../../src/core/db/embedded/vacuum.ts";
import { poolTest, until } from "./shared_database.ts";

poolTest("vacuumChangedTables() vacuums what has changed much, and nothing else", 1, async (sql) => {
  await sql`DROP TABLE IF EXISTS "Left Alone"`;
  await sql`CREATE TABLE "Left Alone" (number integer)`;
  await sql`INSERT INTO t SELECT 'row', g FROM generate_series(1, 5000) AS g`;
  await sql`DELETE FROM t WHERE number > 1000`;
  // Statistics are not counted at once.
  await until(async () => (await changedTables(sql)).length > 0);
  assert.deepEqual((await changedTables(sql)).map(({ name }) => name), ["t"]);

  await vacuumChangedTables(sql);
  assert.equal((await changedTables(sql)).length, 0);
  const [row] = await sql<[Record<string, unknown>]>`
    SELECT n_dead_tup AS dead, vacuum_count AS vacuums, analyze_count AS analyses
    FROM pg_stat_user_tables WHERE relname = 't'`;
  assert.deepEqual({ ...row }, { dead: 0, vacuums: 1, analyses: 1 });
});

poolTest("an analysis learns no more than takes little time, and leaves what others want to know", 1, async (sql) => {
  await sql`DELETE FROM t`;
  await sql`INSERT INTO t SELECT 'row', g FROM generate_series(1, 20000) AS g`;
  await until(async () => (await changedTables(sql)).length > 0);
  await vacuumChangedTables(sql);
  const [row] = await sql<[{ bounds: number; target: string }]>`
    SELECT cardinality(histogram_bounds::text::integer[]) AS bounds, current_setting('default_statistics_target') AS target
    FROM pg_stats WHERE tablename = 't' AND attname = 'number'`;
  assert.deepEqual({ ...row }, { bounds: 31, target: "100" });
});

poolTest("vacuumAllTables() vacuums PostgreSQL's own tables too", 1, async (sql) => {
  const count = async () =>
    Number(
      (await sql<
        [Record<string, unknown>]
      >`SELECT vacuum_count AS count FROM pg_stat_all_tables WHERE relname = 'pg_class'`)[0].count,
    );
  const before = await count();
  await vacuumAllTables(sql);
  assert.equal(await count(), before + 1);
});

poolTest("checkpointAfterWrites() does nothing when nothing was written", 1, async (sql) => {
  const position = await checkpointAfterWrites(sql, undefined);
  assert.equal(await checkpointAfterWrites(sql, position), position);
  assert.equal(await walPosition(sql), position);
  await sql`INSERT INTO t VALUES ('written', 1)`;
  assert.ok(await checkpointAfterWrites(sql, position) > position);
});
