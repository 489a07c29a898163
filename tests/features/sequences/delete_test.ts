/** Long sequences are deleted part by part; nobody sees anything of them from the first part on. */
import assert from "node:assert/strict";
import type { Services } from "../../../src/core/services.ts";
import type { Sql, Transaction } from "../../../src/core/db/sql.ts";
import type { Job } from "../../../src/features/jobs/mod.ts";
import { beginDeletion, deletePicturesOfEnded, finalizeJob } from "../../../src/features/sequences/mod.ts";
import { removeUploadSet } from "../../../src/features/uploads/edit/edit_upload_set.ts";
import { databaseTest } from "../../support/databases.ts";
import { seedSequence, uuid } from "../stac/seeds.ts";

const SEQUENCE = uuid(1), OTHER = uuid(2), SET = uuid(3);
const PICTURES = 640;

/** A long sequence of an upload set; its first picture is in another sequence too. */
async function seedLongSequence(sql: Sql): Promise<string> {
  const [account] = await sql<[{ id: string }]>`SELECT id FROM accounts WHERE is_default`;
  await seedSequence(sql, { id: SEQUENCE, account: account.id });
  await seedSequence(sql, { id: OTHER, account: account.id });
  await sql`INSERT INTO upload_sets (id, account_id, title) VALUES (${SET}, ${account.id}, 'Tour')`;
  await sql`
    WITH picture AS (
      INSERT INTO pictures (id, account_id, upload_set_id, geom, ts, metadata)
      SELECT md5(n::text)::uuid, ${account.id}, ${SET}, ST_SetSRID(ST_MakePoint(2 + n * 0.0001, 48), 4326),
        timestamptz '2024-05-01T10:00:00Z' + make_interval(secs => n), '{"type": "flat"}'
      FROM generate_series(1, ${PICTURES}::int) AS n
      RETURNING id, ts
    )
    INSERT INTO sequences_pictures (seq_id, pic_id, rank) SELECT ${SEQUENCE}, id, row_number() OVER (ORDER BY ts) FROM picture`;
  await sql`INSERT INTO sequences_pictures (seq_id, pic_id, rank) SELECT ${OTHER}, pic_id, 1 FROM sequences_pictures WHERE rank = 1`;
  await sql`DELETE FROM job_queue`;
  return account.id;
}

/** What is there of the sequence. */
async function state(sql: Sql) {
  const [row] = await sql`
    SELECT (SELECT count(*)::int FROM pictures) AS pictures,
      (SELECT count(*)::int FROM sequences_pictures WHERE seq_id = ${SEQUENCE}) AS links,
      (SELECT array_agg(status::text || ' ' || nb_pictures ORDER BY id) FROM sequences) AS sequences,
      (SELECT count(*)::int FROM job_queue WHERE sequence_id IS NOT NULL) AS jobs,
      (SELECT count(*)::int FROM job_queue WHERE picture_to_delete_id IS NOT NULL) AS deletions`;
  return { ...row };
}
const DONE = {
  pictures: 1,
  links: 0,
  sequences: ["deleted 0", "ready 1"],
  jobs: 0,
  deletions: PICTURES - 1,
};

databaseTest("a long sequence is deleted in transactions of a hundred pictures", async (sql) => {
  const editor = await seedLongSequence(sql);
  const left: number[] = [];
  const watched = new Proxy(sql, {
    get: (target, name) =>
      name === "begin"
        ? async (work: (tx: Transaction) => Promise<number>) => {
          const count = await target.begin(work);
          left.push((await state(sql)).links as number);
          return count;
        }
        : Reflect.get(target, name),
  });
  await sql.begin((tx) => beginDeletion(tx, SEQUENCE, editor));
  assert.deepEqual(await state(sql), {
    pictures: PICTURES,
    links: PICTURES,
    sequences: ["deleted 0", "ready 1"],
    jobs: 1,
    deletions: 0,
  });
  await deletePicturesOfEnded(watched, SEQUENCE);
  assert.deepEqual(left, [540, 440, 340, 240, 140, 40, 0, 0]);
  assert.deepEqual(await state(sql), DONE);
});

databaseTest("what a dead process leaves of a sequence that it deletes, a job deletes", async (sql) => {
  const editor = await seedLongSequence(sql);
  await sql.begin((tx) => beginDeletion(tx, SEQUENCE, editor));
  const [job] = await sql<[{ args: Record<string, unknown>; is_later: boolean }]>`
    SELECT args, to_do_after_ts > now() AS is_later FROM job_queue WHERE sequence_id = ${SEQUENCE}`;
  assert.equal(job.is_later, true);
  const run = (signal: AbortSignal) =>
    finalizeJob.run({ id: uuid(9), sequenceId: SEQUENCE, args: job.args } as Job, { sql } as Services, signal);
  await assert.rejects(run(AbortSignal.abort()));
  assert.equal((await state(sql)).links, PICTURES - 100);
  await run(new AbortController().signal);
  await sql`DELETE FROM job_queue WHERE sequence_id = ${SEQUENCE}`;
  assert.deepEqual(await state(sql), DONE);
});

databaseTest("an upload set is deleted with its long collections", async (sql) => {
  await seedLongSequence(sql);
  await sql`UPDATE sequences SET upload_set_id = ${SET}`;
  await removeUploadSet(sql, SET);
  const found = await state(sql);
  assert.deepEqual(found, { ...DONE, pictures: 0, sequences: ["deleted 0", "deleted 0"], deletions: PICTURES });
  assert.equal((await sql`SELECT FROM upload_sets`).length, 0);
});
