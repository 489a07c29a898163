import { onlyRow } from "../../core/db/rows.ts";
import type { Fragment, Queryable, Transaction } from "../../core/db/sql.ts";

/** How to compute headings. */
export interface HeadingOptions {
  /** Degrees from the direction of movement; by default the sequence's own, else its upload set's, else 0. */
  relative?: number;
  /**
   * Whether to keep the headings that cameras wrote. By default kept, unless the sequence or its upload set has a relative
   * heading of its own.
   */
  onlyMissing?: boolean;
  /** Account that asked for it. */
  editor?: string;
  /**
   * The pictures to change, for a transaction that holds the sequence: those that it locked before. Pictures that came into the
   * sequence since are locked by nobody or by somebody who waits for the sequence; it is finalized again for them.
   */
  among?: string[];
  /** The part of the sequence to compute; by default all of it. */
  part?: RankRange;
}

/** Some of the pictures of a sequence, by the first and the last rank. */
export interface RankRange {
  first: number;
  last: number;
}

/**
 * Computes headings from the movement: each picture looks towards the next one, the last one away from its predecessor, turned
 * by the relative heading. What files or people gave is kept apart, and comes back when it is asked for again, so that the
 * result does not depend on what was computed before. A picture alone has no movement: a flat one gets no heading then, a
 * 360° one looks north, unless a relative heading was given.
 *
 * A heading that somebody gives at the same time stays: what was computed did not know it.
 *
 * Azimuths are planar, on degrees, as geovisio computes them; across the antimeridian and near the poles, where that points
 * anywhere, they are geodesic.
 */
export async function updateHeadings(sql: Queryable, sequenceId: string, options: HeadingOptions = {}): Promise<void> {
  const { relative = null, onlyMissing = null, editor, among = null, part } = options;
  // With the neighbours of its first and last picture.
  const isRead = part
    ? sql`AND sp.rank >= coalesce((SELECT max(rank) FROM sequences_pictures
          WHERE seq_id = ${sequenceId} AND rank < ${part.first}), ${part.first})
        AND sp.rank <= coalesce((SELECT min(rank) FROM sequences_pictures
          WHERE seq_id = ${sequenceId} AND rank > ${part.last}), ${part.last})`
    : sql``;
  await sql`
    WITH rule AS (
      SELECT coalesce(${relative}::int, (s.metadata->>'relative_heading')::int, u.relative_heading) AS relative,
        coalesce(${onlyMissing}::boolean, CASE WHEN s.metadata ? 'relative_heading' THEN FALSE END,
          u.relative_heading IS NULL) AS only_missing
      FROM sequences s LEFT JOIN upload_sets u ON u.id = s.upload_set_id
      WHERE s.id = ${sequenceId}
    ), neighbours AS (
      SELECT p.id, sp.rank, p.geom, p.heading AS seen_heading, p.heading_computed AS seen_computed,
        CASE WHEN p.heading_computed THEN p.read_heading ELSE p.heading END AS read_heading,
        coalesce(p.metadata->>'type' = 'equirectangular', FALSE) AS is_360,
        lag(p.geom) OVER by_rank AS previous, lead(p.geom) OVER by_rank AS next
      FROM sequences_pictures sp JOIN pictures p ON p.id = sp.pic_id
      WHERE sp.seq_id = ${sequenceId} ${isRead}
      WINDOW by_rank AS (ORDER BY sp.rank)
    ), computed AS (
      SELECT neighbours.id, seen_heading, seen_computed, read_heading, NOT (only_missing AND read_heading IS NOT NULL) AS is_computed, CASE
          WHEN only_missing AND read_heading IS NOT NULL THEN read_heading
          WHEN previous IS NULL AND next IS NULL THEN (coalesce(relative, CASE WHEN is_360 THEN 0 END) + 360) % 360
          ELSE (360 + floor(degrees(CASE WHEN next IS NULL THEN ${azimuth(sql, sql`previous`, sql`geom`)}
              ELSE ${azimuth(sql, sql`geom`, sql`next`)} END))::int + coalesce(relative, 0) % 360) % 360
        END AS heading
      FROM neighbours, rule
      ${part ? sql`WHERE rank BETWEEN ${part.first} AND ${part.last}` : sql``}
    ), changed AS (
      SELECT computed.* FROM computed JOIN pictures ON pictures.id = computed.id
      WHERE (pictures.heading, pictures.heading_computed) IS DISTINCT FROM (computed.heading, is_computed)
        AND (pictures.heading, pictures.heading_computed) IS NOT DISTINCT FROM (seen_heading, seen_computed)
        AND (${among}::uuid[] IS NULL OR pictures.id = ANY (${among}::uuid[]))
      ORDER BY pictures.id FOR NO KEY UPDATE OF pictures
    )
    UPDATE pictures SET heading = changed.heading, heading_computed = is_computed,
      read_heading = CASE WHEN is_computed THEN changed.read_heading END${
    editor ? sql`, last_account_to_edit = ${editor}` : sql``
  }
    FROM changed WHERE pictures.id = changed.id`;
}

/** Cuts a sequence into parts of so many pictures, in their order. */
export async function listParts(sql: Queryable, sequenceId: string, size: number): Promise<RankRange[]> {
  return await sql<RankRange[]>`
    SELECT min(rank) AS first, max(rank) AS last
    FROM (
      SELECT rank, (row_number() OVER (ORDER BY rank) - 1) / ${size}::int AS part
      FROM sequences_pictures WHERE seq_id = ${sequenceId}
    ) AS ranked
    GROUP BY part ORDER BY part`;
}

/** Degrees of latitude from which on degrees of longitude are too short to compute with as if they were of latitude. */
const POLAR = 75;

/** Azimuth in radians from one point to another, NULL when they are the same. */
function azimuth(sql: Queryable, from: Fragment, to: Fragment): Fragment {
  return sql`(CASE
      WHEN ST_X(${from}) = ST_X(${to}) AND ST_Y(${from}) = ST_Y(${to}) THEN NULL
      WHEN abs(ST_X(${from}) - ST_X(${to})) > 180 OR abs(ST_Y(${from})) > ${POLAR}::int
        THEN ST_Azimuth(${from}::geography, ${to}::geography)
      ELSE ST_Azimuth(${from}, ${to}) END)`;
}

/** What a sequence becomes that is finalized: `hidden` is what old instances wrote to hide one, and stays. */
export function finalizedStatus(sql: Queryable): Fragment {
  return sql`CASE status WHEN 'hidden' THEN status ELSE 'ready' END`;
}

/** Makes a sequence ready: what it says of its pictures comes from them. One without pictures stays as it is. */
export async function finalizeSequence(sql: Queryable, sequenceId: string): Promise<void> {
  await sql`
    UPDATE sequences s SET status = ${
    finalizedStatus(sql)
  }, geom = compute_sequence_geom(s.id), bbox = compute_sequence_bbox(s.id),
      computed_type = summary.computed_type, computed_model = summary.computed_model,
      computed_h_pixel_density = summary.computed_h_pixel_density,
      computed_capture_date = summary.computed_capture_date, computed_gps_accuracy = summary.computed_gps_accuracy,
      nb_pictures = counted.number, min_picture_ts = counted.first_ts, max_picture_ts = counted.last_ts,
      has_private_pictures = counted.has_private
    FROM compute_sequence_summary(${sequenceId}) AS summary, (
      SELECT count(*) FILTER (WHERE is_shared) AS number, min(ts) FILTER (WHERE is_shared) AS first_ts,
        max(ts) FILTER (WHERE is_shared) AS last_ts, coalesce(bool_or(NOT is_shared), FALSE) AS has_private
      FROM (
        SELECT p.ts, is_shared_with_sequence(p, sequence.visibility) AS is_shared
        FROM sequences sequence JOIN sequences_pictures sp ON sp.seq_id = sequence.id JOIN pictures p ON p.id = sp.pic_id
        WHERE sequence.id = ${sequenceId}
      ) AS members
    ) AS counted
    WHERE s.id = ${sequenceId} AND s.status <> 'deleted'
      AND EXISTS (SELECT FROM sequences_pictures WHERE seq_id = s.id)`;
}

/**
 * Computes again what ready sequences say of all their pictures, after one of these has other metadata; of long ones, a job does.
 * One that is not ready yet, or about to be computed, is written too: who does that notices.
 */
export async function refreshSummaries(tx: Transaction, pictureId: string): Promise<void> {
  await tx`
    WITH written AS (
      UPDATE sequences SET nb_pictures = nb_pictures WHERE (status <> 'ready' OR is_long_sequence(id))
        AND id IN (SELECT seq_id FROM sequences_pictures WHERE pic_id = ${pictureId})
      RETURNING id
    )
    SELECT queue_finalizations(ARRAY(SELECT id FROM written ORDER BY id))`;
  await tx`
    UPDATE sequences s SET computed_type = summary.computed_type, computed_model = summary.computed_model,
      computed_h_pixel_density = summary.computed_h_pixel_density,
      computed_capture_date = summary.computed_capture_date, computed_gps_accuracy = summary.computed_gps_accuracy
    FROM sequences_pictures sp, compute_sequence_summary(sp.seq_id) AS summary
    WHERE sp.pic_id = ${pictureId} AND s.id = sp.seq_id AND s.status = 'ready' AND NOT is_long_sequence(s.id)`;
}

/** Ids of the sequences that are not deleted, in their order. */
export async function listSequenceIds(sql: Queryable, after: string, limit: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    SELECT id FROM sequences WHERE id > ${after} AND status <> 'deleted' ORDER BY id LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

/** Those of the given ids that are sequences, deleted ones left out. */
export async function findSequenceIds(sql: Queryable, ids: string[]): Promise<Set<string>> {
  const rows = await sql<{ id: string }[]>`SELECT id FROM sequences WHERE id = ANY (${ids}) AND status <> 'deleted'`;
  return new Set(rows.map(({ id }) => id));
}

/** How many sequences are not deleted. */
export async function countSequences(sql: Queryable): Promise<number> {
  const rows = await sql<{ count: number }[]>`SELECT count(*)::int FROM sequences WHERE status <> 'deleted'`;
  return onlyRow(rows).count;
}

/**
 * Makes others that change these pictures wait until this transaction ends; pictures are locked before sequences.
 * @returns their ids
 */
export async function lockPicturesOfSequence(tx: Transaction, sequenceId: string): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    SELECT id FROM pictures WHERE id IN (SELECT pic_id FROM sequences_pictures WHERE seq_id = ${sequenceId})
    ORDER BY id FOR NO KEY UPDATE`;
  return rows.map(({ id }) => id);
}

/** A picture by what capture order depends on. */
export interface RankedPictureRow {
  id: string;
  rank: number;
  /** PostgreSQL text. */
  ts: string;
  file_name: string | null;
}

/** The pictures of a sequence by their capture time; those of one moment in the order that they have. */
export async function listByCaptureTime(tx: Transaction, sequenceId: string): Promise<RankedPictureRow[]> {
  return await tx<RankedPictureRow[]>`
    SELECT p.id, sp.rank, p.ts, p.metadata->>'originalFileName' AS file_name
    FROM sequences_pictures sp JOIN pictures p ON p.id = sp.pic_id
    WHERE sp.seq_id = ${sequenceId} ORDER BY p.ts, sp.rank`;
}

/** The sequence is no longer said to be sorted by anything else than the capture time. */
export async function clearSort(tx: Transaction, sequenceId: string): Promise<void> {
  await tx`UPDATE sequences SET current_sort = NULL WHERE id = ${sequenceId} AND current_sort IS NOT NULL`;
}

/** What the pictures of a sequence can be sorted by. */
export interface PictureToSortRow {
  id: string;
  file_name: string | null;
  /** ISO 8601 with offset. */
  gps_time: string | null;
  camera_time: string | null;
  /** Tags by their Exiv2 names; only where one of the times is not stored. */
  exif: Record<string, unknown> | null;
}

/** The pictures of a sequence in their order. */
export async function findPicturesToSort(tx: Transaction, sequenceId: string): Promise<PictureToSortRow[]> {
  return await tx<PictureToSortRow[]>`
    SELECT p.id, metadata->>'originalFileName' AS file_name, metadata->>'ts_gps' AS gps_time,
      metadata->>'ts_camera' AS camera_time, CASE WHEN NOT metadata ?& ARRAY['ts_gps', 'ts_camera'] THEN exif END AS exif
    FROM sequences_pictures sp JOIN pictures p ON p.id = sp.pic_id
    WHERE sp.seq_id = ${sequenceId} ORDER BY sp.rank`;
}

/** Gives the pictures the ranks 1, 2, 3… in the given order. */
export async function writeRanks(tx: Transaction, sequenceId: string, pictureIds: string[]): Promise<void> {
  await tx`
    UPDATE sequences_pictures sp SET rank = given.rank
    FROM unnest(${pictureIds}::uuid[]) WITH ORDINALITY AS given(id, rank)
    WHERE sp.seq_id = ${sequenceId} AND sp.pic_id = given.id AND sp.rank <> given.rank`;
}
