import type { Queryable } from "../../../core/db/sql.ts";
import type { SqlPiece } from "../cql2/compile.ts";
import { isListedOfOwner } from "../collections/queries.ts";
import type { Viewer } from "../visibility.ts";

/** What the collections of an account come to. Timestamps are PostgreSQL text in UTC, the box is in WGS 84 degrees. */
export interface UserSummaryRow {
  name: string;
  collections: number;
  pictures: number;
  /** Metres along all lines; null without any. */
  length: number | null;
  west: number | null;
  south: number | null;
  east: number | null;
  north: number | null;
  first_ts: string | null;
  last_ts: string | null;
  inserted_at: string | null;
  updated_at: string | null;
}

/** Name of an account, and a summary of those of its collections that the viewer may see; undefined for an unknown one. */
export async function summarizeCollections(
  sql: Queryable,
  owner: string,
  viewer: Viewer,
  filter?: SqlPiece,
): Promise<UserSummaryRow | undefined> {
  const [row] = await sql<UserSummaryRow[]>`
    SELECT a.name, summary.*
    FROM accounts a CROSS JOIN LATERAL (
      SELECT count(*) AS collections, coalesce(sum(s.nb_pictures), 0)::bigint AS pictures, sum(s.length_m) AS length,
        min(ST_XMin(s.bbox)) AS west, min(ST_YMin(s.bbox)) AS south,
        max(ST_XMax(s.bbox)) AS east, max(ST_YMax(s.bbox)) AS north,
        min(s.min_picture_ts) AS first_ts, max(s.max_picture_ts) AS last_ts,
        min(s.inserted_at) AS inserted_at, max(s.updated_at) AS updated_at
      FROM sequences s WHERE ${isListedOfOwner(sql, owner, viewer)} AND ${filter ? filter(sql) : sql`TRUE`}
    ) summary
    WHERE a.id = ${owner}::uuid`;
  return row;
}

/** Whether there is such an account. */
export async function accountExists(sql: Queryable, id: string): Promise<boolean> {
  const [{ exists }] = await sql`SELECT EXISTS (SELECT FROM accounts WHERE id = ${id}::uuid) AS exists`;
  return exists;
}

/** A line of the CSV export: the texts of its columns, and where it is in the order of the export. */
export interface ExportedRow {
  columns: (string | null)[];
  inserted_at: string;
  id: string;
}

/** Columns of the CSV export, in the order of `findExportedCollections`. */
export const EXPORTED_COLUMNS = [
  "id",
  "status",
  "name",
  "created",
  "updated",
  "capture_date",
  "minimum_capture_time",
  "maximum_capture_time",
  "min_x",
  "min_y",
  "max_x",
  "max_y",
  "nb_pictures",
  "length_km",
  "computed_h_pixel_density",
  "computed_gps_accuracy",
];

/**
 * Collections of an account for the export, the newest first.
 * @param after the last one of the rows before
 */
export async function findExportedCollections(
  sql: Queryable,
  owner: string,
  viewer: Viewer,
  limit: number,
  after?: ExportedRow,
): Promise<ExportedRow[]> {
  const following = after
    ? sql`(s.inserted_at < ${after.inserted_at}::timestamptz
        OR (s.inserted_at = ${after.inserted_at}::timestamptz AND s.id > ${after.id}::uuid))`
    : sql`TRUE`;
  return await sql<ExportedRow[]>`
    SELECT s.id, s.inserted_at, json_build_array(s.id::text, s.status::text, s.metadata->>'title', s.inserted_at::text,
      s.updated_at::text, s.computed_capture_date::text, s.min_picture_ts::text, s.max_picture_ts::text,
      ST_XMin(s.bbox)::text, ST_YMin(s.bbox)::text, ST_XMax(s.bbox)::text, ST_YMax(s.bbox)::text, s.nb_pictures::text,
      round(s.length_m::numeric / 1000, 3)::text, s.computed_h_pixel_density::text, s.computed_gps_accuracy::text)
      AS columns
    FROM sequences s WHERE ${isListedOfOwner(sql, owner, viewer)} AND ${following}
    ORDER BY s.inserted_at DESC, s.id LIMIT ${limit}`;
}
