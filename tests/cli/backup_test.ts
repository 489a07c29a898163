/** `panoramax backup` of a running instance, and `panoramax restore` into an empty one. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { onlyRow } from "../../src/core/db/rows.ts";
import { hdPath } from "../../src/core/storage/mod.ts";
import { type Instance, instanceTest, makeInstance, sequenceOf, uploadWalk } from "../support/instances.ts";
import { makePicture, walk } from "../support/pictures.ts";
import { capture, present } from "../support/present.ts";
import { answer } from "../support/server.ts";
import { createUploadSet, sendFile } from "../support/uploads.ts";
import { bytesOf, imageMetadata, SyncClient } from "../features/syncapi/client.ts";

const IMAGE_OF_CAMERA = "the sky";
const ELSEWHERE = { latitude: 45.19, longitude: 5.72, seed: 1000, width: 64, height: 32 };

/** Uploads pictures one after the other until it is told to stop. */
function keepUploading(server: { url: string }) {
  let isStopping = false;
  const acknowledged = new Map<string, Uint8Array>();
  const done = (async () => {
    const set = await createUploadSet(server);
    for (const [index, picture] of walk<number>(1000, ELSEWHERE).entries()) {
      if (isStopping) return;
      const bytes = await makePicture(picture);
      const { picture_id } = await answer(sendFile(server, set, { name: `${index}.jpg`, bytes }), 202);
      acknowledged.set(picture_id, bytes);
    }
  })();
  return {
    acknowledged,
    async stop() {
      isStopping = true;
      await done;
    },
  };
}

/** Has a camera send an image. @returns where its file lies in the permanent store */
async function sendImageOfCamera(instance: Instance, server: { url: string }): Promise<string> {
  const { stdout } = await instance.run("user", "allsky", "--create", "--generate-api-key");
  const client = new SyncClient(server.url, "allsky", capture(/API key: (\w+)/, stdout));
  await answer(client.camera());
  await answer(client.send("PUT", "image", imageMetadata(), { media: bytesOf(IMAGE_OF_CAMERA) }));
  const { path } = await instance.query(async (sql) =>
    onlyRow(await sql<{ path: string }[]>`SELECT path FROM allsky_assets`)
  );
  return `/allsky/${path}`;
}

async function rowsOf(instance: Instance, ids: string[]): Promise<unknown[]> {
  return await instance.query(async (
    sql,
  ) => [...await sql`SELECT * FROM pictures WHERE id = ANY (${ids}) ORDER BY id`]);
}

instanceTest("backup beside uploads, restore into an empty instance", async (instance, test) => {
  const archive = `${instance.folder}/instance.tar`;
  await using server = await instance.serve();
  const { setId, pictures } = await uploadWalk(server, 3);
  const sequence = await sequenceOf(server, setId);
  const collection = await answer(fetch(`${server.url}/api/collections/${sequence}`));
  const image = await sendImageOfCamera(instance, server);
  // Where there are two kinds of databases, from one to the other.
  const other = instance.kind === "embedded" && Deno.env.has("TEST_DB_URL") ? "native" : "embedded";
  await using empty = await makeInstance(other, { hasSchema: false });
  const before = new Map<string, Uint8Array>(pictures.map(({ id, bytes }) => [id, bytes]));

  await test.step("backup works while pictures come", async () => {
    const uploads = keepUploading(server);
    try {
      while (uploads.acknowledged.size < 5) await new Promise((resolve) => setTimeout(resolve, 10));
      for (const [id, bytes] of uploads.acknowledged) before.set(id, bytes);
      const { code, stdout, stderr } = await instance.run("backup", archive);
      assert.deepEqual([code, stderr], [0, ""]);
      assert.match(
        stdout,
        /^Saved and verified the database and \d+ pictures and 1 file of cameras in .*instance\.tar \(\d+ bytes\)\n$/,
      );
    } finally {
      await uploads.stop();
    }
    assert.equal((await Deno.stat(archive)).mode! & 0o777, 0o600, "it holds secrets");
    const left = Array.from(Deno.readDirSync(instance.folder), ({ name }) => name).sort();
    assert.deepEqual(left, ["data", "instance.tar"]);
  });

  await test.step("a file that is there is not replaced", async () => {
    const { code, stderr } = await instance.run("backup", archive);
    assert.deepEqual([code, stderr], [1, `Error: ${archive} already exists\n`]);
  });

  await test.step("a backup that was cut off leaves the database empty", async () => {
    const cut = `${instance.folder}/cut.tar`;
    const bytes = await Deno.readFile(archive);
    const [picture] = before.values();
    const insideOfPicture = Buffer.from(bytes.buffer).indexOf(present(picture)) + 100;
    for (const length of [insideOfPicture, bytes.length - 4096]) {
      await Deno.writeFile(cut, bytes.subarray(0, length));
      const { code, stderr } = await empty.run("restore", cut);
      assert.equal(code, 1);
      assert.match(stderr, /^Error: .*cut\.tar (was cut off|is damaged)/);
    }
  });

  await test.step("restore brings every acknowledged picture back, byte for byte", async () => {
    const { code, stdout, stderr } = await empty.run("restore", archive);
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /^Restored the database of .*Z and \d+ pictures and 1 file of cameras\n$/);
    for (const [id, bytes] of before) {
      assert.deepEqual(await Deno.readFile(`${empty.storage}/permanent${hdPath(id)}`), bytes);
    }
    assert.equal(await Deno.readTextFile(`${empty.storage}/permanent${image}`), IMAGE_OF_CAMERA);
    const ids = pictures.map(({ id }) => id);
    assert.deepEqual(await rowsOf(empty, ids), await rowsOf(instance, ids));
    const without = await empty.query((sql) =>
      sql`
      SELECT id FROM pictures p WHERE NOT EXISTS (SELECT FROM files WHERE picture_id = p.id)`
    );
    assert.deepEqual([...without], [], "of one moment");
  });

  await test.step("restore refuses a database that holds something", async () => {
    const { code, stderr } = await empty.run("restore", archive);
    assert.equal(code, 1);
    assert.match(stderr, /^Error: The database is not empty/);
  });

  await test.step("the restored instance shows, processes and takes pictures", async () => {
    await using restored = await empty.serve();
    const shown = await answer(fetch(`${restored.url}/api/collections/${sequence}`));
    assert.deepEqual(shown.extent, collection.extent);
    assert.deepEqual(shown["stats:items"], collection["stats:items"]);
    assert.equal((await fetch(`${restored.url}/api/pictures/${pictures[0].id}/sd.jpg`)).status, 200);
    const more = await uploadWalk(restored, 1, { latitude: 43.6, longitude: 1.44, seed: 5000 });
    await sequenceOf(restored, more.setId);
  });
});

instanceTest("restore says what is no backup", async (instance) => {
  await Deno.writeTextFile(`${instance.folder}/notes.txt`, "Not a backup.\n".repeat(100));
  for (
    const [file, says] of [["missing.tar", /^Error: .*missing\.tar does not exist\n$/], [
      "notes.txt",
      /^Error: .*notes\.txt is/,
    ]] as const
  ) {
    const { code, stdout, stderr } = await instance.run("restore", `${instance.folder}/${file}`);
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(stderr, says);
  }
}, { hasSchema: false });
