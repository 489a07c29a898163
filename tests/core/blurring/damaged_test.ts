/** Pictures whose data are damaged, but can still be decoded, are encoded again: nothing of them waits or breaks for that. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import sharp from "sharp";
import { Blurrer, UnblurrablePictureError } from "../../../src/core/blurring/mod.ts";
import { readJpegHeader } from "../../../src/core/jpeg/mod.ts";
import { Random } from "../../../fuzz/random.ts";
import { makePicture } from "../../support/pictures.ts";

const SIZE = { width: 320, height: 240 };
const PART = { kind: "drawn" as const, confidence: 1, x: 64, y: 64, width: 64, height: 48 };

async function blur(file: Uint8Array) {
  await using blurrer = new Blurrer({ faceConfidence: 0.25, scale: 1, threads: 1 });
  return await blurrer.blur({ file, isEquirectangular: false, maxPixels: Infinity, drawn: [PART], detects: false });
}

/** Without some of its data: what follows is shifted, and the end is missing. */
function damaged(file: Uint8Array): Uint8Array {
  const { scanOffset } = readJpegHeader(file), middle = scanOffset + Math.floor((file.length - scanOffset) / 2);
  return new Uint8Array([...file.subarray(0, middle), ...file.subarray(middle + 200)]);
}

function cutOff(file: Uint8Array): Uint8Array {
  const { scanOffset } = readJpegHeader(file);
  return file.slice(0, scanOffset + Math.floor((file.length - scanOffset) * 0.7));
}

async function pixelsOf(file: Uint8Array): Promise<Uint8Array> {
  return await sharp(file, { failOn: "none" }).toColourspace("srgb").raw().toBuffer();
}

/** Near the upper left corner of the part. */
async function assertOneColour(file: Uint8Array): Promise<void> {
  const { data, info } = await sharp(file).extract({ left: 66, top: 66, width: 4, height: 4 }).raw()
    .toBuffer({ resolveWithObject: true });
  for (let channel = 0; channel < info.channels; channel++) {
    const values = data.filter((_, place) => place % info.channels === channel);
    assert(Math.max(...values) - Math.min(...values) <= 4);
  }
}

const random = new Random(5);
const noise = Uint8Array.from({ length: SIZE.width * SIZE.height * 3 }, (_, place) => place / 900 + random.below(90));
const noisy = await sharp(await makePicture({ ...SIZE, latitude: 1, longitude: 2 })).keepMetadata()
  .composite([{ input: Buffer.from(noise), raw: { ...SIZE, channels: 3 } }]).jpeg({ quality: 92 }).toBuffer();
const picture = new Uint8Array(noisy);

for (const [name, damage] of [["broken", damaged], ["cut off", cutOff]] as const) {
  Deno.test(`A picture that is ${name} is blurred, and shows elsewhere what it showed; its metadata stay`, async () => {
    const file = damage(picture), { file: blurred, way } = await blur(file);
    assert.equal(way, "encoded");
    const [before, after] = [readJpegHeader(file), readJpegHeader(blurred)];
    assert.deepEqual([after.width, after.height], [SIZE.width, SIZE.height]);
    const exif = ({ segments }: typeof before) =>
      segments.filter(({ marker }) => marker === 0xe1).map(({ bytes }) => [...bytes]);
    assert.deepEqual(exif(after), exif(before));
    await sharp(blurred, { failOn: "warning" }).raw().toBuffer();
    const [was, is] = [await pixelsOf(file), await pixelsOf(blurred)];
    assert.equal(was.length, is.length);
    let difference = 0, count = 0;
    for (let at = 0; at < was.length; at++) {
      const x = Math.floor(at / 3) % SIZE.width, y = Math.floor(at / 3 / SIZE.width);
      const isInside = x >= PART.x && x < PART.x + PART.width && y >= PART.y && y < PART.y + PART.height;
      if (isInside) continue;
      difference += Math.abs((was[at] ?? 0) - (is[at] ?? 0));
      count++;
    }
    assert(difference / count < 4, `${difference / count}`);
    await assertOneColour(blurred);
  });
}

Deno.test("A damaged picture of four inks becomes one of light, without the profile of its inks", async () => {
  const inks = new Uint8Array(await sharp(picture).toColourspace("cmyk").withIccProfile("cmyk").jpeg().toBuffer());
  const { file, way } = await blur(cutOff(inks));
  assert.equal(way, "encoded");
  const { components, segments } = readJpegHeader(file);
  assert.equal(components, 3);
  assert(!segments.some(({ marker }) => marker === 0xe2));
});

Deno.test("Of a damaged picture on its side, the part is blurred that was drawn on the upright one", async () => {
  const side = await sharp(picture).keepMetadata().withMetadata({ orientation: 6 }).jpeg({ quality: 92 }).toBuffer();
  const { file } = await blur(damaged(new Uint8Array(side)));
  await assertOneColour(await sharp(file).autoOrient().jpeg({ quality: 100 }).toBuffer());
});

Deno.test("What holds no picture cannot be blurred", async () => {
  const header = picture.slice(0, readJpegHeader(picture).scanOffset);
  await assert.rejects(blur(header.subarray(0, 40)), UnblurrablePictureError);
});
