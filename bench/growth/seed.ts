/** Pictures by the hundred thousand, written by SQL: what is measured is reading them. */
import { onlyRow } from "../../src/core/db/rows.ts";
import type { Sql } from "../../src/core/db/sql.ts";

/** Pictures of a sequence, ten metres apart. */
export const PICTURES_EACH = 100;
/** Sequences side by side, so that a larger instance covers more land instead of more pictures on the same spot. */
const COLUMNS = 100;

/** Where a sequence starts, in degrees. */
export function startOf(sequence: number): { longitude: number; latitude: number } {
  return { longitude: (sequence % COLUMNS) * 0.02 - 1, latitude: 45 + Math.floor(sequence / COLUMNS) * 0.01 };
}

/**
 * Adds sequences with their pictures, as they are once processed.
 * @param from number of the first sequence
 * @param to number after the last one
 */
export async function seedSequences(sql: Sql, from: number, to: number): Promise<void> {
  await sql.begin(async (tx) => {
    // Triggers would queue jobs, and count pictures one statement after the other.
    await tx`SET LOCAL session_replication_role = replica`;
    const { id: account } = onlyRow(await tx<{ id: string }[]>`SELECT id FROM accounts WHERE is_default`);
    await tx`
      INSERT INTO sequences (id, account_id, status, metadata, inserted_at, updated_at, computed_capture_date, nb_pictures)
      SELECT md5('s' || n)::uuid, ${account}, 'ready', jsonb_build_object('title', 'Sequence ' || n),
        timestamptz '2022-01-01T00:00:00Z' + n * interval '1 minute', timestamptz '2023-01-01T00:00:00Z' + n * interval '1 minute',
        date '2021-01-01' + n % 700, ${PICTURES_EACH}
      FROM generate_series(${from}::int, ${to - 1}::int) n`;
    await tx`
      INSERT INTO pictures (id, account_id, status, preparing_status, ts, inserted_at, updated_at, geom, metadata, exif, heading)
      SELECT md5('p' || n || '-' || k)::uuid, ${account}, 'ready', 'prepared',
        timestamptz '2021-01-01T00:00:00Z' + (n * ${PICTURES_EACH}::int + k) * interval '1 second',
        timestamptz '2022-01-01T00:00:00Z' + n * interval '1 minute', timestamptz '2022-01-01T00:00:00Z' + n * interval '1 minute',
        ST_SetSRID(ST_MakePoint(n % ${COLUMNS} * 0.02 - 1 + k * 0.00013, 45 + n / ${COLUMNS} * 0.01), 4326),
        '{"type": "flat", "make": "GoPro", "model": "Max", "width": 5760, "height": 2880, "field_of_view": 90}',
        '{"Exif.Image.Make": "GoPro", "Exif.Image.Model": "Max"}', 90
      FROM generate_series(${from}::int, ${to - 1}::int) n, generate_series(0, ${PICTURES_EACH - 1}::int) k`;
    await tx`
      INSERT INTO sequences_pictures (seq_id, rank, pic_id)
      SELECT md5('s' || n)::uuid, k + 1, md5('p' || n || '-' || k)::uuid
      FROM generate_series(${from}::int, ${to - 1}::int) n, generate_series(0, ${PICTURES_EACH - 1}::int) k`;
    await tx`
      UPDATE sequences s SET bbox = box.extent, geom = box.line, min_picture_ts = box.first_ts, max_picture_ts = box.last_ts
      FROM (
        SELECT seq_id, ST_Extent(geom)::box2d AS extent, ST_Multi(ST_MakeLine(geom ORDER BY rank)) AS line,
          min(ts) AS first_ts, max(ts) AS last_ts
        FROM sequences_pictures JOIN pictures ON id = pic_id GROUP BY seq_id
      ) box
      WHERE s.id = box.seq_id AND s.geom IS NULL`;
  });
  await sql`VACUUM ANALYZE`;
}
