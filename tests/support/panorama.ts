/** One 360° picture by HTTP, from its upload to the files that are served of it: what any build of the program has to do. */
import assert from "node:assert/strict";
import sharp from "sharp";
import { makePicture, walk } from "./pictures.ts";
import { answer } from "./server.ts";
import { createUploadSet, readUploadSet, sendFile } from "./uploads.ts";

/** Pixels. */
const WIDTH = 4096, HEIGHT = 2048;

/**
 * Uploads a 360° picture and waits until it can be looked at.
 * @param longestWait milliseconds until it has to be ready
 * @returns the ids of the picture and of its collection
 */
export async function uploadPanorama(
  server: { url: string },
  longestWait: number,
): Promise<{ picture: string; collection: string }> {
  const [options] = walk(1, { width: WIDTH, height: HEIGHT, projection: "equirectangular" });
  const set = await createUploadSet(server);
  const { picture_id: picture } = await answer(
    sendFile(server, set, { name: "1.jpg", bytes: await makePicture(options) }),
    202,
  );
  await answer(fetch(`${server.url}/api/upload_sets/${set}/complete`, { method: "POST" }));
  const deadline = performance.now() + longestWait;
  for (;;) {
    const { ready, associated_collections: [collection] } = await readUploadSet(server, set);
    if (ready) return { picture, collection: collection.id };
    assert.ok(performance.now() < deadline, "The picture is not ready in time");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Checks the sizes, in pixels, of what is served of that picture. */
export async function assertPanoramaIsServed({ url }: { url: string }, picture: string): Promise<void> {
  const expected = {
    "hd.jpg": { width: WIDTH, height: HEIGHT },
    "sd.jpg": { width: 2048, height: 1024 },
    "thumb.jpg": { width: 500, height: 300 },
    "tiled/0_0.jpg": { width: WIDTH / 8, height: HEIGHT / 4 },
  };
  for (const [name, size] of Object.entries(expected)) {
    const response = await fetch(`${url}/api/pictures/${picture}/${name}`);
    assert.equal(response.status, 200, name);
    const { width, height } = await sharp(await response.bytes()).metadata();
    assert.deepEqual({ width, height }, size, name);
  }
}
