/** Queries of a search. */
import type { Fragment, Queryable } from "../../../core/db/sql.ts";
import { itemColumns, neighbourColumns, neighbourJoins } from "../items/item_columns.ts";
import type { ItemRow, Neighbours } from "../items/item_row.ts";
import { pictureIsVisible, sequenceIsVisible, type Viewer } from "../visibility.ts";
import { searchCondition } from "./conditions.ts";
import { commonCollections } from "./implied.ts";
import { isByDistance, keyOf, orderByAll, orderByFirst } from "./order.ts";
import { DEFAULT_LIMIT, type SearchParameters } from "./parameters.ts";
import type { PageKey } from "./token.ts";

/** A picture in one of its sequences. */
export interface Match {
  picture: string;
  collection: string;
  /** Its values in the order of the answer. */
  key: PageKey;
}

/**
 * Which pictures meet the criteria, in the order of the answer: one more than its limit when there are more. A picture
 * that is in several sequences is found in one of them.
 *
 * Their items are read by a second query. One for both was measured too: where the criteria make PostgreSQL plan each
 * query anew, planning the joins of the items took longer than the second round trip, and elsewhere it gained little.
 */
export async function searchMatches(sql: Queryable, parameters: SearchParameters, viewer: Viewer): Promise<Match[]> {
  const { order } = parameters;
  const collections = commonCollections(parameters.collections, parameters.filter?.collections);
  // With the limit as a parameter PostgreSQL expects a tenth of the table, and never keeps the plan that walks the index.
  const limit = parameters.limit === DEFAULT_LIMIT ? sql`11` : sql`${parameters.limit + 1}::bigint`;
  const found = sql`
    SELECT p.id AS picture, sp.seq_id AS collection, ${keyOf(sql, order)} AS key
    FROM ${collections ? picturesOf(sql, collections, viewer) : allPictures(sql, viewer)}
    WHERE ${searchCondition(sql, parameters, viewer)}`;
  if (!isByDistance(order)) {
    return await sql<Match[]>`${found} ORDER BY ${orderByAll(sql, order)} LIMIT ${limit}`;
  }
  // Before PostgreSQL 17 the spatial index gives its nearest neighbours only when nothing else is sorted by. So those
  // that are equally far are all fetched, and sorted afterwards.
  return await sql<Match[]>`
    SELECT picture, collection, key FROM (
      ${found} ORDER BY ${orderByFirst(sql, order)} FETCH FIRST (${limit}) ROWS WITH TIES
    ) AS nearest
    ORDER BY key[1]::float8, picture LIMIT ${limit}`;
}

/** LIMIT makes the inner query a lookup for each picture; left free, the planner reads a whole table while it is small. */
function allPictures(sql: Queryable, viewer: Viewer): Fragment {
  return sql`(SELECT p.* FROM pictures p WHERE ${isShown(sql, viewer)}) p
    CROSS JOIN LATERAL (
      SELECT link.seq_id FROM sequences_pictures link JOIN sequences s ON s.id = link.seq_id
      WHERE link.pic_id = p.id AND s.status = 'ready' AND ${sequenceIsVisible(sql, viewer)}
      ORDER BY link.seq_id LIMIT 1
    ) sp`;
}

/**
 * OFFSET makes the inner query a lookup for each row of the outer one. Left free, the planner walks through all pictures
 * in the order of the answer, until it meets those of the collections. ARRAY looks each sequence up once, instead of once
 * for each of its pictures.
 */
function picturesOf(sql: Queryable, collections: string[], viewer: Viewer): Fragment {
  return sql`(
      SELECT DISTINCT ON (link.pic_id) link.pic_id, link.seq_id
      FROM sequences_pictures link
      WHERE link.seq_id = ANY(ARRAY(
        SELECT s.id FROM sequences s
        WHERE s.id = ANY(${collections}::uuid[]) AND s.status = 'ready' AND ${sequenceIsVisible(sql, viewer)}))
      ORDER BY link.pic_id, link.seq_id
    ) sp
    CROSS JOIN LATERAL (SELECT p.* FROM pictures p WHERE p.id = sp.pic_id AND ${isShown(sql, viewer)} OFFSET 0) p`;
}

function isShown(sql: Queryable, viewer: Viewer): Fragment {
  return sql`p.status = 'ready' AND ${pictureIsVisible(sql, viewer)}`;
}

/** An item that was found, with the pictures before and after it in its sequence. */
export type FoundItemRow = ItemRow & Neighbours;

/** The items of matches, in their order; those deleted meanwhile are left out. */
export async function findItemsOfMatches(
  sql: Queryable,
  matches: Omit<Match, "key">[],
  viewer: Viewer,
): Promise<FoundItemRow[]> {
  const pictures = matches.map(({ picture }) => picture), collections = matches.map(({ collection }) => collection);
  return await sql<FoundItemRow[]>`
    SELECT ${itemColumns(sql)}, ${neighbourColumns(sql)}
    FROM unnest(${pictures}::uuid[], ${collections}::uuid[]) WITH ORDINALITY AS m (picture, collection, position)
    JOIN pictures p ON p.id = m.picture
    JOIN sequences_pictures sp ON sp.pic_id = m.picture AND sp.seq_id = m.collection
    JOIN sequences s ON s.id = m.collection
    JOIN accounts a ON a.id = p.account_id
    ${neighbourJoins(sql, viewer)}
    ORDER BY m.position`;
}
