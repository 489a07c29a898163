import assert from "node:assert/strict";
import type { Sql } from "../../../../src/core/db/sql.ts";
import { databaseTest } from "../../../support/databases.ts";
import { insertSequence, insertUploadSet } from "./objects.ts";

const PICTURES = 500;

/** How often each trigger ran, by name, as EXPLAIN ANALYZE tells; those of foreign keys are left out. */
async function triggerCalls(explained: Promise<Iterable<Record<string, string>>>): Promise<Record<string, number>> {
  const calls: Record<string, number> = {};
  for (const { "QUERY PLAN": line = "" } of await explained) {
    const found = /^Trigger (?!for constraint)(\w+).*calls=(\d+)/.exec(line);
    if (found?.[1]) calls[found[1]] = Number(found[2]);
  }
  return calls;
}

databaseTest("statements on many pictures run each trigger of the upkeep once", async (sql) => {
  const set = await insertUploadSet(sql), sequences = [await insertSequence(sql), await insertSequence(sql)];
  const explain = (statement: ReturnType<Sql>) =>
    triggerCalls(
      sql`EXPLAIN (ANALYZE, COSTS OFF) ${statement}`.then((rows) => rows as Iterable<Record<string, string>>),
    );

  const inserted = await explain(sql`
    INSERT INTO pictures (account_id, upload_set_id, geom, ts)
    SELECT account_id, id, ST_SetSRID(ST_MakePoint(2 + n * 0.0001, 48), 4326), timestamptz '2024-01-01' + n * interval '1 s'
    FROM upload_sets, generate_series(1, ${PICTURES}::int) AS n WHERE id = ${set}`);
  assert.equal(inserted.pictures_queue_prepare, 1);

  const linked = await explain(sql`
    INSERT INTO sequences_pictures (seq_id, rank, pic_id)
    SELECT (${sequences}::uuid[])[1 + rank % 2], rank, id
    FROM (SELECT id, row_number() OVER (ORDER BY ts) AS rank FROM pictures) AS ranked`);
  assert.deepEqual(linked, {
    sequences_pictures_changed_map: 1,
    sequences_pictures_inserted: 1,
    sequences_pictures_inserted_grid: 1,
  });

  assert.deepEqual(await explain(sql`UPDATE pictures SET status = 'ready'`), {
    pictures_changed_map: 1,
    pictures_updated: 1,
  });

  const deleted = await explain(sql`DELETE FROM pictures WHERE geom IS NOT NULL`);
  assert.deepEqual(deleted, {
    pictures_changed_map: 1,
    pictures_deleted_grid: 1,
    pictures_last_of_upload_set: 1,
    pictures_queue_delete: 1,
    sequences_pictures_changed_map: 1,
    sequences_pictures_deleted: 1,
    sequences_pictures_deleted_grid: 1,
  });
  assert.equal((await sql`SELECT FROM job_queue WHERE task = 'delete'`).length, PICTURES);
  assert.equal((await sql`SELECT FROM upload_sets`).length, 0);
  assert.deepEqual((await sql`SELECT nb_pictures FROM sequences`).map((row) => row.nb_pictures), [0, 0]);
});

databaseTest(
  "many pictures change at once as fast as the first time, also after changes of single ones",
  async (sql) => {
    const MANY = 3000;
    const sequence = await insertSequence(sql);
    await sql`
    INSERT INTO pictures (account_id, geom, ts, exif)
    SELECT id, ST_SetSRID(ST_MakePoint(2 + n * 0.0001, 48), 4326), timestamptz '2024-01-01' + n * interval '1 s',
      jsonb_build_object('Exif.Photo.UserComment', repeat(md5(n::text), 20))
    FROM accounts, generate_series(1, ${MANY}::int) AS n WHERE is_default`;
    await sql`
    INSERT INTO sequences_pictures (seq_id, rank, pic_id)
    SELECT ${sequence}, row_number() OVER (ORDER BY ts), id FROM pictures`;
    const milliseconds = async (change: () => PromiseLike<unknown>) => {
      const start = performance.now();
      await change();
      return performance.now() - start;
    };
    // PostgreSQL keeps the plans of functions for the session: those made for one row must do for many.
    await sql.begin(async (tx) => {
      const first = await milliseconds(() => tx`UPDATE pictures SET heading = 1`);
      await tx`DISCARD PLANS`;
      await tx`UPDATE pictures SET heading = 2 WHERE id = (SELECT id FROM pictures LIMIT 1)`;
      const again = await milliseconds(() => tx`UPDATE pictures SET heading = 3`);
      assert.ok(again < 5 * first + 1000, `${again} ms after ${first} ms`);
    });
  },
);
