/** A burst as action cameras take it: faster than the seconds that they write. */
import assert from "node:assert/strict";
import { makePicture, walk } from "./pictures.ts";
import { answer, type TestServer } from "./server.ts";

const PICTURES = 40;

/**
 * Writes `frame_1.jpg` to `frame_40.jpg`: two a second and 6 m apart towards the north, without parts of seconds or headings,
 * and of such different sizes that those sent at once do not arrive in their order.
 */
export async function writeBurst(folder: string): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  const pictures = walk(PICTURES, { step: 6, interval: 0.5 });
  await Promise.all(pictures.map(async (picture, index) => {
    const width = index % 2 === 0 ? 800 : 64, height = width * 3 / 4;
    picture.time!.setMilliseconds(0);
    await Deno.writeFile(`${folder}/frame_${index + 1}.jpg`, await makePicture({ ...picture, width, height }));
  }));
}

/** Checks that a burst became one sequence in the order of its names, in which all look where they go. */
export async function assertBurst(server: TestServer): Promise<void> {
  await server.backend.runner!.idle();
  const { collections } = await answer(fetch(`${server.url}/api/collections`));
  assert.equal(collections.length, 1);
  const { features } = await answer(fetch(`${server.url}/api/collections/${collections[0].id}/items?limit=100`));
  const names = features.map((item: { properties: Record<string, unknown> }) => item.properties["original_file:name"]);
  assert.deepEqual(names, Array.from({ length: PICTURES }, (_, index) => `frame_${index + 1}.jpg`));
  for (const { properties } of features) assert.equal(properties["view:azimuth"], 0, properties["original_file:name"]);
}
