import assert from "node:assert/strict";
import sharp from "sharp";
import { blurJpeg, type Box, decodeCoefficients, readStructure } from "../../../../src/core/jpeg/blur/mod.ts";
import { huffmanTable, withSymbols } from "../../../../src/core/jpeg/blur/huffman.ts";
import { InvalidJpegError } from "../../../../src/core/jpeg/mod.ts";
import { Random } from "../../../../fuzz/random.ts";
import { makePicture } from "../../../support/pictures.ts";
import { assertOnlyBlurredInside } from "./blocks.ts";
import { encodeJpeg, type EncodeOptions } from "./encode_jpeg.ts";

const BOXES: Box[] = [
  { x: 20.5, y: 9, width: 30, height: 25 },
  { x: 40, y: 30, width: 20, height: 21 },
  { x: -5, y: 50, width: 12, height: 99 },
  { x: 90, y: 0, width: 40, height: 7 },
];

const SAMPLINGS: Record<string, [number, number][]> = {
  "grey": [[1, 1]],
  "grey with factors": [[2, 2]],
  "4:4:4": [[1, 1], [1, 1], [1, 1]],
  "4:2:2": [[2, 1], [1, 1], [1, 1]],
  "4:4:0": [[1, 2], [1, 1], [1, 1]],
  "4:2:0": [[2, 2], [1, 1], [1, 1]],
  "4:1:1": [[4, 1], [1, 1], [1, 1]],
  "CMYK": [[1, 1], [1, 1], [1, 1], [1, 1]],
  "CMYK 4:2:0": [[2, 2], [1, 1], [1, 1], [2, 2]],
};

function noise(seed: number): EncodeOptions["block"] {
  const random = new Random(seed);
  return () => Array.from({ length: random.pick([1, 3, 20, 64]) }, (_, k) => random.below(k === 0 ? 400 : 9) - 4);
}

function fileOf(bytes: Uint8Array) {
  return sharp(bytes, { failOn: "warning" });
}

async function assertDecodes(bytes: Uint8Array): Promise<void> {
  await fileOf(bytes).raw().toBuffer();
}

for (const [name, sampling] of Object.entries(SAMPLINGS)) {
  for (const restart of [0, 1, 5]) {
    Deno.test(`Only the blocks of the boxes change: ${name}, restart every ${restart}`, async () => {
      const file = encodeJpeg({ width: 117, height: 83, sampling, restart, block: noise(restart) });
      await assertDecodes(file);
      const { bytes, way } = blurJpeg(file, BOXES);
      assert.equal(way, "copied");
      assert(assertOnlyBlurredInside(file, bytes, BOXES) > 20);
      await assertDecodes(bytes);
    });
  }
}

for (const chromaSubsampling of ["4:4:4", "4:2:0"]) {
  Deno.test(`A progressive picture keeps its coefficients, ${chromaSubsampling}`, async () => {
    const picture = await makePicture({ width: 117, height: 83 });
    const progressive = new Uint8Array(
      await sharp(picture).jpeg({ progressive: true, quality: 92, chromaSubsampling }).toBuffer(),
    );
    const { bytes, way } = blurJpeg(progressive, BOXES);
    assert.equal(way, "recoded");
    assertOnlyBlurredInside(progressive, bytes, BOXES);
    const [before, after] = await Promise.all(
      [progressive, blurJpeg(progressive, []).bytes].map((file) => fileOf(file).raw().toBuffer()),
    );
    assert.deepEqual(after, before);
  });
}

for (const dcLength of [1, 2, 15, 16]) {
  Deno.test(`Optimised tables get the symbols that they lack; all codes stay: ${dcLength} bits`, async () => {
    // Dark columns behind bright ones: all steps take 8 bits, and the colours between need others.
    const block: EncodeOptions["block"] = (_, index) => [index % 10 < 4 ? 200 : 0, 3, -2];
    const dcSymbols = dcLength === 1 ? [8] : [0, 8];
    const file = encodeJpeg({
      width: 80,
      height: 80,
      sampling: [[1, 1]],
      block: dcLength === 1 ? (_, index) => [index % 2 ? 0 : 200, 3, -2] : block,
      dcSymbols,
      dcLength,
    });
    const boxes = [{ x: 8, y: 8, width: 64, height: 40 }];
    const { bytes, way } = blurJpeg(file, boxes);
    assert.equal(way, "copied");
    assertOnlyBlurredInside(file, bytes, boxes);
    await assertDecodes(bytes);
  });
}

Deno.test("A full table takes no more symbols", () => {
  const counts = new Uint8Array(16).fill(1);
  const full = huffmanTable(counts, Uint8Array.from(counts, (_, symbol) => symbol));
  assert.equal(withSymbols(full, [20]), undefined);
  counts[15] = 0;
  const roomy = huffmanTable(counts, Uint8Array.from({ length: 15 }, (_, symbol) => symbol));
  assert.equal(withSymbols(roomy, [20])?.codes[20], 0xfffe);
  assert.equal(withSymbols(roomy, [20, 21]), undefined);
});

Deno.test("Without boxes, the data of a picture stay bit by bit", async () => {
  const picture = await makePicture({
    width: 117,
    height: 83,
    latitude: 1,
    longitude: 2,
    projection: "equirectangular",
  });
  assert.deepEqual(blurJpeg(picture, []).bytes, picture);
});

Deno.test("A box leaves four colours along its longer side", () => {
  const file = encodeJpeg({ width: 64, height: 64, sampling: [[1, 1]], block: (_, index) => [index] });
  const [plane] = decodeCoefficients(readStructure(blurJpeg(file, [{ x: 0, y: 0, width: 64, height: 64 }]).bytes));
  const colours = new Set(plane?.values.filter((_, place) => place % 64 === 0));
  assert.equal(colours.size, 16);
  assert(plane && plane.values[0] === plane.values[64] && plane.values[64] !== plane.values[128]);
});

Deno.test("A picture that is cut or broken is refused", async () => {
  const picture = await makePicture({ width: 117, height: 83 });
  assert.throws(() => blurJpeg(picture.subarray(0, picture.length - 200), BOXES), InvalidJpegError);
  const end = picture.length - 300;
  const short = new Uint8Array([...picture.subarray(0, end), 0xff, 0xd9]);
  assert.throws(() => blurJpeg(short, BOXES), InvalidJpegError);
  assert.throws(() => blurJpeg(new Uint8Array(10), BOXES), InvalidJpegError);
});
