/** Queries of a search. */
import type { Queryable } from "../../db/sql.ts";
import { itemColumns, neighbourColumns, neighbourJoins } from "../items/item_columns.ts";
import type { ItemRow, Neighbours } from "../items/item_row.ts";
import { pictureIsVisible, sequenceIsVisible, type Viewer } from "../visibility.ts";
import { searchCondition, searchOrdering } from "./conditions.ts";
import { DEFAULT_LIMIT, type SearchParameters } from "./parameters.ts";

/** A picture in one of its sequences. */
export interface Match {
  picture: string;
  collection: string;
}

/**
 * Which pictures meet the criteria, in the order of the answer.
 *
 * Their items are read by a second query. One for both was measured too: where the criteria make PostgreSQL plan each
 * query anew, planning the joins of the items took longer than the second round trip, and elsewhere it gained little.
 */
export async function searchMatches(sql: Queryable, parameters: SearchParameters, viewer: Viewer): Promise<Match[]> {
  // With the limit as a parameter PostgreSQL expects a tenth of the table, and never keeps the plan that walks the index.
  const limit = parameters.limit === DEFAULT_LIMIT ? sql`10` : sql`${parameters.limit}`;
  const isShown = sql`p.status = 'ready' AND ${pictureIsVisible(sql, viewer)}`;
  // OFFSET makes the inner query a lookup for each row of the outer one. Left free, the planner reads a whole table while
  // it is small; and of given collections it walks through all pictures in the order of the answer, until it meets them.
  const pictures = parameters.collections
    ? sql`sequences_pictures sp
      CROSS JOIN LATERAL (SELECT p.* FROM pictures p WHERE p.id = sp.pic_id AND ${isShown} OFFSET 0) p`
    : sql`(SELECT p.* FROM pictures p WHERE ${isShown}) p
      CROSS JOIN LATERAL (SELECT seq_id FROM sequences_pictures WHERE pic_id = p.id OFFSET 0) sp`;
  return await sql<Match[]>`
    SELECT p.id AS picture, sp.seq_id AS collection
    FROM ${pictures}
    JOIN sequences s ON s.id = sp.seq_id
    WHERE s.status = 'ready' AND ${sequenceIsVisible(sql, viewer)} AND ${searchCondition(sql, parameters)}
    ORDER BY ${searchOrdering(sql, parameters)}
    LIMIT ${limit}`;
}

export type FoundItemRow = ItemRow & Neighbours;

/** The items of matches, in their order; those deleted meanwhile are left out. */
export async function findItemsOfMatches(sql: Queryable, matches: Match[], viewer: Viewer): Promise<FoundItemRow[]> {
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
