/** Whoever saw an image of a camera sees at once that it was replaced, that it was deleted, and that the camera was hidden. */
import assert from "node:assert/strict";
import { CachingClient } from "../../support/caching_client.ts";
import { answer, filesBelow, serverTest } from "../../support/server.ts";
import { bytesOf, CAMERA, CREATED, imageMetadata, syncClient } from "./client.ts";

const YEAR = 365 * 24 * 3600 * 1000;

serverTest("SyncAPI: what was replaced, deleted or hidden is seen as it was nowhere, at once", async (server) => {
  const camera = await syncClient(server);
  const { id: cameraId } = await answer(camera.camera());
  const keogram_pixels = Array(5).fill([200, 0, 100]);
  const createDate = Math.floor(Date.now() / 1000) - 60;
  const send = (text: string, fields: Record<string, unknown> = {}) => {
    const metadata = imageMetadata({ createDate, dayDate: undefined, keogram_pixels, ...fields });
    return answer(camera.send("PUT", "image", metadata, { media: bytesOf(text) }));
  };
  const { url } = await send("as it was");
  await send("an older one", { createDate: CREATED });
  const then = new Date(Date.now() - YEAR);
  for (const file of await filesBelow(server.storage)) await Deno.utime(`${server.storage}/${file}`, then, then);

  const client = new CachingClient(server.url);
  const collection = `/api/collections/${CAMERA}`, keogram = `/allsky/${cameraId}/keogram.bmp?days=2`;
  const look = async () => ({
    file: await client.get(`/${url}`),
    latest: await client.get("/latestimage"),
    camera: await client.get(collection),
    items: await client.get(`${collection}/items`),
    gallery: await client.get(`/allsky/${cameraId}`),
    keogram: await client.get(keogram),
  });
  await look();
  const before = await look();
  assert.deepEqual([before.file.text, before.latest.text], ["as it was", "as it was"]);
  assert.ok(before.items.text.includes(url) && before.gallery.text.includes(url));

  const replaced = await send("as it is now");
  assert.equal(replaced.url, url);
  let now = await look();
  assert.deepEqual([now.file.text, now.latest.text], ["as it is now", "as it is now"]);

  await answer(camera.send("DELETE", "image", { id: replaced.id, camera_uuid: CAMERA }));
  now = await look();
  assert.deepEqual([now.file.status, now.latest.text], [404, "an older one"]);
  assert.ok(!now.items.text.includes(url) && !now.gallery.text.includes(url));

  await server.sql`UPDATE allsky_cameras SET hidden = true`;
  for (const [what, { status }] of Object.entries(await look())) assert.equal(status, 404, what);
});
