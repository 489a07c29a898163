/** Files that become pictures in one transaction: each gets what it would have got alone. */
import assert from "node:assert/strict";
import type { PictureMetadata } from "../../../src/core/metadata/mod.ts";
import { type ExaminedFile, FileCommits } from "../../../src/features/uploads/commit_files.ts";
import { answer, serverTest, type TestServer } from "../../support/server.ts";
import { createUploadSet, readUploadSet } from "../../support/uploads.ts";

/** So many that arrive at the same moment: the first is committed alone, the others together. */
function commitAtOnce(server: TestServer, files: ExaminedFile[]): Promise<PromiseSettledResult<unknown>[]> {
  const commits = new FileCommits(server.backend.services);
  return Promise.allSettled(files.map((file) => commits.commit(file)));
}

async function examinedFile(
  server: TestServer,
  uploadSetId: string,
  number: number,
  change: { name?: string; md5?: string; longitude?: number } = {},
): Promise<ExaminedFile> {
  const store = server.backend.services.stores.permanent;
  const upload = await store.createUpload();
  await upload.abort();
  const md5 = change.md5 ?? crypto.randomUUID();
  // What is read of the metadata when a picture is inserted.
  const metadata = {
    position: { longitude: change.longitude ?? 2 + number / 1000, latitude: 48 },
    ts: `2024-05-01T10:00:${String(number).padStart(2, "0")}.123456+02:00`,
    heading: number,
    gpsAccuracy: number === 1 ? null : number / 4,
    warnings: number === 2 ? [{ tag: "Exif.Photo.FNumber", value: "x", message: "odd" }] : [],
    exif: { "Exif.Image.Make": `Maker ${number}` },
    metadata: { make: `Maker ${number}`, width: 10, height: 5 },
  } as unknown as PictureMetadata;
  return {
    id: crypto.randomUUID(),
    uploadSetId,
    caller: null,
    name: change.name ?? `${number}.jpg`,
    bytes: { upload, store, size: 100 + number, md5, head: new Uint8Array(), isComplete: true },
    metadata,
    parameters: { isBlurred: number === 3, pictureId: undefined },
  };
}

async function severalFiles(server: TestServer, setId: string, count: number): Promise<ExaminedFile[]> {
  return await Promise.all(Array.from({ length: count }, (_, index) => examinedFile(server, setId, index + 1)));
}

const IDLE = { PICTURE_PROCESS_THREADS_LIMIT: "0" };

serverTest("each file of a transaction gets its own row and picture", async (server) => {
  const { sql } = server.backend.services;
  const setId = await createUploadSet(server);
  const files = await severalFiles(server, setId, 6);
  const results = await commitAtOnce(server, files);
  assert.deepEqual(results.map(({ status }) => status), files.map(() => "fulfilled"));

  const rows = await sql`
    SELECT p.id, p.heading, p.gps_accuracy_m AS accuracy, ST_X(p.geom) AS longitude, p.metadata->>'make' AS make,
      p.metadata ? 'blurredByAuthor' AS blurred, p.exif->>'Exif.Image.Make' AS exif, f.file_name, f.size, f.warnings,
      to_char(p.ts, 'SS.US') AS ts, p.original_content_md5 AS md5, a.is_default, j.args
    FROM pictures p JOIN files f ON f.picture_id = p.id JOIN accounts a ON a.id = p.account_id
      JOIN job_queue j ON j.picture_id = p.id
    WHERE p.upload_set_id = ${setId} ORDER BY f.size`;
  assert.deepEqual(
    [...rows],
    files.map(({ id, bytes }, index) => {
      const number = index + 1;
      return {
        id,
        heading: number,
        accuracy: number === 1 ? null : number / 4,
        longitude: 2 + number / 1000,
        make: `Maker ${number}`,
        blurred: number === 3,
        exif: `Maker ${number}`,
        file_name: `${number}.jpg`,
        size: 100 + number,
        warnings: number === 2 ? [{ tag: "Exif.Photo.FNumber", value: "x", message: "odd" }] : null,
        ts: `0${number}.123456`,
        md5: bytes.md5,
        is_default: true,
        args: number === 3 ? { skip_blurring: true } : null,
      };
    }),
  );
  const [transactions] = await sql<{ count: number }[]>`
    SELECT count(DISTINCT inserted_at) AS count FROM pictures WHERE upload_set_id = ${setId}`;
  assert.equal(transactions?.count, 2, "the first one alone, all others together");
}, IDLE);

serverTest("of files in one transaction only those are refused that would be refused alone", async (server) => {
  const area = { type: "Polygon", coordinates: [[[9, 47], [11, 47], [11, 49], [9, 49], [9, 47]]] };
  await server.backend.services.sql`
    INSERT INTO excluded_areas (label, is_public, geom)
    VALUES ('Closed', TRUE, ST_Multi(ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(area)}), 4326)))`;
  const setId = await createUploadSet(server);
  const files = await severalFiles(server, setId, 4);
  const md5 = files[1]!.bytes.md5;
  const results = await commitAtOnce(server, [
    ...files,
    await examinedFile(server, setId, 5, { longitude: 10 }),
    await examinedFile(server, setId, 6, { name: "1.jpg" }),
    await examinedFile(server, setId, 7, { md5 }),
  ]);
  const outcome = results.map((result) => result.status === "fulfilled" ? "taken" : String(result.reason));
  assert.deepEqual(outcome.slice(0, 4), files.map(() => "taken"));
  assert.match(outcome[4]!, /PX001|excluded/i);
  assert.match(outcome[5]!, /already/);
  assert.match(outcome[6]!, /already/);
  const set = await readUploadSet(server, setId);
  assert.equal(set.nb_items, 4);
}, IDLE);

serverTest("files of one transaction leave a set as complete as they would one after the other", async (server) => {
  const { sql } = server.backend.services;
  const state = async (id: string) => {
    const [row] = await sql`
      SELECT completed, nb_files, EXISTS (SELECT FROM job_queue WHERE upload_set_id = ${id}) AS is_queued
      FROM upload_sets WHERE id = ${id}`;
    return row;
  };
  const last = await createUploadSet(server, { estimated_nb_files: 5 });
  await commitAtOnce(server, await severalFiles(server, last, 5));
  assert.deepEqual(await state(last), { completed: true, nb_files: 5, is_queued: true }, "as announced");

  const more = await createUploadSet(server, { estimated_nb_files: 3 });
  await commitAtOnce(server, await severalFiles(server, more, 5));
  assert.deepEqual(await state(more), { completed: false, nb_files: 5, is_queued: true }, "more than announced");

  const fewer = await createUploadSet(server, { estimated_nb_files: 9 });
  await commitAtOnce(server, await severalFiles(server, fewer, 5));
  assert.deepEqual(await state(fewer), { completed: false, nb_files: 5, is_queued: false }, "fewer than announced");

  const early = await createUploadSet(server, { estimated_nb_files: 3 });
  await answer(fetch(`${server.url}/api/upload_sets/${early}/complete`, { method: "POST" }));
  await commitAtOnce(server, await severalFiles(server, early, 3));
  assert.deepEqual(await state(early), { completed: true, nb_files: 3, is_queued: true }, "said to be complete before");

  const unknown = await createUploadSet(server);
  await commitAtOnce(server, await severalFiles(server, unknown, 3));
  assert.deepEqual(await state(unknown), { completed: false, nb_files: 3, is_queued: false }, "nothing announced");
}, IDLE);
