import { onlyRow } from "../core/db/rows.ts";
import type { Queryable } from "../core/db/sql.ts";

/** A picture as the files are compared with it. */
export interface KnownPictureRow {
  id: string;
  /** Its thumbnail was made, and nobody is about to make it again. */
  is_prepared: boolean;
}

/** Pictures after the given one, in the order of their ids; those that are about to be deleted are left out. */
export async function listPictures(sql: Queryable, after: string, limit: number): Promise<KnownPictureRow[]> {
  return await sql<KnownPictureRow[]>`
    SELECT id, preparing_status = 'prepared' AND NOT EXISTS (SELECT FROM job_queue WHERE picture_id = pictures.id) AS is_prepared
    FROM pictures
    WHERE id > ${after} AND status <> 'waiting-for-delete' ORDER BY id LIMIT ${limit}`;
}

/** Whether a picture is still there: it may have been deleted since it was listed. */
export async function isKnown(sql: Queryable, id: string): Promise<boolean> {
  const found = await sql`SELECT FROM pictures WHERE id = ${id} AND status <> 'waiting-for-delete'`;
  return found.length > 0;
}

/** Has a picture prepared again. */
export async function queuePreparation(sql: Queryable, id: string): Promise<void> {
  await sql`
    INSERT INTO job_queue (picture_id, task) SELECT id, 'prepare' FROM pictures WHERE id = ${id}
    ON CONFLICT (picture_id) DO NOTHING`;
}

/** Work that will not be done: it has no job in the queue, or a dead process holds its job. */
export interface StuckWork {
  /** Pictures that were never processed. */
  unprepared: number;
  /** Pictures whose preparation failed, maybe because of what has passed since. */
  broken: number;
  /** Pictures to be deleted. */
  undeleted: number;
  /** Complete upload sets without their collections. */
  undispatched: number;
  /** Sequences with pictures that are not shown. */
  unfinalized: number;
  /** Jobs claimed by a process that did not renew its claim for minutes. */
  abandoned: number;
}

/** How long a claim has to be over. The runners take such jobs by themselves, if there are any runners. */
const ABANDONED_AFTER = "2 minutes";

/** Counts what is stuck. */
export async function countStuckWork(sql: Queryable): Promise<StuckWork> {
  const rows = await sql<StuckWork[]>`
    SELECT
      (SELECT count(*)::int FROM pictures p WHERE preparing_status = 'not-processed' AND status <> 'waiting-for-delete'
        AND NOT EXISTS (SELECT FROM job_queue WHERE picture_id = p.id)) AS unprepared,
      (SELECT count(*)::int FROM pictures p WHERE preparing_status = 'broken' AND status <> 'waiting-for-delete'
        AND NOT EXISTS (SELECT FROM job_queue WHERE picture_id = p.id)) AS broken,
      (SELECT count(*)::int FROM pictures p WHERE status = 'waiting-for-delete'
        AND NOT EXISTS (SELECT FROM job_queue WHERE picture_to_delete_id = p.id)) AS undeleted,
      (SELECT count(*)::int FROM upload_sets u WHERE completed AND NOT dispatched
        AND NOT EXISTS (SELECT FROM job_queue WHERE upload_set_id = u.id)) AS undispatched,
      (SELECT count(*)::int FROM sequences s WHERE status = 'waiting-for-process'
        AND EXISTS (SELECT FROM sequences_pictures WHERE seq_id = s.id)
        AND NOT EXISTS (SELECT FROM job_queue WHERE sequence_id = s.id)) AS unfinalized,
      (SELECT count(*)::int FROM job_queue WHERE claimed_until < now() - ${ABANDONED_AFTER}::interval) AS abandoned`;
  return onlyRow(rows);
}

/** Puts into the queue what is stuck. */
export async function releaseStuckWork(sql: Queryable): Promise<void> {
  await sql`
    INSERT INTO job_queue (picture_id, task)
    SELECT id, 'prepare' FROM pictures WHERE preparing_status IN ('not-processed', 'broken') AND status <> 'waiting-for-delete'
    ON CONFLICT (picture_id) DO NOTHING`;
  await sql`
    INSERT INTO job_queue (picture_to_delete_id, task) SELECT id, 'delete' FROM pictures WHERE status = 'waiting-for-delete'
    ON CONFLICT (picture_to_delete_id) DO NOTHING`;
  await sql`
    INSERT INTO job_queue (upload_set_id, task) SELECT id, 'dispatch' FROM upload_sets WHERE completed AND NOT dispatched
    ON CONFLICT (upload_set_id) DO NOTHING`;
  await sql`
    INSERT INTO job_queue (sequence_id, task)
    SELECT id, 'finalize' FROM sequences s
    WHERE status = 'waiting-for-process' AND EXISTS (SELECT FROM sequences_pictures WHERE seq_id = s.id)
    ON CONFLICT (sequence_id) DO NOTHING`;
  await sql`
    UPDATE job_queue SET claimed_until = now() WHERE claimed_until < now() - ${ABANDONED_AFTER}::interval`;
}
