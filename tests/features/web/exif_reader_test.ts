/** What the upload page reads of pictures before it sends them. */
import assert from "node:assert/strict";
import { makePicture, walk } from "../../support/pictures.ts";
// The script of the page itself; it has no types.
// deno-lint-ignore no-explicit-any
const { readPicture }: any = await import(
  new URL("../../../src/features/web/static/exif_reader.js", import.meta.url).href
);

const [options] = walk(1, { width: 64, height: 32 });

async function read(changes: Partial<typeof options>) {
  return await readPicture(new Blob([await makePicture({ ...options, ...changes })]));
}

Deno.test("position, clock and its offset are read", async () => {
  const time = new Date("2024-05-01T10:00:00.250Z");
  const found = await read({ latitude: -48.5, longitude: -2.25, time, offset: "+05:30" });
  assert.equal(found.hasPosition && found.hasTime, true);
  assert.ok(Math.abs(found.latitude + 48.5) < 1e-6 && Math.abs(found.longitude + 2.25) < 1e-6);
  assert.equal(found.clock, Date.UTC(2024, 4, 1, 15, 30) + 250);
  assert.equal(found.offset, 330);
  assert.equal(found.utc, undefined);
});

Deno.test("what is missing is known", async () => {
  const lost = await read({ latitude: undefined });
  assert.deepEqual([lost.hasPosition, lost.hasTime], [false, true]);
  const timeless = await read({ time: undefined });
  assert.deepEqual([timeless.hasPosition, timeless.hasTime], [true, false]);
});

Deno.test("files that are no JPEG, or broken, are no error", async () => {
  assert.deepEqual(await readPicture(new Blob([])), { isJpeg: false });
  assert.deepEqual(await readPicture(new Blob(["text"])), { isJpeg: false });
  const picture = await makePicture(options);
  for (let length = 3; length < 400; length += 7) {
    const { isJpeg } = await readPicture(new Blob([picture.slice(0, length)]));
    assert.equal(isJpeg, true);
  }
  for (let index = 20; index < 300; index += 3) {
    const broken = picture.slice();
    broken[index] = 0xff;
    await readPicture(new Blob([broken]));
  }
});
