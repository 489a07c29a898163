import { onlyRow } from "../../core/db/rows.ts";
import type { Fragment, Queryable } from "../../core/db/sql.ts";

/** What is wrong with an original: there is no file, or it has other bytes than before. */
export type OriginalProblem = "missing" | "changed";

/** What is known of an original. */
export interface OriginalRow {
  id: string;
  /** MD5 of the bytes received, hexadecimal without hyphens; null on instances that did not keep it. */
  received_md5: string | null;
  /** Whether somebody blurred it, so that its bytes are not those received. */
  is_blurred: boolean;
  /** Bytes at the last check; as the following null before the first. */
  size: number | null;
  sha256: string | null;
  is_as_received: boolean | null;
  /** Milliseconds since 1970. */
  modified_at: number | null;
}

/** A process that holds a file for longer is dead. */
const CLAIM = "1 hour";

/**
 * Whether nobody holds the file of a row `c` of checks. What is claimed in the future was claimed before the clock was put back.
 */
export function isFree(sql: Queryable): Fragment {
  return sql`(c.claimed_at IS NULL
    OR c.claimed_at NOT BETWEEN now() - ${CLAIM}::interval AND now() + ${CLAIM}::interval)`;
}

/** Whether the file of a row `c` was not checked for so many days; in the future, as for `isFree()`, counts as not. */
export function isDue(sql: Queryable, days: number): Fragment {
  return sql`(c.checked_at IS NULL OR c.checked_at < now() - ${days} * interval '1 day'
    OR c.checked_at > now() + interval '1 day')`;
}

/**
 * Takes originals that were never checked, or not for so many days; the longest unchecked first. Other processes leave them
 * alone for an hour.
 */
export async function claimOriginals(sql: Queryable, days: number, limit: number): Promise<OriginalRow[]> {
  const fresh = await sql<{ id: string }[]>`
    SELECT id FROM pictures p WHERE NOT EXISTS (SELECT FROM original_checks WHERE picture_id = p.id)
      AND status <> 'waiting-for-delete' AND preparing_status = 'prepared' LIMIT ${limit}`;
  const old = fresh.length > 0 ? [] : await sql<{ id: string }[]>`
    SELECT c.picture_id AS id FROM original_checks c JOIN pictures p ON p.id = c.picture_id
    WHERE ${isDue(sql, days)} AND ${isFree(sql)}
      AND p.status <> 'waiting-for-delete' AND p.preparing_status = 'prepared'
    ORDER BY c.checked_at NULLS FIRST LIMIT ${limit}`;
  const ids = [...fresh, ...old].map(({ id }) => id);
  if (ids.length === 0) return [];
  const claimed = await sql<{ id: string }[]>`
    INSERT INTO original_checks AS c (picture_id, claimed_at) SELECT id, now() FROM pictures WHERE id = ANY (${ids}::uuid[])
    ON CONFLICT (picture_id) DO UPDATE SET claimed_at = now() WHERE ${isFree(sql)} RETURNING picture_id AS id`;
  return await findOriginals(sql, claimed.map(({ id }) => id));
}

/** What is known of these originals; pictures that were deleted meanwhile are left out. */
export function findOriginals(sql: Queryable, ids: string[]): Promise<OriginalRow[]> {
  return sql<OriginalRow[]>`
    SELECT p.id, replace(p.original_content_md5::text, '-', '') AS received_md5, p.blurring_id IS NOT NULL
        OR EXISTS (SELECT FROM picture_blurs b WHERE b.picture_id = p.id AND b.blurred_at IS NOT NULL) AS is_blurred,
      c.size::float8 AS size, c.sha256, c.is_as_received, extract(epoch FROM c.modified_at)::float8 * 1000 AS modified_at
    FROM pictures p LEFT JOIN original_checks c ON c.picture_id = p.id
    WHERE p.id = ANY (${ids}::uuid[]) AND p.status <> 'waiting-for-delete'`;
}

/** How a file is. */
export interface FileState {
  /** Bytes. */
  size: number;
  /** Hexadecimal. */
  sha256: string;
  isAsReceived: boolean;
  modifiedAt: Date;
}

/** Notes that an original is as it should be; from now on it should be so. */
export async function recordSound(sql: Queryable, id: string, file: FileState): Promise<void> {
  const { size, sha256, isAsReceived, modifiedAt } = file;
  await sql`
    INSERT INTO original_checks (picture_id, checked_at, size, sha256, is_as_received, modified_at)
    SELECT id, now(), ${size}, ${sha256}, ${isAsReceived}, ${modifiedAt.toISOString()} FROM pictures WHERE id = ${id}
    ON CONFLICT (picture_id) DO UPDATE SET claimed_at = NULL, checked_at = EXCLUDED.checked_at, size = EXCLUDED.size,
      sha256 = EXCLUDED.sha256, is_as_received = EXCLUDED.is_as_received, modified_at = EXCLUDED.modified_at, problem = NULL`;
}

/** Notes what is wrong with an original. How it should be stays, so that it counts as sound when it is so again. */
export async function recordProblem(sql: Queryable, id: string, problem: OriginalProblem): Promise<void> {
  await sql`
    INSERT INTO original_checks (picture_id, checked_at, problem)
    SELECT id, now(), ${problem} FROM pictures WHERE id = ${id}
    ON CONFLICT (picture_id) DO UPDATE SET claimed_at = NULL, checked_at = EXCLUDED.checked_at, problem = EXCLUDED.problem`;
}

/** Pictures whose originals had a problem when they were checked last. */
export async function findProblems(sql: Queryable): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`SELECT picture_id AS id FROM original_checks WHERE problem IS NOT NULL`;
  return rows.map(({ id }) => id);
}

/** How many originals there are, and what is known of them. */
export interface CheckCountRow {
  pictures: number;
  checked: number;
  missing: number;
  changed: number;
  /** Seconds since the check that is the longest ago; null when there was none. */
  oldest: number | null;
}

/** How far checking has come, and what it found. */
export async function countChecks(sql: Queryable): Promise<CheckCountRow> {
  const rows = await sql<CheckCountRow[]>`
    SELECT (SELECT count(*)::int FROM pictures) AS pictures, count(checked_at)::int AS checked,
      count(*) FILTER (WHERE problem = 'missing')::int AS missing,
      count(*) FILTER (WHERE problem = 'changed')::int AS changed,
      extract(epoch FROM now() - min(checked_at))::float8 AS oldest
    FROM original_checks`;
  return onlyRow(rows);
}

/** How many originals and files of cameras are missing or changed; from indexes of these alone, however many are well. */
export async function countDamaged(sql: Queryable): Promise<number> {
  const rows = await sql<{ damaged: number }[]>`
    SELECT (SELECT count(*) FROM original_checks WHERE problem IS NOT NULL)::int
      + (SELECT count(*) FROM allsky_checks WHERE problem IS NOT NULL)::int AS damaged`;
  return onlyRow(rows).damaged;
}
