/** What a viewer is shown of sequences, as pieces of SQL. Alias: `s` sequences. */
import type { Fragment, Queryable } from "../../../core/db/sql.ts";
import { sequenceIsVisible, type Viewer } from "../visibility.ts";

/** Columns of `sequences` that tell nothing to those who may not see the sequence. */
const PRIVATE_COLUMNS = [
  "account_id",
  "visibility",
  "metadata",
  "current_sort",
  "user_agent",
  "upload_set_id",
  "geom",
  "bbox",
  "length_m",
  "nb_pictures",
  "has_private_pictures",
  "min_picture_ts",
  "max_picture_ts",
  "computed_type",
  "computed_model",
  "computed_capture_date",
  "computed_h_pixel_density",
  "computed_gps_accuracy",
];

/**
 * Sequences as `s`, where all that is known of a deleted one, or of one that the viewer may not see, is its id, its status
 * (`deleted`) and when it was made and changed: every other column is NULL. So no condition and no order can tell more,
 * whatever it asks for.
 */
export function sequencesWithTombstones(sql: Queryable, viewer: Viewer): Fragment {
  const columns = PRIVATE_COLUMNS.map((name) => sql`CASE WHEN is_shown THEN r.${sql(name)} END AS ${sql(name)}`)
    .reduce((all, next) => sql`${all}, ${next}`);
  return sql`(
    SELECT r.id, r.inserted_at, r.updated_at, CASE WHEN is_shown THEN r.status ELSE 'deleted' END AS status,
      NOT is_shown AS is_tombstone, ${columns}
    FROM sequences r CROSS JOIN LATERAL (SELECT ${sequenceIsVisible(sql, viewer, "r")} AS is_shown) AS judged
    WHERE r.status IN ('ready', 'deleted')
  ) AS s`;
}

/**
 * Joins `whole` to `s`: what its pictures come to, for who may see all of them, when some of them count in no column of
 * the sequence because others may not. Else its columns are NULL.
 */
export function joinWholeSequence(sql: Queryable, viewer: Viewer): Fragment {
  const seesAll = viewer.seesEverything ? sql`TRUE` : sql`s.account_id = ${viewer.accountId}::uuid`;
  return sql`
    LEFT JOIN LATERAL (
      SELECT taken.*, compute_sequence_bbox(gate.id, true) AS bbox,
        ST_Length(compute_sequence_geom(gate.id, true)::geography) AS length_m
      -- OFFSET, and the id from here alone, keep PostgreSQL from computing all this for the others, to drop it afterwards.
      FROM (SELECT s.id WHERE s.has_private_pictures AND ${seesAll} OFFSET 0) AS gate
      CROSS JOIN LATERAL (
        SELECT count(*) AS nb_pictures, min(p.ts) AS min_picture_ts, max(p.ts) AS max_picture_ts
        FROM sequences_pictures sp
        -- Here OFFSET makes this a lookup for each picture: while the table is small, the planner would rather read all of it.
        CROSS JOIN LATERAL (SELECT ts FROM pictures WHERE id = sp.pic_id OFFSET 0) p
        WHERE sp.seq_id = gate.id
      ) AS taken
    ) AS whole ON TRUE`;
}

/** A column of `s`, or of `whole` where that says more. */
export function shownColumn(
  sql: Queryable,
  name: "nb_pictures" | "min_picture_ts" | "max_picture_ts" | "length_m" | "bbox",
): Fragment {
  return sql`coalesce(whole.${sql(name)}, s.${sql(name)})`;
}

/** West, south, east and north of what the viewer may see; see extent.ts. */
export function shownBox(sql: Queryable): Fragment {
  const bbox = shownColumn(sql, "bbox");
  return sql`ST_XMin(${bbox}) AS west, ST_YMin(${bbox}) AS south, ST_XMax(${bbox}) AS east, ST_YMax(${bbox}) AS north`;
}
