/** A large upload set that comes to an instance: how long it takes until its pictures are in sequences, and on the map. */
import { assembleBackend } from "../../src/main/server.ts";
import { onlyRow } from "../../src/core/db/rows.ts";
import type { Sql } from "../../src/core/db/sql.ts";
import { readSettings } from "../../src/core/settings/mod.ts";
import { refreshGrid } from "../../src/features/map_grid/mod.ts";

/** Pictures of the set. */
export const PICTURES = 20_000;
/** So many follow each other without a pause: ten sequences. */
const UNTIL_PAUSE = 2_000;
/** Milliseconds between two looks at what is left to be done. */
const POLL = 50;

/** Seconds of each step. */
export interface LargeSetTimes {
  /** Until the set counts as dispatched: the pictures are in sequences. */
  dispatch: number;
  /** Then, until the sequences have their lines, headings and summaries. */
  finalize: number;
  /** Then, counting the cells of the map that are not counted yet. */
  map: number;
}

/**
 * Adds a set of prepared pictures in the largest city, and lets the jobs of the server do the rest.
 * @param folder for what the server writes
 */
export async function measureLargeSet(sql: Sql, folder: string): Promise<LargeSetTimes> {
  const id = await addSet(sql);
  const settings = readSettings({ PANORAMAX_DATA: folder, PICTURE_PROCESS_THREADS_LIMIT: "1", PORT: "0" });
  const backend = await assembleBackend(settings, { sql, whenAlone: (work) => work() });
  const seconds = async (isDone: () => Promise<boolean>) => {
    const start = performance.now();
    while (!await isDone()) await new Promise((resolve) => setTimeout(resolve, POLL));
    return (performance.now() - start) / 1000;
  };
  try {
    await sql`INSERT INTO job_queue (upload_set_id, task) VALUES (${id}, 'dispatch')`;
    const dispatch = await seconds(() => isDispatched(sql, id));
    const finalize = await seconds(() => isFinalized(sql, id));
    const start = performance.now();
    await refreshGrid(sql);
    return { dispatch, finalize, map: (performance.now() - start) / 1000 };
  } finally {
    await backend.stop();
  }
}

/** Along parallel streets, ten metres and two seconds apart. */
async function addSet(sql: Sql): Promise<string> {
  return await sql.begin(async (tx) => {
    await tx`SET LOCAL statement_timeout = 0`;
    // Triggers would dispatch what is not all there yet.
    await tx`SET LOCAL session_replication_role = replica`;
    const { id, account } = onlyRow(
      await tx<{ id: string; account: string }[]>`
        INSERT INTO upload_sets (account_id, title, completed, nb_files, split_distance, split_time)
        SELECT id, 'A large set', TRUE, ${PICTURES}, 100, '60 s' FROM accounts WHERE is_default
        RETURNING id, account_id AS account`,
    );
    await tx`
      WITH centre AS (
        SELECT ST_X(geom) AS longitude, ST_Y(geom) AS latitude FROM pictures_aggregate_grid
        WHERE geom IS NOT NULL ORDER BY nb_pictures DESC LIMIT 1
      ), place AS (
        SELECT n, md5(${id} || n)::uuid AS id, ST_SetSRID(ST_MakePoint(longitude + n % ${UNTIL_PAUSE}::int * 0.00013,
          latitude + n / ${UNTIL_PAUSE}::int * 0.001), 4326) AS geom
        FROM generate_series(0, ${PICTURES - 1}::int) n, centre
      ), picture AS (
        INSERT INTO pictures (id, account_id, upload_set_id, status, preparing_status, ts, geom, metadata, exif,
          original_content_md5, h_pixel_density, gps_accuracy_m)
        SELECT id, ${account}, ${id}, 'ready', 'prepared', now() - interval '1 year'
            + make_interval(secs => 2 * n + 3600 * (n / ${UNTIL_PAUSE}::int)), geom,
          '{"type": "equirectangular", "make": "GoPro", "model": "Max", "width": 5760, "height": 2880, "field_of_view": 360}',
          '{"Exif.Image.Make": "GoPro", "Exif.Image.Model": "Max"}', md5(id::text)::uuid, 16, 4
        FROM place
      )
      INSERT INTO files (upload_set_id, file_name, picture_id, size, content_md5)
      SELECT ${id}, to_char(n, 'FM000000') || '.jpg', id, 4312842, md5(id::text)::uuid FROM place`;
    return id;
  });
}

async function isDispatched(sql: Sql, id: string): Promise<boolean> {
  return onlyRow(await sql<{ dispatched: boolean }[]>`SELECT dispatched FROM upload_sets WHERE id = ${id}`).dispatched;
}

async function isFinalized(sql: Sql, id: string): Promise<boolean> {
  const rows = await sql`
    SELECT FROM sequences s WHERE upload_set_id = ${id} AND status <> 'deleted'
      AND (status <> 'ready' OR EXISTS (SELECT FROM job_queue WHERE sequence_id = s.id))`;
  return rows.length === 0;
}
