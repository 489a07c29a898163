import { onlyRow } from "../../core/db/rows.ts";
import type { Queryable } from "../../core/db/sql.ts";
import { isDue, isFree, type OriginalProblem } from "./queries.ts";

/** A file of a camera, as it is to be. */
export interface MediaRow {
  /** Of the asset. */
  id: number;
  /** In the folder of images. */
  path: string;
  /** Hexadecimal. */
  sha256: string;
}

/**
 * Takes files that were never checked, or not for so many days; the longest unchecked first. Other processes leave them alone
 * for an hour.
 */
export async function claimMedia(sql: Queryable, days: number, limit: number): Promise<MediaRow[]> {
  const fresh = await sql<{ id: number }[]>`
    SELECT id FROM allsky_assets a WHERE has_file AND sha256 IS NOT NULL
      AND NOT EXISTS (SELECT FROM allsky_checks WHERE asset_id = a.id) LIMIT ${limit}`;
  const old = fresh.length > 0 ? [] : await sql<{ id: number }[]>`
    SELECT c.asset_id AS id FROM allsky_checks c JOIN allsky_assets a ON a.id = c.asset_id
    WHERE ${isDue(sql, days)} AND ${isFree(sql)}
      AND a.has_file AND a.sha256 IS NOT NULL
    ORDER BY c.checked_at NULLS FIRST LIMIT ${limit}`;
  const ids = [...fresh, ...old].map(({ id }) => id);
  if (ids.length === 0) return [];
  const claimed = await sql<{ id: number }[]>`
    INSERT INTO allsky_checks AS c (asset_id, claimed_at) SELECT id, now() FROM allsky_assets WHERE id = ANY (${ids}::int[])
    ON CONFLICT (asset_id) DO UPDATE SET claimed_at = now() WHERE ${isFree(sql)} RETURNING asset_id AS id`;
  return await findMedia(sql, claimed.map(({ id }) => id));
}

/** How these files are to be; those that were deleted meanwhile are left out. */
export function findMedia(sql: Queryable, ids: number[]): Promise<MediaRow[]> {
  return sql<MediaRow[]>`
    SELECT id, path, encode(sha256, 'hex') AS sha256 FROM allsky_assets
    WHERE id = ANY (${ids}::int[]) AND has_file AND sha256 IS NOT NULL`;
}

/** Notes what a check found; null when the file is as it is to be. */
export async function recordMediaCheck(sql: Queryable, id: number, problem: OriginalProblem | null): Promise<void> {
  await sql`
    INSERT INTO allsky_checks (asset_id, checked_at, problem)
    SELECT id, now(), ${problem} FROM allsky_assets WHERE id = ${id}
    ON CONFLICT (asset_id) DO UPDATE SET claimed_at = NULL, checked_at = EXCLUDED.checked_at, problem = EXCLUDED.problem`;
}

/** Files that had a problem when they were checked last. */
export function findMediaProblems(sql: Queryable): Promise<MediaRow[]> {
  return sql<MediaRow[]>`
    SELECT a.id, a.path, encode(a.sha256, 'hex') AS sha256 FROM allsky_checks c JOIN allsky_assets a ON a.id = c.asset_id
    WHERE c.problem IS NOT NULL AND a.has_file AND a.sha256 IS NOT NULL ORDER BY a.id`;
}

/** How many files were checked, and what was found. */
export interface MediaCheckCountRow {
  checked: number;
  missing: number;
  changed: number;
}

/** How far checking has come. */
export async function countMediaChecks(sql: Queryable): Promise<MediaCheckCountRow> {
  const rows = await sql<MediaCheckCountRow[]>`
    SELECT count(checked_at)::int AS checked, count(*) FILTER (WHERE problem = 'missing')::int AS missing,
      count(*) FILTER (WHERE problem = 'changed')::int AS changed
    FROM allsky_checks`;
  return onlyRow(rows);
}
