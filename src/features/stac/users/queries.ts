import { onlyRow } from "../../../core/db/rows.ts";
import type { Fragment, Queryable } from "../../../core/db/sql.ts";
import type { SqlPiece } from "../cql2/compile.ts";
import { isListedOfOwner } from "../collections/queries.ts";
import { joinWholeSequence, shownBox, shownColumn } from "../collections/shown_sequences.ts";
import type { ExtentBox } from "../extent.ts";
import type { Viewer } from "../visibility.ts";

/** What the collections of an account come to. Timestamps are PostgreSQL text in UTC. */
export interface UserSummaryRow extends ExtentBox {
  name: string;
  collections: number;
  pictures: number;
  /** Metres along all lines; null without any. */
  length: number | null;
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
      SELECT count(*) AS collections, coalesce(sum(shown.nb_pictures), 0)::bigint AS pictures, sum(shown.length) AS length,
        ${narrowestSides(sql)}, min(shown.south) AS south, max(shown.north) AS north,
        min(shown.first_ts) AS first_ts, max(shown.last_ts) AS last_ts,
        min(shown.inserted_at) AS inserted_at, max(shown.updated_at) AS updated_at
      FROM (
        SELECT ${shownColumn(sql, "nb_pictures")} AS nb_pictures, ${shownColumn(sql, "length_m")} AS length, ${
    shownBox(sql)
  },
          ${shownColumn(sql, "min_picture_ts")} AS first_ts, ${shownColumn(sql, "max_picture_ts")} AS last_ts,
          s.inserted_at, s.updated_at
        FROM sequences s ${joinWholeSequence(sql, viewer)}
        WHERE ${isListedOfOwner(sql, owner, viewer)} AND ${filter ? filter(sql) : sql`TRUE`}
      ) AS shown
    ) AS summary
    WHERE a.id = ${owner}::uuid`;
  return row;
}

/**
 * West and east of all boxes of `shown`. The boxes on the western half of the earth may be counted on from 180°: the whole is
 * narrower then where it lies around the antimeridian.
 */
function narrowestSides(sql: Queryable): Fragment {
  const turn = sql`CASE WHEN shown.east < 0 THEN 360 ELSE 0 END`;
  const west = sql`min(shown.west + ${turn})`, east = sql`max(shown.east + ${turn})`;
  const isNarrower = sql`${east} - ${west} < max(shown.east) - min(shown.west)`;
  return sql`CASE WHEN ${isNarrower} THEN ${west} ELSE min(shown.west) END AS west,
    CASE WHEN ${isNarrower} THEN ${east} ELSE max(shown.east) END AS east`;
}

/** On how many days the collections of an account were taken, as far as the viewer may see them. */
export async function countCaptureDays(sql: Queryable, owner: string, viewer: Viewer): Promise<number> {
  const rows = await sql<{ days: number }[]>`
    SELECT count(DISTINCT s.computed_capture_date)::int AS days FROM sequences s
    WHERE ${isListedOfOwner(sql, owner, viewer)}`;
  return onlyRow(rows).days;
}

/** Whether there is such an account. */
export async function accountExists(sql: Queryable, id: string): Promise<boolean> {
  const rows = await sql<{ exists: boolean }[]>`
    SELECT EXISTS (SELECT FROM accounts WHERE id = ${id}::uuid) AS exists`;
  return onlyRow(rows).exists;
}

/** A collection in the export, its values as text of SQL. */
export interface ExportedRow extends ExtentBox {
  id: string;
  status: string;
  name: string | null;
  created: string;
  updated: string | null;
  capture_date: string | null;
  minimum_capture_time: string | null;
  maximum_capture_time: string | null;
  nb_pictures: string | null;
  length_km: string | null;
  computed_h_pixel_density: string | null;
  computed_gps_accuracy: string | null;
}

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
    ? sql`(s.inserted_at < ${after.created}::timestamptz
        OR (s.inserted_at = ${after.created}::timestamptz AND s.id > ${after.id}::uuid))`
    : sql`TRUE`;
  return await sql<ExportedRow[]>`
    SELECT s.id, s.status, s.metadata->>'title' AS name, s.inserted_at::text AS created, s.updated_at::text AS updated,
      s.computed_capture_date::text AS capture_date,
      ${shownColumn(sql, "min_picture_ts")}::text AS minimum_capture_time,
      ${shownColumn(sql, "max_picture_ts")}::text AS maximum_capture_time, ${shownBox(sql)},
      ${shownColumn(sql, "nb_pictures")}::text AS nb_pictures,
      round(${shownColumn(sql, "length_m")}::numeric / 1000, 3)::text AS length_km,
      s.computed_h_pixel_density::text AS computed_h_pixel_density, s.computed_gps_accuracy::text AS computed_gps_accuracy
    FROM (
      SELECT s.* FROM sequences s WHERE ${isListedOfOwner(sql, owner, viewer)} AND ${following}
      ORDER BY s.inserted_at DESC, s.id LIMIT ${limit}
    ) AS s ${joinWholeSequence(sql, viewer)}
    ORDER BY s.inserted_at DESC, s.id`;
}
