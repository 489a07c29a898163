/** Pieces of SQL shared by the queries that answer items. Aliases: `p` pictures, `sp` sequences_pictures, `s` sequences, `a` accounts. */
import type { Fragment, Queryable } from "../../../core/db/sql.ts";
import { pictureIsVisible, type Viewer } from "../visibility.ts";

/** The columns of an `ItemRow`. */
export function itemColumns(sql: Queryable): Fragment {
  return sql`
    p.id, sp.seq_id AS collection, sp.rank, p.status, p.visibility, s.visibility AS collection_visibility,
    p.ts, p.inserted_at, p.updated_at, ST_X(p.geom) AS longitude, ST_Y(p.geom) AS latitude,
    p.heading, p.gps_accuracy_m, p.h_pixel_density, p.metadata, p.exif::text AS exif, p.account_id, a.name AS account_name,
    (SELECT json_agg(json_build_object('key', t.key, 'value', t.value) ORDER BY t.key COLLATE "C", t.value COLLATE "C")
      FROM pictures_semantics t WHERE t.picture_id = p.id) AS semantics,
    (SELECT json_agg(json_build_object('id', n.id, 'shape', n.shape, 'semantics', coalesce(
        (SELECT json_agg(json_build_object('key', t.key, 'value', t.value) ORDER BY t.key COLLATE "C", t.value COLLATE "C")
          FROM annotations_semantics t WHERE t.annotation_id = n.id), '[]')) ORDER BY n.id)
      FROM annotations n WHERE n.picture_id = p.id) AS annotations,
    (SELECT json_agg(json_build_object('key', t.key, 'value', t.value) ORDER BY t.key COLLATE "C", t.value COLLATE "C")
      FROM sequences_semantics t WHERE t.sequence_id = s.id) AS collection_semantics`;
}

/** The columns of `Neighbours`, from the joins of `neighbourJoins`. */
export function neighbourColumns(sql: Queryable): Fragment {
  return sql`
    following.id AS next_id, following.longitude AS next_longitude, following.latitude AS next_latitude,
    preceding.id AS prev_id, preceding.longitude AS prev_longitude, preceding.latitude AS prev_latitude`;
}

/**
 * Joins the pictures before and after `sp` in its sequence, among those that are processed and visible.
 * Each is one walk along the primary key (seq_id, rank) that ends at the first picture found.
 */
export function neighbourJoins(sql: Queryable, viewer: Viewer): Fragment {
  return sql`
    LEFT JOIN LATERAL (${nearestShown(sql, viewer, sql`link.rank > sp.rank`, sql`rank`)}) following ON TRUE
    LEFT JOIN LATERAL (${nearestShown(sql, viewer, sql`link.rank < sp.rank`, sql`rank DESC`)}) preceding ON TRUE`;
}

/**
 * The inner LIMIT limits nothing. It makes the planner expect that few of the others are read, whatever it knows of the table;
 * else it looks up all of them and sorts, where it takes the sequence for a short one.
 */
function nearestShown(sql: Queryable, viewer: Viewer, isOnThatSide: Fragment, order: Fragment): Fragment {
  return sql`
    SELECT picture.*
    FROM (
      SELECT link.pic_id, link.rank FROM sequences_pictures link
      WHERE link.seq_id = sp.seq_id AND ${isOnThatSide} ORDER BY ${order} LIMIT (SELECT NULL::bigint)
    ) link
    CROSS JOIN LATERAL (
      SELECT neighbour.id, ST_X(neighbour.geom) AS longitude, ST_Y(neighbour.geom) AS latitude
      FROM pictures neighbour
      WHERE neighbour.id = link.pic_id AND neighbour.preparing_status = 'prepared'
        AND ${pictureIsVisible(sql, viewer, "neighbour")}
      OFFSET 0
    ) picture
    ORDER BY ${order} LIMIT 1`;
}
