import { jsonb } from "../../../core/db/json.ts";
import type { Transaction } from "../../../core/db/sql.ts";
import type { PictureMetadata, StoredMetadata } from "../../../core/metadata/mod.ts";

/** What is known of a picture whose metadata are read again. */
export interface PictureToReadRow {
  id: string;
  exif: Record<string, unknown>;
  metadata: StoredMetadata;
  /** What people have changed: columns and keys of `metadata`. */
  edited: string[];
}

/** Undefined when the picture is gone. Nobody else changes it until the transaction ends. */
export async function lockPictureToRead(tx: Transaction, id: string): Promise<PictureToReadRow | undefined> {
  const [row] = await tx<PictureToReadRow[]>`
    SELECT id, coalesce(exif, '{}') AS exif, metadata, ARRAY(
        SELECT DISTINCT jsonb_object_keys(previous_value_changed) FROM pictures_changes WHERE picture_id = pictures.id
      ) AS edited
    FROM pictures WHERE id = ${id} FOR NO KEY UPDATE`;
  return row;
}

/** Keys of `metadata` that come from the tags; the others describe the upload. */
const READ_KEYS = [
  "type",
  "make",
  "model",
  "focal_length",
  "crop",
  "altitude",
  "pitch",
  "roll",
  "yaw",
  "sensor_width",
  "field_of_view",
  "tagreader_warnings",
  "width",
  "height",
  "cols",
  "rows",
  "tz",
  "ts_gps",
  "ts_camera",
] as const satisfies (keyof StoredMetadata)[];

/** Degrees by which a position must differ to be another one: about a centimetre. */
const SAME_POSITION = 1e-7;

/**
 * Writes what is new of a picture.
 * @param exif tags of the file, when they come from there
 * @returns false when nothing is new, and nothing was written
 */
export async function updateReadPicture(
  tx: Transaction,
  picture: PictureToReadRow,
  read: PictureMetadata,
  exif?: Record<string, string>,
): Promise<boolean> {
  const { id, edited } = picture;
  const { longitude, latitude } = read.position;
  const metadata = mergeMetadata(picture, read.metadata);
  const changed = await tx<{ id: string }[]>`
    WITH found AS (
      SELECT p.id,
        CASE WHEN ${edited.includes("ts")} THEN p.ts ELSE ${read.ts}::timestamptz END AS ts,
        CASE WHEN p.heading_computed OR ${
    edited.includes("heading")
  } THEN p.heading ELSE ${read.heading}::int END AS heading,
        CASE WHEN p.read_heading IS NOT NULL AND NOT ${
    edited.includes("heading")
  } THEN ${read.heading}::int ELSE p.read_heading END AS read_heading,
        CASE WHEN ${edited.includes("geom")} OR (abs(ST_X(p.geom) - ${longitude}::float8) <= ${SAME_POSITION}
            AND abs(ST_Y(p.geom) - ${latitude}::float8) <= ${SAME_POSITION}) THEN p.geom
          ELSE ST_SetSRID(ST_MakePoint(${longitude}, ${latitude}), 4326) END AS geom,
        CASE WHEN ${edited.includes("gps_accuracy_m")} THEN p.gps_accuracy_m
          ELSE ${read.gpsAccuracy}::float8 END AS gps_accuracy_m,
        ${jsonb(tx, metadata)}::jsonb AS metadata,
        coalesce(${exif ? tx.json(exif) : null}::jsonb, p.exif) AS exif
      FROM pictures p WHERE p.id = ${id}
    )
    UPDATE pictures p SET ts = found.ts, heading = found.heading, read_heading = found.read_heading, geom = found.geom,
      gps_accuracy_m = found.gps_accuracy_m, metadata = found.metadata, exif = found.exif
    FROM found WHERE p.id = found.id
      AND (p.ts, p.heading, p.read_heading, p.geom, p.gps_accuracy_m, p.metadata, p.exif)
        IS DISTINCT FROM (found.ts, found.heading, found.read_heading, found.geom, found.gps_accuracy_m, found.metadata, found.exif)
    RETURNING p.id`;
  return changed.length > 0;
}

/** The stored object with the keys that were read again, but for those that people have changed. */
function mergeMetadata({ metadata: stored, edited }: PictureToReadRow, read: StoredMetadata): object {
  const merged: Record<string, unknown> = { ...stored };
  for (const key of READ_KEYS) {
    if (edited.includes(key)) continue;
    // Warnings are in the language of the uploader: as many of them are the same ones.
    if (key === "tagreader_warnings" && stored[key]?.length === read[key]?.length) continue;
    if (read[key] === undefined) delete merged[key];
    else merged[key] = read[key];
  }
  return merged;
}
