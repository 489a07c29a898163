/** How long the adoption of a large instance takes. Only with `TEST_THOROUGH`, since it takes a while to make one. */
import assert from "node:assert/strict";
import { adopt, undoAdoption } from "../../src/adopt/mod.ts";
import type { Sql } from "../../src/core/db/sql.ts";
import { geovisioTest } from "../support/geovisio.ts";

const PICTURES = 100_000;
const PICTURES_OF_A_SEQUENCE = 100;
/** Milliseconds. */
const LONGEST = 120_000;

if (Deno.env.has("TEST_THOROUGH")) {
  geovisioTest(`${PICTURES} pictures are adopted in less than two minutes`, async ({ sql }) => {
    await fill(sql);
    const started = performance.now();
    await adopt(sql, {
      onPart: (part) => console.log(`${Math.round((performance.now() - started) / 1000)} s: ${part}`),
    });
    const took = performance.now() - started;
    console.log(`${PICTURES} pictures took ${Math.round(took / 1000)} s`);
    const [counted] = await sql<{ pictures: number; in_grid: number; lines: number; files: number }[]>`
      SELECT (SELECT count(*)::int FROM pictures) AS pictures, (SELECT sum(nb_pictures)::int FROM pictures_aggregate_grid) AS in_grid,
        (SELECT count(*)::int FROM sequences WHERE length_m > 0 AND tile_geom IS NOT NULL) AS lines,
        (SELECT sum(nb_files)::int FROM upload_sets) AS files`;
    assert.deepEqual(counted, {
      pictures: PICTURES,
      in_grid: PICTURES,
      lines: PICTURES / PICTURES_OF_A_SEQUENCE,
      files: PICTURES,
    });
    assert.ok(took < LONGEST, `It took ${took} ms`);
    await undoAdoption(sql);
  });
}

/** Rows as geovisio has them after processing: sets and sequences of a hundred pictures, with EXIF data of a usual size. */
async function fill(sql: Sql): Promise<void> {
  await sql.begin(async (tx) => {
    // Its triggers would take hours.
    await tx`SET LOCAL session_replication_role = replica`;
    await tx`
      INSERT INTO upload_sets (id, account_id, title, completed, dispatched)
      SELECT md5('set' || n)::uuid, (SELECT id FROM accounts LIMIT 1), 'tour ' || n, true, true
      FROM generate_series(0, ${PICTURES / PICTURES_OF_A_SEQUENCE - 1}::int) AS n`;
    await tx`
      INSERT INTO pictures (id, account_id, upload_set_id, ts, geom, heading, metadata, exif, status, preparing_status,
        original_content_md5)
      SELECT md5('picture' || n)::uuid, (SELECT id FROM accounts LIMIT 1), md5('set' || n / ${PICTURES_OF_A_SEQUENCE})::uuid,
        timestamptz '2024-01-01' + n * interval '2 seconds',
        ST_SetSRID(ST_MakePoint(2 + (n / 10000) * 0.05 + (n % ${PICTURES_OF_A_SEQUENCE}) * 0.0001, 45 + (n % 10000) * 0.0001), 4326),
        n % 360, '{"type": "flat", "make": "GoPro", "model": "Max", "width": 5760, "height": 2880}'::jsonb,
        (SELECT jsonb_object_agg('Exif.Photo.Tag' || i, md5(i::text || n)) FROM generate_series(1, 40) AS i), 'ready', 'prepared',
        md5(n::text)::uuid
      FROM generate_series(0, ${PICTURES - 1}::int) AS n`;
    await tx`
      INSERT INTO files (upload_set_id, picture_id, file_name, file_type, size, content_md5)
      SELECT upload_set_id, id, id || '.jpg', 'picture', 5000000, original_content_md5 FROM pictures`;
    await tx`
      INSERT INTO sequences (id, account_id, upload_set_id, status)
      SELECT md5('sequence' || n)::uuid, (SELECT id FROM accounts LIMIT 1), md5('set' || n)::uuid, 'ready'
      FROM generate_series(0, ${PICTURES / PICTURES_OF_A_SEQUENCE - 1}::int) AS n`;
    await tx`
      INSERT INTO sequences_pictures (seq_id, rank, pic_id)
      SELECT md5('sequence' || n / ${PICTURES_OF_A_SEQUENCE})::uuid, n % ${PICTURES_OF_A_SEQUENCE} + 1, md5('picture' || n)::uuid
      FROM generate_series(0, ${PICTURES - 1}::int) AS n`;
    await tx`
      INSERT INTO job_history (job_id, job_task, picture_id, started_at, finished_at)
      SELECT gen_random_uuid(), 'prepare', id, now(), now() FROM pictures`;
  });
}
