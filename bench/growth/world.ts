/**
 * Pictures as they are distributed in the real world, by the million: most of them in cities, a few of which have far more than
 * the others, many on long roads between cities, some in the country, none on the oceans.
 */
import { onlyRow } from "../../src/core/db/rows.ts";
import type { Sql } from "../../src/core/db/sql.ts";
import { PICTURES_EACH } from "./seed.ts";

/** Sequences written in one transaction: all that is known of them is gathered in memory. */
const STEP = 10_000;

/** Indexes and constraints are made after the rows, which takes a fraction of the time. */
const FILLED = ["pictures", "sequences_pictures", "sequences", "files", "job_history"];

/**
 * Adds sequences with their pictures, upload sets, files and jobs, as they are once processed; then counts the cells of the map.
 * @param from number of the first sequence
 * @param to number after the last one
 */
export async function seedWorld(sql: Sql, from: number, to: number): Promise<void> {
  const indexes = await takeIndexes(sql);
  for (let start = from; start < to; start += STEP) {
    await seedStep(sql, start, Math.min(start + STEP, to));
    console.error(`${Math.min(start + STEP, to) * PICTURES_EACH} pictures`);
  }
  await sql`SET maintenance_work_mem = '1GB'`;
  for (const { name, definition } of indexes) {
    const start = performance.now();
    await sql.unsafe(definition);
    console.error(`${name}: ${((performance.now() - start) / 1000).toFixed(0)} s`);
  }
  await sql`RESET maintenance_work_mem`;
  await sql`VACUUM ANALYZE`;
}

/** Drops the indexes that no constraint needs. */
async function takeIndexes(sql: Sql): Promise<{ name: string; definition: string }[]> {
  const indexes = await sql<{ name: string; definition: string }[]>`
    SELECT c.relname AS name, pg_get_indexdef(i.indexrelid) AS definition
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
    WHERE t.relname = ANY(${FILLED}) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)`;
  for (const { name } of indexes) await sql`DROP INDEX ${sql(name)}`;
  return [...indexes];
}

async function seedStep(sql: Sql, from: number, to: number): Promise<void> {
  await sql.begin(async (tx) => {
    // Triggers would queue jobs, and count pictures one statement after the other.
    await tx`SET LOCAL session_replication_role = replica`;
    const { id: account } = onlyRow(await tx<{ id: string }[]>`SELECT id FROM accounts WHERE is_default`);
    await tx`SELECT setseed(0.5)`;
    await tx`
      CREATE TEMPORARY TABLE cities ON COMMIT DROP AS
      SELECT n, land, west + random() * (east - west) AS longitude, south + random() * (north - south) AS latitude
      FROM generate_series(0, 299) n
      JOIN (VALUES (0, -5, 42, 25, 56), (1, -120, 30, -75, 48), (2, -70, -30, -45, -5), (3, 5, -30, 35, 10),
        (4, 70, 15, 120, 40), (5, 130, -35, 150, -20)) lands (land, west, south, east, north)
        ON land = CASE WHEN n % 10 < 5 THEN 0 ELSE n % 10 - 4 END`;
    await tx`SELECT setseed(${(from % 9973) / 9973}::float8)`;
    // 65 of 100 in a city, along its streets; 25 on a road from one city to another; 10 anywhere near one.
    await tx`
      CREATE TEMPORARY TABLE ways ON COMMIT DROP AS
      SELECT drawn.n, md5('s' || drawn.n)::uuid AS id, md5('u' || drawn.n)::uuid AS upload_set_id,
        CASE WHEN kind < 65 THEN c.longitude + spread * cos(turn) WHEN kind < 90 THEN c.longitude + part * (d.longitude - c.longitude)
          ELSE c.longitude + 30 * spread * cos(turn) END AS longitude,
        CASE WHEN kind < 65 THEN c.latitude + 0.7 * spread * sin(turn) WHEN kind < 90 THEN c.latitude + part * (d.latitude - c.latitude)
          ELSE c.latitude + 15 * spread * sin(turn) END AS latitude,
        CASE WHEN kind < 65 THEN round(turn) * pi() / 2 WHEN kind < 90 THEN atan2(d.latitude - c.latitude, d.longitude - c.longitude)
          ELSE turn END AS direction,
        CASE WHEN kind < 65 THEN 0.00006 WHEN kind < 90 THEN 0.0002 ELSE 0.0001 END AS step
      FROM (
        SELECT n, random() * 100 AS kind, floor(300 * random() ^ 2)::int AS city, random() AS part, random() * 2 * pi() AS turn,
          0.08 * sqrt(-2 * ln(1 - random())) AS spread, random() AS other
        FROM generate_series(${from}::int, ${to - 1}::int) n
      ) drawn
      JOIN cities c ON c.n = city
      -- Another city of the same land.
      JOIN cities d ON d.n = (city + 10 * (1 + floor(other * 29))::int) % 300`;
    await tx`
      CREATE TEMPORARY TABLE places ON COMMIT DROP AS
      SELECT ways.n, k, md5('p' || ways.n || '-' || k)::uuid AS pic_id, id AS seq_id, upload_set_id,
        ST_SetSRID(ST_MakePoint(longitude + k * step * cos(direction), latitude + k * step * sin(direction)), 4326) AS geom
      FROM ways, generate_series(0, ${PICTURES_EACH - 1}::int) k`;
    await tx`
      INSERT INTO upload_sets (id, account_id, created_at, completed, dispatched, title, nb_files)
      SELECT upload_set_id, ${account}, timestamptz '2022-01-01T00:00:00Z' + n * interval '1 minute', TRUE, TRUE, 'Set ' || n,
        ${PICTURES_EACH}
      FROM ways`;
    await tx`
      INSERT INTO pictures (id, account_id, upload_set_id, status, preparing_status, ts, inserted_at, updated_at, geom, metadata,
        exif, heading, original_content_md5, h_pixel_density, gps_accuracy_m)
      SELECT pic_id, ${account}, upload_set_id, 'ready', 'prepared',
        timestamptz '2021-01-01T00:00:00Z' + (n * ${PICTURES_EACH}::int + k) * interval '1 second',
        timestamptz '2022-01-01T00:00:00Z' + n * interval '1 minute', timestamptz '2022-01-01T00:00:00Z' + n * interval '1 minute',
        geom,
        '{"type": "equirectangular", "make": "GoPro", "model": "Max", "width": 5760, "height": 2880, "field_of_view": 360,
          "originalFileName": "GS018421.JPG", "originalFileSize": 4312842, "tz": "UTC", "roll": 0, "pitch": 0}',
        '{"Exif.Image.Make": "GoPro", "Exif.Image.Model": "Max", "Exif.Image.Software": "H19.03.02.00.00",
          "Exif.Image.DateTime": "2021:06:01 12:00:00", "Exif.Image.Orientation": "1", "Exif.Image.XResolution": "72/1",
          "Exif.Image.YResolution": "72/1", "Exif.Image.ResolutionUnit": "2", "Exif.Photo.ExposureTime": "1/1200",
          "Exif.Photo.FNumber": "28/10", "Exif.Photo.ISOSpeedRatings": "100", "Exif.Photo.FocalLength": "3/1",
          "Exif.Photo.ExifVersion": "0221", "Exif.Photo.DateTimeOriginal": "2021:06:01 12:00:00",
          "Exif.Photo.PixelXDimension": "5760", "Exif.Photo.PixelYDimension": "2880", "Exif.Photo.WhiteBalance": "0",
          "Exif.GPSInfo.GPSLatitudeRef": "N", "Exif.GPSInfo.GPSLatitude": "48/1 51/1 2412/100",
          "Exif.GPSInfo.GPSLongitudeRef": "E", "Exif.GPSInfo.GPSLongitude": "2/1 21/1 708/100",
          "Exif.GPSInfo.GPSAltitude": "35000/1000", "Exif.GPSInfo.GPSDateStamp": "2021:06:01",
          "Xmp.GPano.ProjectionType": "equirectangular", "Xmp.GPano.UsePanoramaViewer": "True"}',
        k * 7 % 360, md5('m' || n || '-' || k)::uuid, 16, 4
      FROM places`;
    await tx`
      INSERT INTO sequences (id, account_id, upload_set_id, status, metadata, inserted_at, updated_at, computed_capture_date,
        nb_pictures, bbox, geom, min_picture_ts, max_picture_ts, computed_type, computed_model, computed_h_pixel_density,
        computed_gps_accuracy)
      SELECT seq_id, ${account}, upload_set_id, 'ready', jsonb_build_object('title', 'Sequence ' || n),
        timestamptz '2022-01-01T00:00:00Z' + n * interval '1 minute', timestamptz '2023-01-01T00:00:00Z' + n * interval '1 minute',
        date '2021-01-01' + n % 700, ${PICTURES_EACH}, ST_Extent(geom)::box2d, ST_Multi(ST_MakeLine(geom ORDER BY k)),
        timestamptz '2021-01-01T00:00:00Z' + n * ${PICTURES_EACH}::int * interval '1 second',
        timestamptz '2021-01-01T00:00:00Z' + (n + 1) * ${PICTURES_EACH}::int * interval '1 second',
        'equirectangular', 'GoPro Max', 16, 4
      FROM places GROUP BY n, seq_id, upload_set_id`;
    await tx`INSERT INTO sequences_pictures (seq_id, rank, pic_id) SELECT seq_id, k + 1, pic_id FROM places`;
    await tx`
      INSERT INTO files (upload_set_id, file_name, picture_id, size, content_md5)
      SELECT upload_set_id, 'GS' || lpad(k::text, 6, '0') || '.JPG', pic_id, 4312842, md5('m' || n || '-' || k)::uuid FROM places`;
    await tx`
      INSERT INTO job_history (job_task, picture_id, finished_at)
      SELECT 'prepare', pic_id, clock_timestamp() FROM places`;
  });
}
