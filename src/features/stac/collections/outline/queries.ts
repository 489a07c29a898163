import type { Queryable } from "../../../../core/db/sql.ts";
import type { Visibility } from "../../../../core/settings/mod.ts";
import { pictureIsVisible, sequenceIsVisible, type Viewer } from "../../visibility.ts";

/** The little that a list or a map of thousands of pictures shows of each. */
export interface OutlineRow {
  id: string;
  rank: number;
  /** PostgreSQL text in UTC. */
  ts: string;
  longitude: number;
  latitude: number;
  heading: number | null;
  status: string;
  visibility: Visibility;
  is_360: boolean;
}

/** What the export says in addition. */
export interface ExportedItemRow extends OutlineRow {
  file_name: string | null;
  make: string | null;
  model: string | null;
  width: number | null;
  height: number | null;
  gps_accuracy_m: number | null;
  account_name: string;
}

/** Which part of a sequence is asked for. */
export interface OutlinePage {
  afterRank: number;
  limit: number;
  /** Only these pictures; undefined for all. */
  ids?: string[];
}

/**
 * Pictures of a sequence in their order, as far as the viewer may see them: those that are still processed only for their owner
 * and for whoever sees everything, and the same for all of a sequence that is not ready.
 */
export async function findOutline(
  sql: Queryable,
  collection: string,
  viewer: Viewer,
  page: OutlinePage,
): Promise<OutlineRow[]> {
  return await sql<OutlineRow[]>`
    SELECT ${outlineColumns(sql)}
    FROM sequences s JOIN sequences_pictures sp ON sp.seq_id = s.id JOIN pictures p ON p.id = sp.pic_id
    WHERE ${isOutlined(sql, collection, viewer, page)} ORDER BY sp.rank LIMIT ${page.limit}`;
}

/** The same with more of each picture. */
export async function findItemsToExport(
  sql: Queryable,
  collection: string,
  viewer: Viewer,
  page: OutlinePage,
): Promise<ExportedItemRow[]> {
  return await sql<ExportedItemRow[]>`
    SELECT ${outlineColumns(sql)},
      p.metadata->>'originalFileName' AS file_name, p.metadata->>'make' AS make, p.metadata->>'model' AS model,
      (p.metadata->>'width')::int AS width, (p.metadata->>'height')::int AS height, p.gps_accuracy_m,
      a.name AS account_name
    FROM sequences s JOIN sequences_pictures sp ON sp.seq_id = s.id JOIN pictures p ON p.id = sp.pic_id
      JOIN accounts a ON a.id = p.account_id
    WHERE ${isOutlined(sql, collection, viewer, page)} ORDER BY sp.rank LIMIT ${page.limit}`;
}

function outlineColumns(sql: Queryable) {
  return sql`p.id, sp.rank, p.ts, ST_X(p.geom) AS longitude, ST_Y(p.geom) AS latitude, p.heading, p.status,
    coalesce(p.visibility, 'anyone') AS visibility,
    coalesce(p.metadata->>'type' = 'equirectangular', FALSE) AS is_360`;
}

function isOutlined(sql: Queryable, collection: string, viewer: Viewer, { afterRank, ids }: OutlinePage) {
  return sql`s.id = ${collection} AND sp.rank > ${afterRank}
    AND ${ids ? sql`p.id = ANY (${ids}::uuid[])` : sql`TRUE`}
    AND ${sequenceIsVisible(sql, viewer)} AND ${pictureIsVisible(sql, viewer)}
    AND (s.status = 'ready' OR ${viewer.seesEverything} OR s.account_id = ${viewer.accountId}::uuid)
    AND (p.preparing_status = 'prepared' OR ${viewer.seesEverything} OR p.account_id = ${viewer.accountId}::uuid)`;
}
