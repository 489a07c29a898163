/** Upload sets of several slices, without files. */
import type { Sql } from "../../../../src/core/db/sql.ts";
import type { Services } from "../../../../src/core/services.ts";
import type { Job } from "../../../../src/features/jobs/mod.ts";
import { finalizeJob } from "../../../../src/features/sequences/mod.ts";
import { SLICE } from "../../../../src/features/uploads/dispatch/slices.ts";

/** Two collections, three slices and a bit of pictures, some of them twice. */
export const MANY = 3 * SLICE + 30, FIRST = SLICE + 40, TWICE = 12;

/** A complete set. */
export async function makeSet(sql: Sql, pictures = { from: 0, to: MANY }): Promise<string> {
  const [row] = await sql<[{ id: string }]>`
    INSERT INTO upload_sets (account_id, title, split_distance, split_time, duplicate_distance, duplicate_rotation, completed)
    SELECT id, 'Tour', 100, '300 s', 1, 60, TRUE FROM accounts WHERE is_default RETURNING id`;
  await addPictures(sql, row.id, pictures);
  return row.id;
}

/** Pictures of a road, ten metres and seconds apart; a pause follows number `FIRST`, and every 25th was taken twice. */
export async function addPictures(sql: Sql, set: string, { from, to }: { from: number; to: number }): Promise<void> {
  await sql`
    WITH place AS (
      SELECT n, n - n / 25 AS step FROM generate_series(${from}::int, ${to - 1}::int) n
    ), p AS (
      INSERT INTO pictures (id, account_id, upload_set_id, ts, geom, metadata, exif, original_content_md5)
      SELECT md5(${set} || 'p' || n)::uuid, account.id, ${set},
        timestamptz '2024-05-01T10:00:00Z' + make_interval(secs => 10 * n + CASE WHEN n >= ${FIRST}::int THEN 3600 ELSE 0 END),
        ST_SetSRID(ST_MakePoint(2.35, 48 + step * 0.0001), 4326), '{"type": "flat"}', '{}', md5(${set} || n)::uuid
      FROM place, accounts account WHERE is_default
    )
    INSERT INTO files (upload_set_id, file_name, picture_id)
    SELECT ${set}, to_char(n, 'FM000000') || '.jpg', md5(${set} || 'p' || n)::uuid FROM place`;
}

/** Finalizes the collections of a set. */
export async function finalizeAll(sql: Sql, set: string): Promise<void> {
  await finalize(
    sql,
    await sql<{ id: string }[]>`SELECT id FROM sequences WHERE upload_set_id = ${set} AND status <> 'deleted'`,
  );
}

/** Finalizes the collections that are waiting for it. */
export async function finalizeQueued(sql: Sql): Promise<void> {
  await finalize(
    sql,
    await sql<SequenceToFinalize[]>`SELECT sequence_id AS id, args FROM job_queue WHERE task = 'finalize'`,
  );
}

interface SequenceToFinalize {
  id: string;
  /** Of the job. */
  args?: Record<string, unknown> | null;
}

async function finalize(sql: Sql, sequences: SequenceToFinalize[]): Promise<void> {
  for (const { id, args } of sequences) {
    const job = { id: "00000000-0000-0000-0000-000000000000", sequenceId: id, args } as Job;
    const { commit } = await finalizeJob.run(job, { sql } as Services, new AbortController().signal);
    await sql.begin(async (tx) => await commit?.(tx));
    await sql`DELETE FROM job_queue WHERE sequence_id = ${id}`;
  }
}
