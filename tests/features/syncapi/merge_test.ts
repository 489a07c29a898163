/** Cameras that came under two UUIDs are put together. */
import assert from "node:assert/strict";
import { mergeCameras } from "../../../src/features/syncapi/mod.ts";
import { answer, serverTest, type TestServer } from "../../support/server.ts";
import { assetMetadata, bytesOf, CAMERA, CREATED, imageMetadata, type SyncClient, syncClient } from "./client.ts";

const NEW_CAMERA = "22222222-3333-4444-8555-666666666666";

async function announce(client: SyncClient, uuid: string): Promise<number> {
  return (await answer(client.camera({ uuid }))).id;
}

/** Sends an image of a minute. @returns its path */
async function sendImage(client: SyncClient, camera_uuid: string, minute: number, text: string): Promise<string> {
  const metadata = imageMetadata({
    camera_uuid,
    createDate: CREATED + 60 * minute,
    keogram_pixels: Array(5).fill([1, 2, 3]),
  });
  return (await answer(client.send("PUT", "image", metadata, { media: bytesOf(text) }))).url;
}

async function imagesOf({ url }: TestServer, uuid: string): Promise<string[]> {
  const { features } = await answer(fetch(`${url}/api/collections/${uuid}/items`));
  // deno-lint-ignore no-explicit-any
  return await Promise.all(features.map(async ({ assets }: any) => await (await fetch(assets.image.href)).text()));
}

serverTest("mergeCameras() moves entries, films and the keogram, and deletes the old camera", async (server) => {
  const client = await syncClient(server);
  const [old, now] = [await announce(client, CAMERA), await announce(client, NEW_CAMERA)];
  const url = await sendImage(client, CAMERA, 0, "old");
  await answer(client.send("PUT", "video", assetMetadata("video"), { media: bytesOf("film"), fileName: "x.mp4" }));
  await sendImage(client, NEW_CAMERA, 1, "new");

  const counts = { moved: 2, kept: 0, isOldDeleted: true };
  assert.deepEqual(await mergeCameras(server.sql, old, now, { isRehearsal: true }), counts);
  assert.deepEqual([await imagesOf(server, CAMERA), await imagesOf(server, NEW_CAMERA)], [["old"], ["new"]]);

  assert.deepEqual(await mergeCameras(server.sql, old, now), counts);
  assert.deepEqual(await imagesOf(server, NEW_CAMERA), ["old", "new"]);
  await answer(fetch(`${server.url}/api/collections/${CAMERA}`), 404);
  assert.equal(await (await fetch(`${server.url}/${url}`)).text(), "old", "addresses stay");
  const rows = await server.sql<{ camera_id: number; ts: string }[]>`
    SELECT camera_id, ts::text FROM allsky_keogram_rows ORDER BY ts`;
  assert.deepEqual(rows.map(({ camera_id }) => camera_id), [now, now]);
  assert.equal(await mergeCameras(server.sql, old, now), "unknown camera", "it is done");
});

serverTest("mergeCameras() loses nothing of what both cameras have", async (server) => {
  const client = await syncClient(server);
  const [old, now] = [await announce(client, CAMERA), await announce(client, NEW_CAMERA)];
  await sendImage(client, CAMERA, 0, "old");
  await sendImage(client, CAMERA, 1, "only old");
  await sendImage(client, NEW_CAMERA, 0, "new");
  const counts = { moved: 1, kept: 1, isOldDeleted: false };
  assert.deepEqual(await mergeCameras(server.sql, old, now, { isRehearsal: true }), counts);
  assert.deepEqual(await mergeCameras(server.sql, old, now), counts);
  assert.deepEqual(await imagesOf(server, CAMERA), ["old"]);
  assert.deepEqual(await imagesOf(server, NEW_CAMERA), ["new", "only old"]);
});

serverTest("mergeCameras() refuses cameras of two accounts, itself, and what is not there", async (server) => {
  const one = await announce(await syncClient(server), CAMERA);
  const other = await announce(await syncClient(server, "second"), NEW_CAMERA);
  assert.equal(await mergeCameras(server.sql, one, other), "different accounts");
  assert.equal(await mergeCameras(server.sql, one, one), "same camera");
  assert.equal(await mergeCameras(server.sql, one, other + 7), "unknown camera");
});
