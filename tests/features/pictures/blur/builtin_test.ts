/** The program blurs pictures itself before anybody may see them; where it cannot, nobody sees them. */
import assert from "node:assert/strict";
import { DETECTOR, MODEL_FILES, MODELS_FOLDER } from "../../../../src/core/blurring/mod.ts";
import { onlyRow } from "../../../../src/core/db/rows.ts";
import { expireOriginalsTask, queueBlurs } from "../../../../src/features/pictures/mod.ts";
import { startJobs } from "../../../../src/main/server.ts";
import { findPictureBlur } from "../../../../src/features/pictures/blur/picture_blurs.ts";
import { hdPath } from "../../../../src/core/storage/mod.ts";
import { assertOnlyBlurredInside } from "../../../core/jpeg/blur/blocks.ts";
import { present } from "../../../support/present.ts";
import { paintPeople } from "../../../support/people.ts";
import type { PictureOptions } from "../../../support/pictures.ts";
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
const ONE_THREAD = { PICTURE_PROCESS_THREADS_LIMIT: 1 };
const FACE = { x: 300, y: 200, height: 50 };

/** Without them, a picture waits: that is tested by itself. */
const hasModels = await Deno.stat(`${MODELS_FOLDER}/${MODEL_FILES.faces}`).then(() => true, () => false);
if (!hasModels) console.log("Tests of what is found in pictures are skipped: run `deno task blur:models`");

function blurTest(name: string, body: (server: TestServer) => Promise<void>, settings: Record<string, string> = {}) {
  serverTest(name, body, { BLUR: "builtin", PICTURE_PROCESS_NB_RETRIES: "1", ...settings });
}

async function send(server: TestServer, bytes: Uint8Array<ArrayBuffer>, fields: Record<string, string> = {}) {
  const set = await createUploadSet(server, { estimated_nb_files: 1 });
  const file = await answer(sendFile(server, set, { name: "1.jpg", bytes }, { fields }), 202);
  return file.picture_id as string;
}

async function isDone({ sql }: TestServer): Promise<boolean> {
  return (await sql`SELECT FROM job_queue`).length === 0;
}

async function hd(server: TestServer, id: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(`${server.url}/api/pictures/${id}/hd.jpg`);
  assert.equal(response.status, 200);
  return await response.bytes();
}

if (hasModels) {
  blurTest("A face is blurred, nothing else changes, and the original is gone", async (server) => {
    const bytes = await paintPeople(PICTURE, [FACE, { x: 100, y: 100, height: 20 }]);
    const id = await send(server, bytes);
    await until(() => isDone(server));
    const blurred = await hd(server, id);
    assertOnlyBlurredInside(bytes, blurred, [
      { x: 288, y: 176, width: 32, height: 48 },
      { x: 96, y: 96, width: 16, height: 16 },
    ], { mayReachFurther: 40 });
    assert.deepEqual(await filesBelow(`${server.storage}/tmp`), []);
    assert.equal(server.backend.services.blurrer.state.is, "able");
  });

  blurTest("A picture that waits while blurring is turned off is blurred nevertheless", async (server) => {
    const bytes = await paintPeople(PICTURE, [FACE]);
    const id = await send(server, bytes);
    const { services } = server.backend;
    services.settings.BLUR = "off";
    const runner = present(await startJobs({ ...services, settings: { ...services.settings, ...ONE_THREAD } }));
    await until(() => isDone(server));
    await runner.stop();
    assertOnlyBlurredInside(bytes, await hd(server, id), [{ x: 288, y: 176, width: 32, height: 48 }], {
      mayReachFurther: 40,
    });
  }, { PICTURE_PROCESS_THREADS_LIMIT: "0" });

  blurTest("A picture that its author has blurred stays as it is", async (server) => {
    const bytes = await paintPeople(PICTURE, [FACE]);
    const id = await send(server, bytes, { isBlurred: "true" });
    await until(() => isDone(server));
    assert.deepEqual(await hd(server, id), bytes);
  });

  blurTest("A picture on its side is searched upright, and blurred where it is stored", async (server) => {
    // Turned by 90 degrees to the right, the face stands upright.
    const upright = await paintPeople({ ...PICTURE, width: 480, height: 640 }, [{ x: 120, y: 500, height: 60 }]);
    const { default: sharp } = await import("sharp");
    const bytes = new Uint8Array(
      await sharp(upright).rotate(270).keepMetadata().withMetadata({ orientation: 6 }).jpeg({ quality: 92 }).toBuffer(),
    );
    const id = await send(server, bytes);
    await until(() => isDone(server));
    assertOnlyBlurredInside(bytes, await hd(server, id), [{ x: 480, y: 352, width: 32, height: 16 }], {
      mayReachFurther: 60,
    });
  });
}

blurTest("While a model is missing, pictures wait unpublished, and jobs say why", async (server) => {
  const bytes = await paintPeople(PICTURE, [FACE]);
  const id = await send(server, bytes);
  await until(async () =>
    (await server.sql`SELECT FROM job_queue WHERE picture_id = ${id} AND nb_outages = 1`).length === 1
  );
  const [history] = await server.sql<{ error: string }[]>`
    SELECT error FROM job_history WHERE picture_id = ${id} AND job_task = 'prepare'`;
  assert.match(history?.error ?? "", /not blurred, so it was not published: There is no model /);
  assert.deepEqual(await filesBelow(`${server.storage}/permanent`), []);
  assert.deepEqual(await Deno.readFile(`${server.storage}/tmp${hdPath(id)}`), bytes);
  assert.notEqual((await fetch(`${server.url}/api/pictures/${id}/hd.jpg`)).status, 200);
  assert.notEqual((await fetch(`${server.url}/api/pictures/${id}/thumb.jpg`)).status, 200);
  const { is, reason } = server.backend.services.blurrer.state;
  assert.equal(is, "unable");
  assert.match(reason ?? "", /There is no model /);
}, { BLUR_PLATE_MODEL: "/nowhere/plates.onnx" });

blurTest("What is no model is not used, and nothing is published", async (server) => {
  const id = await send(server, await paintPeople(PICTURE, [FACE]));
  await until(async () =>
    (await server.sql`SELECT FROM job_queue WHERE picture_id = ${id} AND nb_outages = 1`).length === 1
  );
  assert.deepEqual(await filesBelow(`${server.storage}/permanent`), []);
  assert.equal(server.backend.services.blurrer.state.is, "unable");
}, { BLUR_PLATE_MODEL: new URL(import.meta.url).pathname });

blurTest("A part that the owner draws is blurred, whatever the setting, and stays so", async (server) => {
  const bytes = await paintPeople(PICTURE, []);
  const id = await send(server, bytes);
  await until(() => isDone(server));
  const before = await hd(server, id);
  const { seq_id } = onlyRow(
    await server.sql<{ seq_id: string }[]>`SELECT seq_id FROM sequences_pictures WHERE pic_id = ${id}`,
  );
  const url = `${server.url}/api/collections/${seq_id}/items/${id}/blur`;
  const post = (shape: unknown, headers: Record<string, string>) =>
    fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify({ shape }),
    });
  const stranger = await server.account("stranger");
  await answer(post([100, 50, 164, 90], stranger), 403);
  await answer(fetch(url, { headers: stranger }), 403);
  await answer(post([100, 50, 100, 90], server.defaultAccount), 400);
  await answer(post([100, 50, 70_000, 90], server.defaultAccount), 400);
  await answer(post([100, 50, 164, 90], server.defaultAccount), 202);
  await until(() => isDone(server));
  const box = { x: 100, y: 50, width: 64, height: 40 };
  assertOnlyBlurredInside(before, await hd(server, id), [box]);

  const polygon = { type: "Polygon", coordinates: [[[300, 300], [330, 320], [310, 340], [300, 300]]] };
  await answer(post(polygon, server.defaultAccount), 202);
  await until(() => isDone(server));
  // The blocks of 16 pixels that it touches, as boxes.
  assertOnlyBlurredInside(before, await hd(server, id), [
    box,
    { x: 300, y: 300, width: 5, height: 20 },
    { x: 305, y: 305, width: 25, height: 15 },
    { x: 306, y: 320, width: 24, height: 16 },
    { x: 310, y: 336, width: 4, height: 4 },
  ]);
  const other = { x: 300, y: 300, width: 30, height: 40, polygon: polygon.coordinates[0] };
  const { drawn, parts, model, way } = await answer(fetch(url, { headers: server.defaultAccount }));
  assert.deepEqual(drawn, [box, other]);
  assert.deepEqual(parts.map(({ kind }: { kind: string }) => kind), ["drawn", "drawn"]);
  assert.equal(model, null);
  assert.equal(way, "copied");
}, { BLUR: "off" });

if (hasModels) {
  blurTest("An original that is kept is never served, and deleted on time", async (server) => {
    const bytes = await paintPeople(PICTURE, [FACE]);
    const id = await send(server, bytes);
    await until(() => isDone(server));
    assert.deepEqual(await Deno.readFile(`${server.storage}/tmp${hdPath(id)}`), bytes);
    assert.notDeepEqual(await hd(server, id), bytes);
    const blur = async () => present(await findPictureBlur(server.sql, id));
    const { model, parts, original_until } = await blur();
    assert.equal(model, DETECTOR);
    assert.equal(parts[0]?.kind, "face");

    assert.equal(await queueBlurs(server.sql, { again: false }), 0);
    assert.equal(await queueBlurs(server.sql, { again: true, olderThan: 1 }), 0);
    assert.equal(await queueBlurs(server.sql, { again: true, olderThan: 99 }), 1);
    await until(() => isDone(server));
    assert.deepEqual((await blur()).original_until, original_until);
    assert.deepEqual((await blur()).parts, parts);

    await server.sql`INSERT INTO clock_watch (confirmed_at, seen_at) VALUES (now(), now())`;
    await expireOriginalsTask.run(server.backend.services, new AbortController().signal);
    assert.equal((await filesBelow(`${server.storage}/tmp`)).length, 1);
    await server.sql`UPDATE picture_blurs SET original_until = now() - interval '1 second'`;
    await expireOriginalsTask.run(server.backend.services, new AbortController().signal);
    assert.deepEqual(await filesBelow(`${server.storage}/tmp`), []);
  }, { PICTURE_KEEP_UNBLURRED: "3" });
}
