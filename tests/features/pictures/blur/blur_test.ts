/** Pictures are blurred before anybody may see them, whatever the blurring API answers. */
import assert from "node:assert/strict";
import type { StoredMetadata } from "../../../../src/core/metadata/mod.ts";
import { onlyRow } from "../../../../src/core/db/rows.ts";
import { hdPath } from "../../../../src/core/storage/mod.ts";
import { type BlurServer, formAnswer, startBlurServer } from "../../../support/blur_server.ts";
import { makePicture, type PictureOptions } from "../../../support/pictures.ts";
import { answer, filesBelow, serverTest, type TestServer } from "../../../support/server.ts";
import { until } from "../../../support/until.ts";
import { createUploadSet, sendFile } from "../../../support/uploads.ts";

const PICTURE: PictureOptions = {
  width: 640,
  height: 480,
  longitude: 2.35,
  latitude: 48.85,
  time: new Date("2024-05-01T10:00:00Z"),
};

const blurServer: BlurServer = startBlurServer();
Deno.test.afterAll(async () => await blurServer[Symbol.asyncDispose]());

function blurTest(name: string, body: (server: TestServer) => Promise<void>, settings: Record<string, string> = {}) {
  serverTest(name, async (server) => {
    blurServer.requests.length = 0;
    await body(server);
  }, { API_BLUR_URL: blurServer.url, API_BLUR_TIMEOUT: "1", PICTURE_PROCESS_NB_RETRIES: "1", ...settings });
}

/** Sends a picture in a set of its own; its id. */
async function send(server: TestServer, fields: Record<string, string> = {}, options = PICTURE) {
  const set = await createUploadSet(server, { estimated_nb_files: 1 });
  const bytes = await makePicture(options);
  const file = await answer(sendFile(server, set, { name: "1.jpg", bytes }, { fields }), 202);
  return { id: file.picture_id as string, bytes };
}

async function isDone(server: TestServer): Promise<boolean> {
  return onlyRow(await server.sql<{ count: number }[]>`SELECT count(*)::int FROM job_queue`).count === 0;
}

interface PictureRow {
  status: string;
  preparing_status: string;
  blurring_id: string | null;
  metadata: StoredMetadata;
  exif: Record<string, unknown>;
}

async function stateOf({ sql }: TestServer, id: string) {
  return onlyRow(
    await sql<PictureRow[]>`
      SELECT status, preparing_status, blurring_id, metadata, exif FROM pictures WHERE id = ${id}`,
  );
}

async function historyOf({ sql }: TestServer, id: string) {
  return await sql<{ error: string | null; warning: string | null }[]>`
    SELECT error, warning FROM job_history WHERE picture_id = ${id} AND job_task = 'prepare' ORDER BY started_at`;
}

async function annotationsOf({ sql }: TestServer, id: string) {
  return (await sql<{ ring: number[][][]; tags: Record<string, string> }[]>`
    SELECT shape->'coordinates' AS ring, jsonb_object_agg(key, value) AS tags FROM annotations a
    JOIN annotations_semantics t ON t.annotation_id = a.id WHERE picture_id = ${id} GROUP BY a.id ORDER BY shape`)
    .map((row) => ({ ...row }));
}

blurTest("A picture is served blurred, and its original is gone", async (server) => {
  const blurred = await makePicture({ ...PICTURE, seed: 7 });
  blurServer.answer = () => new Response(blurred, { headers: { "Content-Type": "image/jpeg" } });
  const { id, bytes } = await send(server);
  await until(() => isDone(server));
  assert.deepEqual(blurServer.requests.map(({ path }) => path), ["/blur/"]);
  assert.deepEqual(blurServer.requests[0]?.picture, bytes);
  assert.equal((await stateOf(server, id)).status, "ready");
  assert.deepEqual(await (await fetch(`${server.url}/api/pictures/${id}/hd.jpg`)).bytes(), blurred);
  assert.deepEqual(await filesBelow(`${server.storage}/tmp`), []);
});

blurTest("A picture that its author has blurred is not blurred again", async (server) => {
  const { id, bytes } = await send(server, { isBlurred: "true" });
  await until(() => isDone(server));
  assert.equal(blurServer.requests.length, 0);
  assert.deepEqual(await (await fetch(`${server.url}/api/pictures/${id}/hd.jpg`)).bytes(), bytes);
  assert.deepEqual(await filesBelow(`${server.storage}/tmp`), []);
});

const SIGN = { key: "osm|traffic_sign", value: "yes" };
const metadata = (version: string, ...shapes: unknown[]) => ({
  annotations: shapes.map((shape) => ({
    shape,
    semantics: [SIGN, { key: "detection_model[osm|traffic_sign=yes]", value: `SGBlur-yolo/${version}` }],
  })),
  blurring_id: `id of ${version}`,
  service_name: "SGBlur",
});
const RING = [[[1, 2], [30, 2], [30, 40], [1, 40], [1, 2]]];

blurTest("Detections become annotations; those of a former blurring go, people's tags stay", async (server) => {
  blurServer.answer = (picture) => formAnswer(picture, metadata("1", [1, 2, 30, 40], [5, 5, 9, 9]));
  const { id } = await send(server);
  await until(() => isDone(server));
  assert.equal(blurServer.requests[0]?.path, "/blur/?keep=1");
  assert.equal((await stateOf(server, id)).blurring_id, "id of 1");
  const model = "detection_model[osm|traffic_sign=yes]";
  assert.deepEqual((await annotationsOf(server, id))[0], {
    ring: RING,
    tags: { [SIGN.key]: SIGN.value, [model]: "SGBlur-yolo/1" },
  });
  assert.equal((await annotationsOf(server, id)).length, 2);

  await server.sql`
    INSERT INTO annotations_semantics SELECT id, 'colour', 'red' FROM annotations WHERE shape->'coordinates' = ${
    server.sql.json(RING)
  }`;
  blurServer.answer = (picture) => formAnswer(picture, metadata("2", [100, 100, 200, 200]));
  const { seq_id } = onlyRow(
    await server.sql<{ seq_id: string }[]>`SELECT seq_id FROM sequences_pictures WHERE pic_id = ${id}`,
  );
  await answer(fetch(`${server.url}/api/collections/${seq_id}/items/${id}/prepare`, { method: "POST" }), 202);
  await until(() => isDone(server));
  assert.deepEqual((await annotationsOf(server, id)).map(({ tags }) => tags), [
    { colour: "red" },
    { [SIGN.key]: SIGN.value, [model]: "SGBlur-yolo/2" },
  ]);
}, { PICTURE_PROCESS_KEEP_UNBLURRED_PARTS: "true" });

blurTest("A detection that cannot be used is a warning, the picture is served", async (server) => {
  blurServer.answer = (picture) => formAnswer(picture, metadata("1", [1, 2, 3], [0, 0, 640, 481], [0, 0, 640, 480]));
  const { id } = await send(server);
  await until(() => isDone(server));
  const { warning } = onlyRow(await historyOf(server, id));
  assert.match(
    warning ?? "",
    /^Impossible to create an annotation: .*\nAnnotation shape is outside the range of the picture: /,
  );
  assert.equal((await annotationsOf(server, id)).length, 1);
  const { status, blurring_id } = await stateOf(server, id);
  assert.deepEqual([status, blurring_id], ["ready", null]);
});

for (const text of ["{", "[]", `{"annotations": 3}`, ""]) {
  blurTest(`Metadata that cannot be read (${text}) are left out, the picture is served`, async (server) => {
    blurServer.answer = (picture) =>
      new Response(picture, { headers: { "Content-Type": "image/jpeg", "x-sgblur": text } });
    const { id } = await send(server);
    await until(() => isDone(server));
    assert.equal((await stateOf(server, id)).status, "ready");
    assert.deepEqual(await annotationsOf(server, id), []);
  });
}

blurTest("A picture that lay on its side stands upright after blurring", async (server) => {
  const upright = await makePicture({ ...PICTURE, width: 480, height: 640 });
  blurServer.answer = () => new Response(upright, { headers: { "Content-Type": "image/jpeg" } });
  const { id } = await send(server, {}, { ...PICTURE, orientation: 6 });
  await until(() => isDone(server));
  const { metadata, exif } = await stateOf(server, id);
  assert.deepEqual([metadata.width, metadata.height], [480, 640]);
  assert.equal(exif["Exif.Image.Orientation"], undefined);
  assert.equal(exif["Exif.Photo.PixelXDimension"], 480);
});

const FAILURES: Record<string, { answer: () => Response | Promise<Response>; error: RegExp }> = {
  "answers 500": { answer: () => new Response("no", { status: 500 }), error: /500/ },
  "hangs": {
    answer: () => new Promise((resolve) => setTimeout(() => resolve(new Response("late")), 1500)),
    error: /time/,
  },
  "sends garbage": { answer: () => new Response("garbage"), error: /not a picture/ },
  "sends half a picture": {
    answer: async () => new Response((await makePicture(PICTURE)).slice(0, -100)),
    error: /not a picture/,
  },
  "sends a broken form": {
    answer: () => new Response("x", { headers: { "Content-Type": "multipart/form-data" } }),
    error: /multipart/,
  },
};

for (const [name, { answer: fails, error }] of Object.entries(FAILURES)) {
  blurTest(
    `While the blurring API ${name}, it is asked again; then the picture is broken and never served`,
    async (server) => {
      blurServer.answer = fails;
      const { id, bytes } = await send(server);
      await until(() => isDone(server));
      const errors = (await historyOf(server, id)).map((row) => row.error);
      assert.equal(errors.length, 2);
      for (const text of errors) {
        assert.match(text ?? "", /^Blur API failure: /);
        assert.match(text ?? "", error);
      }
      assert.equal((await stateOf(server, id)).status, "broken");
      assert.deepEqual(await filesBelow(`${server.storage}/permanent`), []);
      assert.deepEqual(await Deno.readFile(`${server.storage}/tmp${hdPath(id)}`), bytes, "the original is kept");
      assert.notEqual((await fetch(`${server.url}/api/pictures/${id}/hd.jpg`)).status, 200);

      // Anybody may have it prepared again, but not shown as it is.
      blurServer.answer = (picture) => new Response(picture, { headers: { "Content-Type": "image/jpeg" } });
      blurServer.requests.length = 0;
      const { seq_id } = onlyRow(
        await server.sql<{ seq_id: string }[]>`SELECT seq_id FROM sequences_pictures WHERE pic_id = ${id}`,
      );
      const prepare = fetch(`${server.url}/api/collections/${seq_id}/items/${id}/prepare`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ skip_blurring: true }),
      });
      await answer(prepare, 202);
      await until(() => isDone(server));
      assert.equal(blurServer.requests.length, 1);
      assert.equal((await stateOf(server, id)).status, "ready");
    },
  );
}

const ABSENCES: Record<string, () => Response> = {
  "is overloaded": () => new Response("", { status: 503 }),
  "asks to come later": () => new Response("", { status: 429 }),
  "is away behind its proxy": () => new Response("", { status: 502 }),
};

for (const [name, away] of Object.entries(ABSENCES)) {
  blurTest(`While the blurring API ${name}, pictures wait, however often it was asked`, async (server) => {
    blurServer.answer = away;
    const { id } = await send(server);
    for (let outages = 1; outages <= 4; outages++) {
      const waits = () => server.sql`SELECT FROM job_queue WHERE picture_id = ${id} AND nb_outages = ${outages}`;
      await until(async () => (await waits()).length === 1);
      await server.sql`UPDATE job_queue SET to_do_after_ts = NULL`;
    }
    assert.equal((await stateOf(server, id)).status, "waiting-for-process");
    blurServer.answer = (picture) => new Response(picture, { headers: { "Content-Type": "image/jpeg" } });
    await server.sql`UPDATE job_queue SET to_do_after_ts = NULL`;
    await until(() => isDone(server));
    assert.equal((await stateOf(server, id)).status, "ready");
  });
}

serverTest("While there is no blurring API at its address, pictures wait", async (server) => {
  const { id } = await send(server);
  const waits = () => server.sql`SELECT FROM job_queue WHERE picture_id = ${id} AND nb_outages >= 3`;
  await until(async () => {
    await server.sql`UPDATE job_queue SET to_do_after_ts = NULL WHERE to_do_after_ts IS NOT NULL`;
    return (await waits()).length === 1;
  });
  assert.equal((await stateOf(server, id)).status, "waiting-for-process");
}, { API_BLUR_URL: "http://127.0.0.1:9", PICTURE_PROCESS_NB_RETRIES: "1" });

blurTest("A picture whose file is gone is broken at once, and the others are done", async (server) => {
  const { storage } = server;
  blurServer.answer = () => new Response("no", { status: 500 });
  const { id } = await send(server);
  await Deno.remove(`${storage}/tmp${hdPath(id)}`);
  await until(() => isDone(server));
  assert.equal((await historyOf(server, id)).at(-1)?.error, `Impossible to find picture file: ${hdPath(id)}`);
  blurServer.answer = (picture) => new Response(picture);
  const other = await send(server, {}, { ...PICTURE, seed: 3 });
  await until(() => isDone(server));
  assert.equal((await stateOf(server, other.id)).status, "ready");
});
