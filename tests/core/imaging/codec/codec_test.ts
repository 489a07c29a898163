import assert from "node:assert/strict";
import sharp from "sharp";
import {
  CodecError,
  type Output,
  type PictureCodec,
  type RenderRequest,
} from "../../../../src/core/imaging/codec/mod.ts";
import { SharpCodec } from "../../../../src/core/imaging/codec/sharp_codec.ts";
import { VipsCodec } from "../../../../src/core/imaging/codec/vips_codec.ts";
import { makePicture } from "../../../support/pictures.ts";
import { present } from "../../../support/present.ts";

const WIDTH = 1200, HEIGHT = 600;
const THUMB: Output = {
  name: "thumb",
  quality: 75,
  scaledTo: { width: 400, height: 200 },
  cut: { left: 150, top: 70, width: 100, height: 60 },
};
const SD: Output = { name: "sd", quality: 75, scaledTo: { width: 600, height: 300 }, keepsExif: true };
const TILE: Output = { name: "tile", quality: 95, cut: { left: 300, top: 200, width: 301, height: 199 } };

async function render(
  codec: PictureCodec,
  source: Uint8Array,
  outputs: Output[],
  request: Partial<RenderRequest> = {},
) {
  const files = new Map<string, Uint8Array>();
  const size = await codec.render(source, {
    maxPixels: 100_000_000,
    plan: () => outputs,
    write: (name, content) => {
      files.set(name, content);
      return Promise.resolve();
    },
    ...request,
  });
  return { size, files, file: (name: string) => files.get(name)! };
}

/** Greatest difference of the channel means of two pictures, 0 to 255. */
async function distance(one: Uint8Array, other: Uint8Array): Promise<number> {
  const meansOf = async (jpeg: Uint8Array) => (await sharp(jpeg).stats()).channels.map((channel) => channel.mean);
  const [means, others] = await Promise.all([meansOf(one), meansOf(other)]);
  // NaN, which is less than nothing, when one has more channels.
  return Math.max(...means.map((mean, channel) => Math.abs(mean - (others[channel] ?? NaN))));
}

/** What both codecs have to fulfil. */
async function checkCodec(test: Deno.TestContext, codec: PictureCodec): Promise<void> {
  const source = await makePicture({
    width: WIDTH,
    height: HEIGHT,
    seed: 7,
    make: "Maker",
    latitude: 48,
    longitude: 2,
  });

  await test.step("render() scales and cuts", async () => {
    const { size, files, file } = await render(codec, source, [THUMB, SD, TILE]);
    assert.deepEqual(size, { width: WIDTH, height: HEIGHT });
    assert.deepEqual([...files.keys()], ["thumb", "sd", "tile"]);
    for (const [name, width, height] of [["thumb", 100, 60], ["sd", 600, 300], ["tile", 301, 199]] as const) {
      const metadata = await sharp(file(name)).metadata();
      assert.deepEqual([metadata.width, metadata.height, metadata.format], [width, height, "jpeg"], name);
      assert.equal(metadata.chromaSubsampling, "4:2:0", name);
    }
    const cut = await sharp(source).extract(TILE.cut!).jpeg({ quality: 95 }).toBuffer();
    assert.ok(await distance(file("tile"), cut) < 1, "the right part");
    const { left, top, width, height } = THUMB.cut!;
    const middle = await sharp(source).resize(400, 200).toBuffer()
      .then((scaled) => sharp(scaled).extract({ left, top, width, height }).jpeg().toBuffer());
    assert.ok(await distance(file("thumb"), middle) < 1.5, "the right part of the scaled picture");
  });

  await test.step("render() gives the same when only one file is wanted", async () => {
    const all = await render(codec, source, [THUMB, SD, TILE]);
    for (const output of [THUMB, SD, TILE]) {
      const alone = await render(codec, source, [output]);
      assert.deepEqual([...alone.files.keys()], [output.name]);
      assert.ok(await distance(alone.file(output.name), all.file(output.name)) < 1, output.name);
    }
  });

  await test.step("render() keeps EXIF only where it is wanted", async () => {
    const { file } = await render(codec, source, [THUMB, SD, TILE]);
    const exifOf = async (jpeg: Uint8Array) => (await sharp(jpeg).metadata()).exif;
    const before = present(await exifOf(source));
    assert.ok(before.includes("Maker"));
    assert.deepEqual((await exifOf(file("sd")))?.subarray(6), before.subarray(6));
    assert.equal(await exifOf(file("thumb")), undefined);
    assert.equal(await exifOf(file("tile")), undefined);
  });

  await test.step("render() applies the EXIF orientation", async () => {
    const turned = await makePicture({ width: WIDTH, height: HEIGHT, seed: 7, orientation: 6 });
    const tile = { ...TILE, cut: { left: 100, top: 700, width: 301, height: 199 } };
    const { size, file } = await render(codec, turned, [{ ...SD, scaledTo: { width: 300, height: 600 } }, tile]);
    assert.deepEqual(size, { width: HEIGHT, height: WIDTH });
    const upright = await sharp(turned).autoOrient().toBuffer();
    assert.ok(await distance(file("tile"), await sharp(upright).extract(tile.cut).toBuffer()) < 1);
    const sd = await sharp(file("sd")).metadata();
    assert.deepEqual([sd.width, sd.height, sd.orientation], [300, 600, 1], "nobody turns it once more");
  });

  await test.step("render() turns colours into sRGB", async () => {
    const wide = await sharp(source).withIccProfile("p3").jpeg({ quality: 90 }).toBuffer();
    const grey = await sharp(source).greyscale().jpeg({ quality: 90 }).toBuffer();
    for (const [name, picture] of [["p3", wide], ["grey", grey]] as const) {
      for (const output of [THUMB, TILE]) {
        const { file } = await render(codec, picture, [output]);
        const metadata = await sharp(file(output.name)).metadata();
        assert.equal(metadata.hasProfile, false);
        const expected = sharp(await sharp(picture).toColourspace("srgb").resize(output.scaledTo).toBuffer());
        const reference = await expected.extract(output.cut!).jpeg({ quality: 95 }).toBuffer();
        assert.ok(await distance(file(output.name), reference) < 2.5, `${name} ${output.name}`);
      }
    }
  });

  await test.step("render() cuts pictures that are too large to be decoded as a whole", async () => {
    const size = { width: 8200, height: 4200 };
    const large = await makePicture({ ...size, seed: 5 });
    const tileAt = (top: number, name = String(top)): Output => ({
      name,
      quality: 95,
      cut: { left: 4000, top, width: 300, height: 200 },
    });
    const tiles = [0, 2000, 4000].map((top) => tileAt(top));
    const { file } = await render(codec, large, [THUMB, ...tiles, tileAt(4000, "bottom")]);
    for (const { name, cut } of tiles) {
      const reference = await sharp(large).extract(cut!).jpeg({ quality: 95 }).toBuffer();
      assert.ok(await distance(file(name), reference) < 1, name);
    }
    assert.deepEqual(file("bottom"), file("4000"));
    assert.equal((await sharp(file("thumb")).metadata()).width, 100);
  });

  await test.step("render() refuses what is no picture, or a broken one", async () => {
    const cases: [string, Uint8Array][] = [
      ["empty", new Uint8Array()],
      ["text", new TextEncoder().encode("Not a picture")],
      ["PNG", new Uint8Array(await sharp(source).png().toBuffer())],
      ["header alone", source.slice(0, 200)],
      ["truncated", source.slice(0, source.length / 3)],
    ];
    for (const [name, bytes] of cases) {
      for (const output of [THUMB, SD, TILE]) {
        await assert.rejects(render(codec, bytes, [output]), CodecError, `${name}, ${output.name}`);
      }
    }
    const { file } = await render(codec, source, [TILE]);
    assert.ok(file("tile").length > 1000, "the codec goes on after errors");
  });

  await test.step("render() refuses more pixels than allowed", async () => {
    await render(codec, source, [TILE], { maxPixels: WIDTH * HEIGHT });
    await assert.rejects(
      render(codec, source, [TILE], { maxPixels: WIDTH * HEIGHT - 1 }),
      new CodecError("The picture has 720000 pixels (1200 x 600), more than 719999"),
    );
  });

  await test.step("render() passes on what write() throws, and goes on with the next picture", async () => {
    const full = new Deno.errors.WriteZero("The disk is full");
    await assert.rejects(render(codec, source, [THUMB], { write: () => Promise.reject(full) }), full);
    assert.equal((await render(codec, source, [THUMB])).files.size, 1);
  });

  await test.step("render() may be called many times at once", async () => {
    const sources = await Promise.all([1, 2, 3, 4].map((seed) => makePicture({ width: 300, height: 150, seed })));
    const output = { ...SD, scaledTo: { width: 60, height: 30 } };
    const results = await Promise.all(sources.map((picture) => render(codec, picture, [output])));
    for (const [index, { file }] of results.entries()) {
      assert.ok(await distance(file("sd"), present(sources[index])) < 2, `picture ${index}`);
    }
  });

  await test.step("render() leaves its source as it was", async () => {
    const copy = source.slice();
    await render(codec, source, [THUMB, SD, TILE]);
    assert.deepEqual(source, copy);
  });
}

Deno.test("SharpCodec", async (test) => {
  await using codec = await SharpCodec.open();
  await checkCodec(test, codec);
});

Deno.test("VipsCodec", async (test) => {
  await using codec = await VipsCodec.open();
  await checkCodec(test, codec);
});

Deno.test("SharpCodec and VipsCodec make files that look alike", async () => {
  await using native = await SharpCodec.open();
  await using portable = await VipsCodec.open();
  const source = await makePicture({ width: WIDTH, height: HEIGHT, seed: 3 });
  const outputs = [THUMB, SD, TILE];
  const [one, other] = await Promise.all([render(native, source, outputs), render(portable, source, outputs)]);
  for (const name of ["thumb", "sd", "tile"]) {
    assert.ok(await distance(one.file(name), other.file(name)) < 0.5, name);
    const ratio = one.file(name).length / other.file(name).length;
    assert.ok(ratio > 0.85 && ratio < 1.2, `${name}: ${ratio} times as many bytes`);
  }
});
