import type { Queryable, Transaction } from "../../../core/db/sql.ts";
import type { AttemptErrorColumns } from "../job.ts";

/** A job that waits or runs, with what went wrong the last time. */
export interface QueuedJobRow extends AttemptErrorColumns {
  id: string;
  task: string;
  picture_id: string | null;
  upload_set_id: string | null;
  sequence_id: string | null;
  /** Attempts that failed, or during which the process died. */
  nb_errors: number;
  ts: string;
  to_do_after_ts: string | null;
  is_running: boolean;
}

/** Where a page of the queue ended: its last job. */
export interface QueuePlace {
  failures: number;
  /** Microseconds since 1970. */
  time: string;
  seq: string;
}

/** Which jobs to list. */
export interface JobChoice {
  limit: number;
  task?: string;
  hasFailed?: boolean;
  after?: QueuePlace;
}

/** Jobs of the queue, those that failed most often first; `place` is where each is. */
export async function listQueuedJobs(
  sql: Queryable,
  { limit, task, hasFailed, after }: JobChoice,
): Promise<(QueuedJobRow & { place: QueuePlace })[]> {
  return await sql<(QueuedJobRow & { place: QueuePlace })[]>`
    SELECT q.id, q.task, coalesce(q.picture_id, q.picture_to_delete_id) AS picture_id, q.upload_set_id, q.sequence_id,
      q.nb_errors + q.nb_deaths AS nb_errors, q.ts, q.to_do_after_ts, coalesce(q.claimed_until > now(), FALSE) AS is_running, attempt.error, attempt.error_text,
      jsonb_build_object('failures', q.nb_errors + q.nb_deaths, 'time', (extract(epoch FROM q.ts) * 1000000)::bigint::text,
        'seq', q.seq::text) AS place
    FROM (
      SELECT * FROM job_queue
      WHERE ${
    after
      ? sql`(-(nb_errors + nb_deaths), ts, seq) >
          (${-after
        .failures}::int, timestamptz 'epoch' + ${after.time}::bigint * interval '1 microsecond', ${after.seq}::bigint)`
      : sql`TRUE`
  }
        AND ${task === undefined ? sql`TRUE` : sql`task::text = ${task}`}
        AND ${hasFailed ? sql`-(nb_errors + nb_deaths) < 0` : sql`TRUE`}
      ORDER BY -(nb_errors + nb_deaths), ts, seq LIMIT ${limit}
    ) q
    LEFT JOIN LATERAL (
      SELECT error, error_text FROM job_history h WHERE h.job_id = q.id AND h.error IS NOT NULL
      ORDER BY h.started_at DESC LIMIT 1
    ) attempt ON TRUE
    ORDER BY -(q.nb_errors + q.nb_deaths), q.ts, q.seq`;
}

/** A picture that could not be processed. */
export interface BrokenPictureRow extends AttemptErrorColumns {
  picture_id: string;
  collection_id: string | null;
  finished_at: string | null;
}

/** Pictures that could not be prepared, with the last error of each. */
export async function listBrokenPictures(sql: Queryable, limit: number): Promise<BrokenPictureRow[]> {
  return await sql<BrokenPictureRow[]>`
    SELECT p.id AS picture_id, sp.seq_id AS collection_id, attempt.error, attempt.error_text, attempt.finished_at
    FROM (SELECT id, inserted_at FROM pictures WHERE status = 'broken' ORDER BY inserted_at DESC LIMIT ${limit}) p
    LEFT JOIN sequences_pictures sp ON sp.pic_id = p.id
    LEFT JOIN LATERAL (
      SELECT error, error_text, finished_at FROM job_history h WHERE h.picture_id = p.id AND h.error IS NOT NULL
      ORDER BY started_at DESC LIMIT 1
    ) attempt ON TRUE
    ORDER BY p.inserted_at DESC`;
}

/** Lets a job run at once, as if it had never failed. @returns false when there is none, or it runs already */
export async function retryJob(sql: Queryable, id: string): Promise<boolean> {
  const rows = await sql<{ id: string }[]>`
    UPDATE job_queue SET nb_errors = 0, nb_outages = 0, nb_deaths = 0, to_do_after_ts = NULL, claimed_by = NULL,
      claimed_until = NULL
    WHERE id = ${id} AND (claimed_until IS NULL OR claimed_until <= now()) RETURNING id`;
  return rows.length > 0;
}

/** Takes a job out of the queue, undone. @returns false when there is none, or it runs already */
export async function dropJob(sql: Queryable, id: string): Promise<boolean> {
  const rows = await sql<{ id: string }[]>`
    DELETE FROM job_queue WHERE id = ${id} AND (claimed_until IS NULL OR claimed_until <= now()) RETURNING id`;
  return rows.length > 0;
}

/**
 * Lets all jobs that failed run at once, as if they never had, and has broken pictures prepared again.
 * @returns how many there are of both
 */
export async function retryAllJobs(tx: Transaction): Promise<{ jobs: number; pictures: number }> {
  // Pictures before jobs, each in the order of their ids.
  const pictures = await tx<{ id: string }[]>`
    SELECT id FROM pictures WHERE status = 'broken' ORDER BY id FOR KEY SHARE SKIP LOCKED`;
  const jobs = await tx`
    UPDATE job_queue SET nb_errors = 0, nb_outages = 0, nb_deaths = 0, to_do_after_ts = NULL, claimed_by = NULL,
      claimed_until = NULL
    WHERE id IN (
      SELECT id FROM job_queue WHERE -(nb_errors + nb_deaths) < 0 AND (claimed_until IS NULL OR claimed_until <= now())
      ORDER BY id FOR UPDATE SKIP LOCKED)`;
  const queued = await tx`
    INSERT INTO job_queue (picture_id, task) SELECT id, 'prepare' FROM unnest(${
    pictures.map(({ id }) => id)
  }::uuid[]) id
    ON CONFLICT (picture_id) DO NOTHING`;
  return { jobs: jobs.count, pictures: queued.count };
}
