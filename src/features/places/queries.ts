/** Sequences by their titles. */
import type { Queryable } from "../../core/db/sql.ts";
import { sequenceIsVisible, type Viewer } from "../stac/mod.ts";

/** A sequence that was found. */
export interface FoundSequence {
  id: string;
  title: string;
  nb_pictures: number;
  /** Of the first picture, as PostgreSQL's text of a day; null where there is none. */
  day: string | null;
  west: number;
  south: number;
  east: number;
  north: number;
}

/** What is searched for: a folded text, for whom, and from where. */
export interface SequenceQuery {
  text: string;
  viewer: Viewer;
  near?: { longitude: number; latitude: number };
  limit: number;
}

/**
 * The sequences whose title has a word that begins with the text, and that the viewer may see and has pictures to see in. Those that
 * begin with it come first, then near ones.
 */
export async function findSequencesByTitle(
  sql: Queryable,
  { text, viewer, near, limit }: SequenceQuery,
): Promise<FoundSequence[]> {
  const pattern = text.replaceAll(/[\\%_]/g, "\\$&");
  const { longitude = 0, latitude = 0 } = near ?? {};
  return await sql<FoundSequence[]>`
    SELECT id, title, nb_pictures::integer, day, west, south, east, north
    FROM (
      SELECT s.id, s.metadata ->> 'title' AS title, s.nb_pictures, (s.min_picture_ts AT TIME ZONE 'UTC')::date::text AS day,
        ST_XMin(s.bbox) AS west, ST_YMin(s.bbox) AS south, ST_XMax(s.bbox) AS east, ST_YMax(s.bbox) AS north,
        -- As fold() does.
        ' ' || trim(regexp_replace(
          lower(replace(replace(replace(
            translate(regexp_replace(normalize(left(s.metadata ->> 'title', 200), NFKD), '[\\u0300-\\u036f]', '', 'g'),
              'øØłŁđĐı', 'oollddi'),
            'ß', 'ss'), 'œ', 'oe'), 'æ', 'ae')),
          '[^[:alnum:]]+', ' ', 'g'
        )) AS folded,
        -- PostgreSQL refuses to square what is almost 0; PostGIS does not.
        ST_Distance(ST_MakePoint(0, 0), ST_MakePoint(
          least(abs(ST_XMin(s.bbox) - ${longitude}::float8), abs(360 - abs(ST_XMin(s.bbox) - ${longitude}::float8))),
          ST_YMin(s.bbox) - ${latitude}::float8)) AS distance
      FROM sequences s
      WHERE s.status = 'ready' AND s.bbox IS NOT NULL AND s.nb_pictures > 0 AND s.metadata ->> 'title' <> ''
        AND ${sequenceIsVisible(sql, viewer)}
    ) AS named
    WHERE folded LIKE ${`% ${pattern}%`}
    ORDER BY folded LIKE ${` ${pattern}%`} DESC, distance, id
    LIMIT ${limit}`;
}
