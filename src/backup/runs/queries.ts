import { onlyRow } from "../../core/db/rows.ts";
import type { Queryable } from "../../core/db/sql.ts";

/** A backup that a server made, makes, or failed to make. */
export interface BackupRunRow {
  id: string;
  /** PostgreSQL text in UTC, as the other times. */
  started_at: string;
  finished_at: string | null;
  path: string;
  /** Files that were copied so far, and how many there were when it began. */
  nb_files: number;
  nb_expected: number;
  bytes: number | null;
  error: string | null;
}

/** Seconds without a sign of life after which the process of a run counts as dead. */
const LEASE = 120;

/** Files of the runs of this process. Their signs of life may wait as long as the embedded database reads the rows. */
const here = new Set<string>();

/** Notes that this process makes a backup. @returns to be called when it is over */
export function beginHere(path: string): () => void {
  here.add(path);
  return () => here.delete(path);
}

/** Ends runs whose process died. A sign of life from the future is from before the clock was put back. */
export async function endDeadRuns(sql: Queryable): Promise<void> {
  await sql`
    UPDATE backup_runs SET finished_at = now(), error = 'The process ended before the backup was complete'
    WHERE finished_at IS NULL AND path <> ALL (${[...here]})
      AND alive_at NOT BETWEEN now() - make_interval(secs => ${LEASE}) AND now() + make_interval(secs => ${LEASE})`;
}

/**
 * Notes that a backup begins.
 * @param after id of the last run that is known; null for none
 * @returns its id; undefined when one is being made, or another one has begun after that
 */
export async function insertRun(sql: Queryable, path: string, after?: string | null): Promise<string | undefined> {
  const isNext = after === undefined
    ? sql`TRUE`
    : sql`NOT EXISTS (SELECT FROM backup_runs WHERE id > ${after ?? "0"}::bigint)`;
  const [row] = await sql<{ id: string }[]>`
    INSERT INTO backup_runs (path, nb_expected)
    SELECT ${path}, (SELECT count(*) FROM pictures) + (SELECT count(*) FROM allsky_assets) WHERE ${isNext}
    ON CONFLICT ((finished_at IS NULL)) WHERE finished_at IS NULL DO NOTHING RETURNING id::text`;
  return row?.id;
}

/** A sign of life. */
export async function renewRun(sql: Queryable, id: string, files: number): Promise<void> {
  await sql`
    UPDATE backup_runs SET alive_at = clock_timestamp(), nb_files = ${files} WHERE id = ${id} AND finished_at IS NULL`;
}

/** Notes how a run ended. */
export async function finishRun(
  sql: Queryable,
  id: string,
  { files, bytes = null, error = null }: { files: number; bytes?: number | null; error?: string | null },
): Promise<void> {
  await sql`
    UPDATE backup_runs SET finished_at = clock_timestamp(), nb_files = ${files}, bytes = ${bytes}, error = ${error}
    WHERE id = ${id}`;
}

/**
 * Ends what was running in a database that was restored: the run which made this backup, as such, and any other without a trace,
 * since nobody knows here how it ended.
 * @param made name of the file, files in it, and the moment that it shows (ISO 8601)
 */
export async function endRestoredRuns(
  sql: Queryable,
  { name, files, at }: { name: string; files: number; at: string },
): Promise<void> {
  await sql`
    UPDATE backup_runs SET finished_at = greatest(started_at, ${at}::timestamptz), nb_files = ${files}
    WHERE finished_at IS NULL AND regexp_replace(path, '^.*/', '') = ${name}`;
  await sql`DELETE FROM backup_runs WHERE finished_at IS NULL`;
}

/** The last runs, the newest first. */
export function listRuns(sql: Queryable, limit: number): Promise<BackupRunRow[]> {
  return sql<BackupRunRow[]>`
    SELECT id::text, started_at, finished_at, path, nb_files, nb_expected, bytes::float8, error
    FROM backup_runs ORDER BY backup_runs.id DESC LIMIT ${limit}`;
}

/**
 * Milliseconds since 1970 when the last run began, and when the last one that made a backup did: the last one made, whatever the
 * clock showed. With them, the id of the last run, and what that clock shows now, the one of the database.
 */
export async function readLastRuns(
  sql: Queryable,
): Promise<{ now: number; last_id: string | null; last: number | null; last_good: number | null }> {
  return onlyRow(
    await sql<{ now: number; last_id: string | null; last: number | null; last_good: number | null }[]>`
    SELECT (extract(epoch FROM now()) * 1000)::float8 AS now, (SELECT max(id) FROM backup_runs)::text AS last_id,
      (SELECT extract(epoch FROM started_at) * 1000 FROM backup_runs ORDER BY id DESC LIMIT 1)::float8 AS last,
      (SELECT extract(epoch FROM started_at) * 1000 FROM backup_runs WHERE finished_at IS NOT NULL AND error IS NULL
        ORDER BY id DESC LIMIT 1)::float8 AS last_good`,
  );
}

/** Deletes notes of runs but for the last ones. */
export async function deleteOldRuns(sql: Queryable, kept: number): Promise<void> {
  await sql`
    DELETE FROM backup_runs WHERE finished_at IS NOT NULL
      AND id NOT IN (SELECT id FROM backup_runs ORDER BY id DESC LIMIT ${kept})`;
}
