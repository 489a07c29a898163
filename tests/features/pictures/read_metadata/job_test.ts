/** The `read_metadata` job: a newer reader may find more in a picture that is there already. */
import assert from "node:assert/strict";
import type { StoredMetadata } from "../../../../src/core/metadata/mod.ts";
import { onlyRow } from "../../../../src/core/db/rows.ts";
import { hdPath } from "../../../../src/core/storage/mod.ts";
import { makePicture, walk } from "../../../support/pictures.ts";
import { answer, serverTest, type TestServer } from "../../../support/server.ts";
import { until } from "../../../support/until.ts";
import { createUploadSet, sendFile, uploadSetWhenIdle } from "../../../support/uploads.ts";

const CAMERA = { make: "GoPro", model: "Max", heading: 40, width: 64, height: 32 };

/** A collection of one picture, processed. */
async function uploadOne(server: TestServer) {
  const [options] = walk(1, CAMERA);
  const set = await createUploadSet(server, { estimated_nb_files: 1 }, server.defaultAccount);
  const bytes = await makePicture(options);
  const sent = sendFile(server, set, { name: "1.jpg", bytes }, { headers: server.defaultAccount });
  const { picture_id: id } = await answer(sent, 202);
  const { associated_collections: [{ id: sequence }] } = await uploadSetWhenIdle(server, set, server.defaultAccount);
  return { id: id as string, sequence: sequence as string, options };
}

interface PictureRow {
  ts: string;
  heading: number | null;
  heading_computed: boolean;
  longitude: number;
  latitude: number;
  gps_accuracy_m: number | null;
  metadata: StoredMetadata & { own?: string };
  exif: Record<string, unknown>;
  sequence_updated_at: string;
}

/** What the job may change. */
async function state({ sql }: TestServer, id: string): Promise<PictureRow> {
  const rows = await sql<PictureRow[]>`
    SELECT ts::text, heading, heading_computed, ST_X(geom) AS longitude, ST_Y(geom) AS latitude, gps_accuracy_m, metadata,
      exif, (SELECT max(s.updated_at)::text FROM sequences s JOIN sequences_pictures ON seq_id = s.id AND pic_id = p.id)
        AS sequence_updated_at
    FROM pictures p WHERE id = ${id}`;
  return onlyRow(rows);
}

/** Queues the job and waits for its end. @returns its error */
async function readAgain({ sql }: TestServer, id: string, readsFile = false): Promise<string | null> {
  const args = readsFile ? sql.json({ read_file: true }) : null;
  const rows = await sql<{ job: string }[]>`
    INSERT INTO job_queue (picture_id, task, args) VALUES (${id}, 'read_metadata', ${args}) RETURNING id AS job`;
  const { job } = onlyRow(rows);
  const history = () =>
    sql<{ error: string | null }[]>`SELECT error FROM job_history WHERE job_id = ${job} AND finished_at IS NOT NULL`;
  await until(async () => (await history()).length > 0);
  await until(async () => (await sql`SELECT FROM job_queue`).length === 0);
  return onlyRow(await history()).error;
}

serverTest("read_metadata changes nothing when nothing new is found", async (server) => {
  const { id } = await uploadOne(server);
  const before = await state(server, id);
  assert.equal(await readAgain(server, id), null);
  assert.equal(await readAgain(server, id, true), null);
  assert.deepEqual(await state(server, id), before);
});

serverTest("read_metadata gives all fields what the stored tags say, and the sequence its summary", async (server) => {
  const { sql } = server;
  const { id, sequence } = await uploadOne(server);
  const before = await state(server, id);
  // As an older reader would have left it.
  await sql`
    UPDATE pictures SET ts = ts + interval '1 day', heading = 7, gps_accuracy_m = 99,
      geom = ST_SetSRID(ST_MakePoint(2, 42), 4326),
      metadata = metadata - 'tz' || '{"model": "Mini", "yaw": 3, "ts_camera": "2000-01-01T00:00:00", "own": "kept"}'
    WHERE id = ${id}`;
  await sql`UPDATE sequences SET computed_model = 'GoPro Mini' WHERE id = ${sequence}`;
  const spoilt = await state(server, id);

  assert.equal(await readAgain(server, id), null);
  const after = await state(server, id);
  assert.ok(after.sequence_updated_at > spoilt.sequence_updated_at, "harvesters see the change");
  assert.deepEqual(
    { ...after, sequence_updated_at: "", metadata: { ...after.metadata, own: undefined } },
    { ...before, sequence_updated_at: "", metadata: { ...before.metadata, own: undefined } },
  );
  assert.equal(after.metadata.own, "kept");
  const collection = await answer(fetch(`${server.url}/api/collections/${sequence}`));
  assert.equal(collection.extent.temporal.interval[0][0].slice(0, 10), before.ts.slice(0, 10));
  const models = await sql<{ model: string }[]>`SELECT computed_model AS model FROM sequences WHERE id = ${sequence}`;
  assert.equal(onlyRow(models).model, "GoPro Max");
});

serverTest("read_metadata reads the file when asked to, and keeps a computed heading", async (server) => {
  const { id, options } = await uploadOne(server);
  await server.sql`UPDATE pictures SET heading_computed = TRUE WHERE id = ${id}`;
  const before = await state(server, id);
  const other = await makePicture({ ...options, latitude: 42.2, longitude: 4.2, heading: 200, model: "Max2" });
  await Deno.writeFile(`${server.storage}/permanent${hdPath(id)}`, other);

  assert.equal(await readAgain(server, id), null);
  assert.deepEqual(await state(server, id), before, "the stored tags are the same");
  assert.equal(await readAgain(server, id, true), null);
  const after = await state(server, id);
  assert.ok(Math.abs(after.longitude - 4.2) < 1e-6 && Math.abs(after.latitude - 42.2) < 1e-6);
  assert.deepEqual([after.heading, after.heading_computed], [before.heading, true]);
  assert.equal(after.metadata.model, "Max2");
  assert.equal(after.exif["Exif.Image.Model"], "Max2");
  assert.equal(await readAgain(server, id), null);
  assert.deepEqual(await state(server, id), after, "the tags of the file are the stored ones now");
});

serverTest("read_metadata keeps what people have changed", async (server) => {
  const { id, sequence } = await uploadOne(server);
  const response = await fetch(`${server.url}/api/collections/${sequence}/items/${id}`, {
    method: "PATCH",
    headers: { ...server.defaultAccount, "Content-Type": "application/json" },
    body: JSON.stringify({ heading: 123, longitude: 2.5, latitude: 48.5, capture_time: "2020-01-02T03:04:05Z" }),
  });
  await answer(response);
  const edited = await state(server, id);
  assert.deepEqual([edited.heading, edited.longitude], [123, 2.5]);
  assert.equal(await readAgain(server, id), null);
  assert.deepEqual(await state(server, id), edited);
});

serverTest(
  "read_metadata of a picture that has lost its position or its file, fails and changes nothing",
  async (server) => {
    const { sql, storage } = server;
    const { id } = await uploadOne(server);
    await sql`UPDATE pictures SET exif = exif - 'Exif.GPSInfo.GPSLatitude' WHERE id = ${id}`;
    const before = await state(server, id);
    assert.equal(await readAgain(server, id), "No GPS coordinates or broken coordinates in picture EXIF tags");
    await Deno.remove(`${storage}/permanent${hdPath(id)}`);
    assert.equal(await readAgain(server, id, true), `Impossible to find picture file: ${hdPath(id)}`);
    assert.deepEqual(await state(server, id), before);
    const rows = await sql<{ status: string }[]>`SELECT status FROM pictures WHERE id = ${id}`;
    assert.equal(onlyRow(rows).status, "ready");
  },
);
