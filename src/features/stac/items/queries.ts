/** Queries of items. */
import type { Queryable } from "../../../core/db/sql.ts";
import type { BoundingBox } from "../parameters/bbox.ts";
import type { Interval } from "../parameters/datetime.ts";
import { isInBox } from "../picture_place.ts";
import { pictureIsVisible, sequenceIsVisible, type Viewer } from "../visibility.ts";
import { itemColumns, neighbourColumns, neighbourJoins } from "./item_columns.ts";
import type { ItemRow, SingleItemRow } from "./item_row.ts";

/** Metres within which pictures of other sequences count as near. */
const NEAR = 15;
/** A degree of latitude is never shorter, so a box of NEAR / 110000 degrees holds all that is near. */
const METRES_PER_DEGREE = 110_000;

/**
 * One picture with all its item shows, whatever its processing; undefined when the viewer may not see it.
 * @param collection the sequence to show it in, when it is in several
 */
export async function findItem(
  sql: Queryable,
  id: string,
  viewer: Viewer,
  collection: string | null = null,
): Promise<SingleItemRow | undefined> {
  const [row] = await sql<SingleItemRow[]>`
    SELECT ${itemColumns(sql)}, ${neighbourColumns(sql)},
      coalesce(a.collaborative_metadata, (SELECT collaborative_metadata FROM configurations), TRUE) AS is_collaborative,
      (SELECT json_agg(json_build_object(
          'collection', r.collection, 'id', r.id, 'longitude', r.longitude, 'latitude', r.latitude,
          'datetime', to_char(r.ts AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) ORDER BY r.distance, r.id)
        FROM (
          SELECT DISTINCT ON (other_link.seq_id) other_link.seq_id AS collection, other.id, other.ts,
            ST_X(other.geom) AS longitude, ST_Y(other.geom) AS latitude, d.distance
          FROM (
            SELECT ST_Expand(p.geom, reach.width, ${NEAR / METRES_PER_DEGREE}::float8) AS box
            FROM (
              SELECT least(180, ${NEAR / METRES_PER_DEGREE}::float8 / greatest(cosd(ST_Y(p.geom)), 1e-9)) AS width
            ) AS reach
          ) AS around
          -- The same box from the other side, where it reaches over the antimeridian.
          CROSS JOIN LATERAL (
            SELECT box UNION ALL
            SELECT ST_Translate(box, CASE WHEN ST_XMax(box) > 180 THEN -360 ELSE 360 END, 0)
            WHERE ST_XMax(box) > 180 OR ST_XMin(box) < -180
          ) AS side
          JOIN pictures other ON other.geom && side.box
          JOIN sequences_pictures other_link ON other_link.pic_id = other.id
          JOIN sequences other_sequence ON other_sequence.id = other_link.seq_id
          CROSS JOIN LATERAL (SELECT ST_Distance(other.geom::geography, p.geom::geography) AS distance) d
          WHERE d.distance <= ${NEAR}
            AND other_link.seq_id <> sp.seq_id AND other.id <> p.id
            AND (other.status = 'ready' OR other.account_id = ${viewer.accountId}::uuid)
            AND ${pictureIsVisible(sql, viewer, "other")}
            AND ${sequenceIsVisible(sql, viewer, "other_sequence")}
            AND (p.metadata->>'type' = 'equirectangular' OR p.heading IS NULL OR other.heading IS NULL
              OR abs(p.heading - other.heading) NOT BETWEEN 101 AND 259)
          ORDER BY other_link.seq_id, d.distance, other.id
        ) r) AS related
    FROM pictures p
    JOIN sequences_pictures sp ON sp.pic_id = p.id
    JOIN sequences s ON s.id = sp.seq_id
    JOIN accounts a ON a.id = p.account_id
    ${neighbourJoins(sql, viewer)}
    WHERE p.id = ${id}::uuid AND ${pictureIsVisible(sql, viewer)} AND ${sequenceIsVisible(sql, viewer)}
    ORDER BY sp.seq_id = ${collection}::uuid DESC NULLS LAST, sp.seq_id
    LIMIT 1`;
  return row;
}

/** Which part of a sequence to list. */
export interface ItemPage {
  collection: string;
  /** Ranks start at 1; 0 for the beginning. */
  afterRank: number;
  /** Start with the page of this picture instead, pages being of `limit` ranks. */
  withPicture?: string;
  /** Of the page; undefined for all items. */
  limit?: number;
  /** Most rows to answer. */
  rows: number;
  bbox?: BoundingBox;
  /** Of the capture. */
  interval?: Interval;
  /** Whether to count all items that match, in sequences that are not too long for that. */
  counts?: boolean;
}

/** Items that are counted for each page: this takes some milliseconds. */
const MOST_COUNTED = 10_000;

/** What is known of the items that match even when none is answered; first and last rank are null where there is none. */
export interface ItemListHead {
  min_rank: number | null;
  max_rank: number | null;
  /** Rank of `withPicture`; null when it is not one of the items the viewer may see. */
  picture_rank: number | null;
  /** Items on all pages; null when they were not counted. */
  matched: number | null;
}

/** An item of a list, with what is known of the whole list. */
export type ListedItemRow = ItemRow & ItemListHead;

/**
 * Items of a sequence in the order of their ranks. One row without `id` stands for a sequence without items; no row
 * at all means that the viewer may not see the sequence.
 */
export async function findItemsOfCollection(
  sql: Queryable,
  page: ItemPage,
  viewer: { collection: Viewer; items: Viewer },
): Promise<(ListedItemRow | ItemListHead & { id: null })[]> {
  const caller = viewer.items.accountId;
  const isListed = sql`${pictureIsVisible(sql, viewer.items)}
    AND (p.preparing_status = 'prepared' OR p.account_id = ${caller}::uuid)
    ${page.bbox ? sql`AND ${isInBox(sql, page.bbox)}` : sql``}
    ${page.interval?.start ? sql`AND p.ts >= ${page.interval.start}::timestamptz` : sql``}
    ${page.interval?.end ? sql`AND p.ts <= ${page.interval.end}::timestamptz` : sql``}`;
  // OFFSET makes this a lookup for each picture of the sequence, until one is found.
  const listed = sql`sequences_pictures sp
    CROSS JOIN LATERAL (SELECT FROM pictures p WHERE p.id = sp.pic_id AND ${isListed} OFFSET 0) p
    WHERE sp.seq_id = s.id`;
  const pictureRank = page.withPicture === undefined ? sql`NULL::bigint` : sql`(
    SELECT sp.rank FROM sequences_pictures sp JOIN pictures p ON p.id = sp.pic_id
    WHERE sp.pic_id = ${page.withPicture}::uuid AND sp.seq_id = s.id AND ${isListed} LIMIT 1)`;
  const afterRank = page.withPicture === undefined
    ? sql`${page.afterRank}`
    : page.limit === undefined
    ? sql`head.picture_rank - 1`
    : sql`(head.picture_rank - 1) / ${page.limit}::bigint * ${page.limit}::bigint`;
  return await sql<(ListedItemRow | ItemListHead & { id: null })[]>`
    SELECT head.min_rank, head.max_rank, head.picture_rank, head.matched, item.*
    FROM (
      SELECT s.id,
        (SELECT sp.rank FROM ${listed} ORDER BY sp.rank LIMIT 1) AS min_rank,
        (SELECT sp.rank FROM ${listed} ORDER BY sp.rank DESC LIMIT 1) AS max_rank,
        ${
    page.counts ? sql`CASE WHEN s.nb_pictures <= ${MOST_COUNTED} THEN (SELECT count(*) FROM ${listed}) END` : sql`NULL`
  }
          AS matched,
        ${pictureRank} AS picture_rank
      FROM sequences s
      WHERE s.id = ${page.collection}::uuid AND ${sequenceIsVisible(sql, viewer.collection)}
        AND (s.status = 'ready' OR s.account_id = ${caller}::uuid)
      -- Else PostgreSQL looks for first and last rank, and counts, for each item anew.
      OFFSET 0
    ) head
    LEFT JOIN LATERAL (
      SELECT ${itemColumns(sql)}
      FROM sequences_pictures sp
      JOIN pictures p ON p.id = sp.pic_id
      JOIN sequences s ON s.id = sp.seq_id
      JOIN accounts a ON a.id = p.account_id
      WHERE sp.seq_id = head.id AND sp.rank > ${afterRank} AND ${isListed}
      ORDER BY sp.rank
      LIMIT ${page.rows}
    ) item ON TRUE
    ORDER BY item.rank`;
}
