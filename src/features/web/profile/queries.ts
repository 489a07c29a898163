import type { Queryable } from "../../../core/db/sql.ts";

/** Where a sequence is. */
export interface SequencePlaceRow {
  id: string;
  longitude: number;
  latitude: number;
}

/** The middles of sequences that the caller may see, of those that say where they are. */
export async function listMiddles(sql: Queryable, sequenceIds: string[]): Promise<SequencePlaceRow[]> {
  return await sql<SequencePlaceRow[]>`
    SELECT id, (ST_XMin(bbox) + ST_XMax(bbox)) / 2 AS longitude, (ST_YMin(bbox) + ST_YMax(bbox)) / 2 AS latitude
    FROM sequences WHERE id = ANY (${sequenceIds}::uuid[]) AND bbox IS NOT NULL`;
}
