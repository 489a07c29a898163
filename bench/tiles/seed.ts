/** A country full of pictures, written straight into the tables. */
import type { Sql } from "../../src/core/db/sql.ts";

const PICTURES_A_SEQUENCE = 100;

/**
 * Fills an empty database: sequences of 100 pictures 10 m apart, half of them in one city, the others all over a country of
 * 12° by 7°.
 * @param pictures how many, about
 */
export async function seedCountry(sql: Sql, pictures: number): Promise<void> {
  const sequences = Math.ceil(pictures / PICTURES_A_SEQUENCE);
  await sql.begin(async (tx) => {
    // The work of the triggers is done for all rows at once, below.
    await tx`SET LOCAL session_replication_role = replica`;
    await tx`SELECT setseed(0.5)`;
    await tx`
      INSERT INTO sequences (account_id, status, metadata, inserted_at, user_agent)
      SELECT (SELECT id FROM accounts WHERE is_default), 'ready', '{"title": "way"}', now(), 'bench'
      FROM generate_series(1, ${sequences}::int)`;
    await tx`
      CREATE TEMPORARY TABLE ways ON COMMIT DROP AS
      SELECT id, account_id,
        -4 + random() * 12 AS longitude, 43 + random() * 7 AS latitude,
        random() * 2 * pi() AS direction
      FROM sequences`;
    await tx`
      UPDATE ways SET longitude = 2.2 + random() * 0.3, latitude = 48.8 + random() * 0.15 WHERE direction < pi()`;
    await tx`
      CREATE TEMPORARY TABLE places ON COMMIT DROP AS
      SELECT gen_random_uuid() AS pic_id, ways.id AS seq_id, account_id, rank,
        ST_SetSRID(ST_MakePoint(
          longitude + rank * 0.000135 * cos(direction + rank * 0.01) + random() * 0.00001,
          latitude + rank * 0.00009 * sin(direction + rank * 0.01) + random() * 0.00001), 4326) AS geom
      FROM ways, generate_series(1, ${PICTURES_A_SEQUENCE}::int) AS rank`;
    await tx`
      INSERT INTO pictures (id, account_id, status, preparing_status, ts, heading, metadata, exif, geom, gps_accuracy_m,
        h_pixel_density)
      SELECT pic_id, account_id, 'ready', 'prepared', timestamptz '2024-05-01' + rank * interval '2 s', rank % 360,
        '{"type": "equirectangular", "make": "GoPro", "model": "Max", "width": 5760, "height": 2880, "field_of_view": 360}',
        '{"Exif.Image.Make": "GoPro"}', geom, 4, 16
      FROM places`;
    await tx`INSERT INTO sequences_pictures (seq_id, rank, pic_id) SELECT seq_id, rank, pic_id FROM places`;
    await tx`
      UPDATE sequences s SET geom = line, bbox = Box2D(line), nb_pictures = ${PICTURES_A_SEQUENCE},
        computed_type = 'equirectangular', computed_model = 'GoPro Max', computed_capture_date = '2024-05-01',
        computed_h_pixel_density = 16, computed_gps_accuracy = 4
      FROM (SELECT seq_id, ST_Multi(ST_MakeLine(geom ORDER BY rank)) AS line FROM places GROUP BY seq_id) AS lines
      WHERE s.id = seq_id`;
  });
  await sql`SELECT compute_pictures_aggregate_grid()`;
  await sql`VACUUM ANALYZE`;
}
