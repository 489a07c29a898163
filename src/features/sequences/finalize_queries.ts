/** What a long sequence says of its pictures, part by part: on the embedded database, everybody else waits for a transaction. */
import { jsonb } from "../../core/db/json.ts";
import { onlyRow } from "../../core/db/rows.ts";
import type { Queryable, Transaction } from "../../core/db/sql.ts";
import type { VertexRow } from "./line.ts";
import { finalizedStatus, type RankRange } from "./queries.ts";

/** A sequence as it is now. */
export interface SequenceVersionRow {
  /** PostgreSQL text; another one after each change of what the sequence says of its pictures. */
  updated_at: string;
  is_ready: boolean;
}

/** Undefined for a sequence that is deleted. @param locks whether others that change it wait until the transaction ends */
export async function findVersion(
  sql: Queryable,
  sequenceId: string,
  { locks = false } = {},
): Promise<SequenceVersionRow | undefined> {
  const [row] = await sql<SequenceVersionRow[]>`
    SELECT updated_at::text, status = 'ready' AS is_ready FROM sequences WHERE id = ${sequenceId} AND status <> 'deleted'
    ${locks ? sql`FOR NO KEY UPDATE` : sql``}`;
  return row;
}

/** Whether changes of a few of its pictures are applied to a sequence without computing it from all of them. */
export async function isLong(sql: Queryable, sequenceId: string): Promise<boolean> {
  const rows = await sql<{ is_long: boolean }[]>`SELECT is_long_sequence(${sequenceId}) AS is_long`;
  return onlyRow(rows).is_long;
}

/**
 * The points of the line through some of the pictures.
 * @param neighbour rank of the last picture before them that is part of the line
 */
export async function listVertices(
  sql: Queryable,
  sequenceId: string,
  { first, last }: RankRange,
  neighbour: number | null,
): Promise<VertexRow[]> {
  return await sql<VertexRow[]>`
    SELECT rank, ST_X(geom) AS longitude, ST_Y(geom) AS latitude, begins
    FROM sequence_vertices(${sequenceId}, FALSE, ${neighbour ?? first}::bigint, ${last}::bigint)
    WHERE rank >= ${first} ORDER BY rank, place`;
}

/** What some of the pictures of a sequence have in common: see `compute_sequence_summary()` and `refresh_sequences()`. */
export interface PartSummaryRow {
  number: number;
  has_private: boolean;
  /** PostgreSQL text. */
  first_ts: string | null;
  last_ts: string | null;
  /** Degrees: west, south, east, north, with longitudes from -180 to 180, and from 0 to 360. */
  extent: number[] | null;
  shifted: number[] | null;
  has_all_types: boolean;
  least_type: string | null;
  greatest_type: string | null;
  has_all_models: boolean;
  least_model: string | null;
  greatest_model: string | null;
  has_all_densities: boolean;
  least_density: number | null;
  greatest_density: number | null;
  /** Metres. */
  accuracies: number[] | null;
}

/** The summary of a part of a sequence. */
export async function summarizePart(
  sql: Queryable,
  sequenceId: string,
  { first, last }: RankRange,
): Promise<PartSummaryRow[]> {
  return await sql<PartSummaryRow[]>`
    SELECT count(*)::int AS number, has_private, min(ts)::text AS first_ts, max(ts)::text AS last_ts,
      ARRAY[min(ST_X(geom)), min(ST_Y(geom)), max(ST_X(geom)), max(ST_Y(geom))] AS extent,
      ARRAY[min(ST_X(shifted)), min(ST_Y(shifted)), max(ST_X(shifted)), max(ST_Y(shifted))] AS shifted,
      count(type) = count(*) AS has_all_types, min(type) AS least_type, max(type) AS greatest_type,
      count(model) = count(*) AS has_all_models, min(model) AS least_model, max(model) AS greatest_model,
      count(density) = count(*) AS has_all_densities, min(density) AS least_density, max(density) AS greatest_density,
      array_agg(gps_accuracy_m) FILTER (WHERE gps_accuracy_m IS NOT NULL) AS accuracies
    FROM (
      SELECT p.ts, p.geom, ST_ShiftLongitude(p.geom) AS shifted, p.gps_accuracy_m, p.h_pixel_density AS density,
        p.metadata->>'type' AS type,
        nullif(trim(concat_ws(' ', p.metadata->>'make', p.metadata->>'model')), '') AS model,
        NOT is_shared_with_sequence(p, s.visibility) AS has_private
      FROM sequences_pictures sp JOIN pictures p ON p.id = sp.pic_id JOIN sequences s ON s.id = sp.seq_id
      WHERE sp.seq_id = ${sequenceId} AND sp.rank BETWEEN ${first} AND ${last}
    ) AS members
    GROUP BY has_private`;
}

/** Lets this transaction end before the disk has it: what a loss of power undoes is done again. */
export async function withoutWaitingForTheDisk(tx: Transaction): Promise<void> {
  await tx`SELECT set_config('synchronous_commit', 'off', TRUE)`;
}

/**
 * Lets the triggers of this transaction leave out what they would compute from all pictures of a sequence: its line and extent,
 * which its `finalize` job computes. The transaction does not wait for the disk: what a loss of power undoes is done again.
 */
export async function workInParts(tx: Transaction): Promise<void> {
  await tx`SELECT set_config('panoramax.in_parts', 'on', TRUE), set_config('synchronous_commit', 'off', TRUE)`;
}

/** Marks the cells of the map that a part of a sequence lies in. */
export async function markCells(sql: Queryable, sequenceId: string, { first, last }: RankRange): Promise<void> {
  await sql`
    SELECT expire_grid_cells(ARRAY(
      SELECT DISTINCT grid_cell(geom) FROM sequences_pictures JOIN pictures ON id = pic_id
      WHERE seq_id = ${sequenceId} AND rank BETWEEN ${first} AND ${last}))`;
}

/**
 * Makes a locked sequence ready, with a summary of its parts.
 * @param line hexadecimal EWKB
 */
export async function writeSummary(
  tx: Transaction,
  sequenceId: string,
  { parts, line }: { parts: PartSummaryRow[]; line: string | null },
): Promise<void> {
  const accuracies = parts.flatMap((part) => part.has_private ? [] : part.accuracies ?? []);
  const summaries = parts.map(({ accuracies: _, ...part }) => part);
  // The cells of the map were marked part by part.
  await workInParts(tx);
  await tx`
    UPDATE sequences SET status = ${finalizedStatus(tx)}, geom = ${line}::geometry, bbox = narrower_bbox(
        ST_MakeBox2D(ST_MakePoint(west, south), ST_MakePoint(east, north)),
        ST_MakeBox2D(ST_MakePoint(shifted_west, south), ST_MakePoint(shifted_east, north))),
      nb_pictures = coalesce(number, 0), min_picture_ts = first_ts, max_picture_ts = last_ts,
      has_private_pictures = hidden, computed_type = type, computed_model = model, computed_h_pixel_density = density,
      computed_capture_date = (first_ts AT TIME ZONE 'UTC')::date,
      computed_gps_accuracy = (
        SELECT percentile_cont(0.9) WITHIN GROUP (ORDER BY metres) FROM unnest(${accuracies}::float8[]) AS accuracy(metres))
    FROM (
      SELECT sum(number) FILTER (WHERE NOT has_private) AS number, bool_or(has_private) AS hidden,
        min(first_ts) FILTER (WHERE NOT has_private) AS first_ts, max(last_ts) FILTER (WHERE NOT has_private) AS last_ts,
        min(extent[1]) FILTER (WHERE NOT has_private) AS west, min(extent[2]) FILTER (WHERE NOT has_private) AS south,
        max(extent[3]) FILTER (WHERE NOT has_private) AS east, max(extent[4]) FILTER (WHERE NOT has_private) AS north,
        min(shifted[1]) FILTER (WHERE NOT has_private) AS shifted_west,
        max(shifted[3]) FILTER (WHERE NOT has_private) AS shifted_east,
        CASE WHEN bool_and(has_all_types) FILTER (WHERE NOT has_private)
            AND min(least_type) FILTER (WHERE NOT has_private) = max(greatest_type) FILTER (WHERE NOT has_private)
          THEN min(least_type) FILTER (WHERE NOT has_private) END AS type,
        CASE WHEN bool_and(has_all_models) FILTER (WHERE NOT has_private)
            AND min(least_model) FILTER (WHERE NOT has_private) = max(greatest_model) FILTER (WHERE NOT has_private)
          THEN min(least_model) FILTER (WHERE NOT has_private) END AS model,
        CASE WHEN bool_and(has_all_densities) FILTER (WHERE NOT has_private)
            AND min(least_density) FILTER (WHERE NOT has_private) = max(greatest_density) FILTER (WHERE NOT has_private)
          THEN min(least_density) FILTER (WHERE NOT has_private) END AS density
      FROM jsonb_to_recordset(${jsonb(tx, summaries)}) AS part(number int, has_private boolean, first_ts timestamptz,
        last_ts timestamptz, extent float8[], shifted float8[], has_all_types boolean, least_type text, greatest_type text,
        has_all_models boolean, least_model text, greatest_model text, has_all_densities boolean, least_density int,
        greatest_density int)
    ) AS whole
    WHERE id = ${sequenceId}`;
}
