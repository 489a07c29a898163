import type { Queryable, Transaction } from "../../core/db/sql.ts";

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
}

/**
 * Computes headings from the movement: each picture looks towards the next one, the last one away from its predecessor.
 * A heading of 0 counts as missing, because cameras write it when they do not know. Azimuths are planar, on degrees, as
 * geovisio computes them.
 */
export async function updateHeadings(sql: Queryable, sequenceId: string, options: HeadingOptions = {}): Promise<void> {
  const { relative = null, onlyMissing = null, editor } = options;
  await sql`
    WITH rule AS (
      SELECT coalesce(${relative}::int, (s.metadata->>'relative_heading')::int, u.relative_heading, 0) AS relative,
        coalesce(${onlyMissing}::boolean, CASE WHEN s.metadata ? 'relative_heading' THEN FALSE END,
          u.relative_heading IS NULL) AS only_missing
      FROM sequences s LEFT JOIN upload_sets u ON u.id = s.upload_set_id
      WHERE s.id = ${sequenceId}
    ), neighbours AS (
      SELECT p.id, p.heading, p.heading_computed, p.geom,
        lag(p.geom) OVER by_rank AS previous, lead(p.geom) OVER by_rank AS next
      FROM sequences_pictures sp JOIN pictures p ON p.id = sp.pic_id
      WHERE sp.seq_id = ${sequenceId}
      WINDOW by_rank AS (ORDER BY sp.rank)
    ), computed AS (
      SELECT neighbours.id, CASE
          WHEN previous IS NULL AND next IS NULL THEN relative
          ELSE (360 + floor(degrees(CASE WHEN next IS NULL THEN ST_Azimuth(previous, geom) ELSE ST_Azimuth(geom, next) END)
            )::int + relative % 360) % 360
        END AS heading
      FROM neighbours, rule
      WHERE NOT only_missing OR heading IS NULL OR heading = 0 OR heading_computed
    )
    UPDATE pictures SET heading = computed.heading, heading_computed = TRUE${
    editor ? sql`, last_account_to_edit = ${editor}` : sql``
  }
    FROM computed WHERE pictures.id = computed.id
      AND (pictures.heading IS DISTINCT FROM computed.heading OR NOT pictures.heading_computed)`;
}

/** Makes a sequence ready: its line, extent and summary come from its pictures. One without pictures stays as it is. */
export async function finalizeSequence(sql: Queryable, sequenceId: string): Promise<void> {
  await sql`
    UPDATE sequences s SET status = 'ready', geom = compute_sequence_geom(s.id), bbox = compute_sequence_bbox(s.id),
      computed_type = summary.computed_type, computed_model = summary.computed_model,
      computed_h_pixel_density = summary.computed_h_pixel_density,
      computed_capture_date = summary.computed_capture_date, computed_gps_accuracy = summary.computed_gps_accuracy
    FROM compute_sequence_summary(${sequenceId}) AS summary
    WHERE s.id = ${sequenceId} AND s.status <> 'deleted'
      AND EXISTS (SELECT FROM sequences_pictures WHERE seq_id = s.id)`;
}

/** Computes again what ready sequences say of all their pictures, after one of these has other metadata. */
export async function refreshSummaries(tx: Transaction, pictureId: string): Promise<void> {
  await tx`
    UPDATE sequences s SET computed_type = summary.computed_type, computed_model = summary.computed_model,
      computed_h_pixel_density = summary.computed_h_pixel_density,
      computed_capture_date = summary.computed_capture_date, computed_gps_accuracy = summary.computed_gps_accuracy
    FROM sequences_pictures sp, compute_sequence_summary(sp.seq_id) AS summary
    WHERE sp.pic_id = ${pictureId} AND s.id = sp.seq_id AND s.status = 'ready'`;
}

/** Ids of the sequences that are not deleted, in their order. */
export async function listSequenceIds(sql: Queryable, after: string, limit: number): Promise<string[]> {
  const rows = await sql`
    SELECT id FROM sequences WHERE id > ${after} AND status <> 'deleted' ORDER BY id LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

/** Those of the given ids that are sequences, deleted ones left out. */
export async function findSequenceIds(sql: Queryable, ids: string[]): Promise<Set<string>> {
  const rows = await sql`SELECT id FROM sequences WHERE id = ANY (${ids}) AND status <> 'deleted'`;
  return new Set(rows.map(({ id }) => id));
}

/** How many sequences are not deleted. */
export async function countSequences(sql: Queryable): Promise<number> {
  const [{ count }] = await sql`SELECT count(*)::int FROM sequences WHERE status <> 'deleted'`;
  return count;
}

/** Makes others that change these pictures wait until this transaction ends; pictures are locked before sequences. */
export async function lockPicturesOfSequence(tx: Transaction, sequenceId: string): Promise<void> {
  await tx`
    SELECT FROM pictures WHERE id IN (SELECT pic_id FROM sequences_pictures WHERE seq_id = ${sequenceId})
    ORDER BY id FOR NO KEY UPDATE`;
}

/**
 * Ranks the pictures of a sequence from 1 on, by capture time, then by the name of their files; the database makes the line
 * again. The sequence is no longer said to be sorted otherwise.
 * @returns how many pictures got another rank
 */
export async function rankByCaptureTime(tx: Transaction, sequenceId: string): Promise<number> {
  const { count } = await tx`
    WITH ranked AS (
      SELECT sp.pic_id, sp.rank AS former,
        row_number() OVER (ORDER BY p.ts, p.metadata->>'originalFileName', sp.rank) AS rank
      FROM sequences_pictures sp JOIN pictures p ON p.id = sp.pic_id
      WHERE sp.seq_id = ${sequenceId}
    )
    UPDATE sequences_pictures sp SET rank = ranked.rank
    FROM ranked WHERE sp.seq_id = ${sequenceId} AND sp.rank = ranked.former AND sp.rank <> ranked.rank`;
  if (count > 0) {
    await tx`UPDATE sequences SET current_sort = NULL WHERE id = ${sequenceId} AND current_sort IS NOT NULL`;
  }
  return count;
}

/** What the pictures of a sequence can be sorted by. */
export interface PictureToSort {
  id: string;
  fileName: string | null;
  /** ISO 8601 with offset. */
  gpsTime: string | null;
  cameraTime: string | null;
  /** Tags by their Exiv2 names; only where one of the times is not stored. */
  exif: Record<string, unknown> | null;
}

/** The pictures of a sequence in their order. */
export async function findPicturesToSort(tx: Transaction, sequenceId: string): Promise<PictureToSort[]> {
  return await tx<PictureToSort[]>`
    SELECT p.id, metadata->>'originalFileName' AS "fileName", metadata->>'ts_gps' AS "gpsTime",
      metadata->>'ts_camera' AS "cameraTime", CASE WHEN NOT metadata ?& ARRAY['ts_gps', 'ts_camera'] THEN exif END AS exif
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

/** Makes other changes of a sequence's pictures and their upload sets wait, the sets first as everywhere. */
export async function lockForDeletion(tx: Transaction, sequenceId: string): Promise<void> {
  await tx`
    SELECT FROM upload_sets WHERE id IN (
      SELECT upload_set_id FROM pictures JOIN sequences_pictures ON pic_id = pictures.id WHERE seq_id = ${sequenceId})
    ORDER BY id FOR UPDATE`;
  await tx`
    SELECT FROM pictures WHERE id IN (SELECT pic_id FROM sequences_pictures WHERE seq_id = ${sequenceId})
    ORDER BY id FOR UPDATE`;
}

/** Marks a sequence as deleted, by an account; it stays as a tombstone for those that harvest. */
export async function markDeleted(tx: Transaction, sequenceId: string, editor: string): Promise<void> {
  await tx`UPDATE sequences SET status = 'deleted', last_account_to_edit = ${editor} WHERE id = ${sequenceId}`;
}

/** Takes all pictures out of a sequence; those that are in no other one are deleted, and their files by jobs. */
export async function deletePicturesOfSequence(tx: Transaction, sequenceId: string): Promise<void> {
  await tx`
    WITH unlinked AS (DELETE FROM sequences_pictures WHERE seq_id = ${sequenceId} RETURNING pic_id)
    DELETE FROM pictures WHERE id IN (SELECT pic_id FROM unlinked)
      AND NOT EXISTS (SELECT FROM sequences_pictures WHERE pic_id = pictures.id AND seq_id <> ${sequenceId})`;
}
