/** Sequences and pictures for tests, written straight into the tables. */
import { jsonb } from "../../../src/core/db/json.ts";
import type { Sql } from "../../../src/core/db/sql.ts";

/** An id that is easy to read in failures: `00000000-0000-4000-8000-0000000000NN`. */
export function uuid(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
}

/** Metadata of a 360° picture, as the reader stores it. */
export const PANORAMA = {
  type: "equirectangular",
  make: "GoPro",
  model: "Max",
  focal_length: 3,
  field_of_view: 360,
  crop: null,
  pitch: 0,
  roll: 0,
  yaw: null,
  width: 5760,
  height: 2880,
  cols: 8,
  rows: 4,
  originalFileSize: 3251027,
  tz: "CEST",
};

export interface SequenceSeed {
  id: string;
  account: string;
  title?: string;
  status?: string;
  visibility?: string | null;
  insertedAt?: string;
  pictures?: PictureSeed[];
}

export interface PictureSeed {
  id: string;
  /** The place in the list by default. */
  rank?: number;
  status?: string;
  preparingStatus?: string;
  visibility?: string | null;
  ts?: string;
  heading?: number | null;
  longitude: number;
  latitude: number;
  metadata?: Record<string, unknown>;
  exif?: Record<string, string>;
  accuracy?: number | null;
  updatedAt?: string;
}

/** Five pictures in a row, two seconds and a few metres apart. */
export function walk(firstNumber: number): FivePictures {
  const pictures: Omit<PictureSeed, "id">[] = [
    { longitude: 1.9191854417991367, latitude: 49.00688961988304, heading: 349, ts: "2021-07-29T09:16:54Z" },
    { longitude: 1.9191896230158, latitude: 49.0068986459004, heading: 11, ts: "2021-07-29T09:16:56Z" },
    { longitude: 1.9191963606027, latitude: 49.0069262596000, heading: 1, ts: "2021-07-29T09:16:58Z" },
    { longitude: 1.919199780601944, latitude: 49.0069548540000, heading: 350, ts: "2021-07-29T09:17:00Z" },
    { longitude: 1.9191976010000, latitude: 49.00697341759938, heading: 356, ts: "2021-07-29T09:17:02Z" },
  ];
  const numbered = pictures.map((picture, index): PictureSeed => ({
    ...picture,
    id: uuid(firstNumber + index),
    metadata: { ...PANORAMA, originalFileName: `${index + 1}.jpg` },
    updatedAt: `2024-05-01T10:00:0${index + 1}.000012Z`,
  }));
  // As many as above.
  return numbered as FivePictures;
}

type FivePictures = [PictureSeed, PictureSeed, PictureSeed, PictureSeed, PictureSeed];

/** Writes a sequence as it is once its processing has ended. */
export async function seedSequence(sql: Sql, sequence: SequenceSeed): Promise<void> {
  const { id, account, title, status = "ready", visibility = "anyone", pictures = [] } = sequence;
  const insertedAt = sequence.insertedAt ?? "2024-05-01T10:00:00.123456Z";
  await sql`
    INSERT INTO sequences (id, account_id, metadata, status, visibility, inserted_at, current_sort, user_agent)
    VALUES (${id}, ${account}, ${sql.json(title ? { title } : {})}, ${status}, ${visibility}, ${insertedAt},
      '+gpsdate', 'PanoramaxCLI/1.2')`;
  for (const [index, picture] of pictures.entries()) {
    await seedPicture(sql, account, id, { rank: index + 1, ...picture });
  }
  await sql`
    UPDATE sequences SET bbox = compute_sequence_bbox(id), geom = compute_sequence_geom(id),
      (computed_h_pixel_density, computed_capture_date, computed_gps_accuracy) =
        (SELECT computed_h_pixel_density, computed_capture_date, computed_gps_accuracy
          FROM compute_sequence_summary(${id}))
    WHERE id = ${id}`;
  await sql`UPDATE sequences SET updated_at = NULL WHERE id = ${id}`;
}

/** Writes a picture into a sequence. */
export async function seedPicture(sql: Sql, account: string, sequence: string, picture: PictureSeed): Promise<void> {
  const updatedAt = picture.updatedAt ?? "2024-05-01T10:00:03.000012Z";
  await sql`
    INSERT INTO pictures (id, account_id, status, preparing_status, visibility, ts, heading, metadata, exif, geom,
      gps_accuracy_m, inserted_at, updated_at)
    VALUES (${picture.id}, ${account}, ${picture.status ?? "ready"}, ${picture.preparingStatus ?? "prepared"},
      ${picture.visibility === undefined ? "anyone" : picture.visibility}, ${picture.ts ?? "2021-07-29T09:16:54Z"},
      ${picture.heading ?? null}, ${jsonb(sql, picture.metadata ?? PANORAMA)},
      ${sql.json(picture.exif ?? { "Exif.Image.Make": "GoPro" })},
      ST_SetSRID(ST_MakePoint(${picture.longitude}, ${picture.latitude}), 4326),
      ${picture.accuracy === undefined ? 4 : picture.accuracy}, ${updatedAt}, ${updatedAt})`;
  await sql`
    INSERT INTO sequences_pictures (seq_id, rank, pic_id) VALUES (${sequence}, ${picture.rank ?? 1}, ${picture.id})`;
}
