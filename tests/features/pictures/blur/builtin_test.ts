/** The program blurs pictures itself before anybody may see them; where it cannot, nobody sees them. */
import assert from "node:assert/strict";
import { MODEL_FILES, MODELS_FOLDER } from "../../../../src/core/blurring/mod.ts";
import { hdPath } from "../../../../src/core/storage/mod.ts";
import { assertOnlyBlurredInside } from "../../../core/jpeg/blur/blocks.ts";
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
  assert.match(history?.error ?? "", /not blurred, hence not published: There is no model /);
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
