/** Nothing but the blurred picture is published: no thumbnail, no further picture, no video. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import sharp from "sharp";
import { blurJpeg } from "../../../../src/core/jpeg/blur/mod.ts";
import { join, segment } from "../make_jpeg.ts";
import { makePicture } from "../../../support/pictures.ts";

const SMALL = await makePicture({ width: 32, height: 16, seed: 3 });
const XMP = "http://ns.adobe.com/xap/1.0/\0";

/** A TIFF structure with a thumbnail in IFD1, another picture in a maker note, and text behind them. */
function exif(thumbnail: Uint8Array, preview: Uint8Array): Uint8Array {
  const head = Buffer.alloc(8 + 18 + 4 + 30), tail = Buffer.from("Author: Jeanne");
  head.write("II*\0\x08\0\0\0", "latin1");
  const entry = (at: number, tag: number, value: number) => {
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(4, at + 2);
    head.writeUInt32LE(1, at + 4);
    head.writeUInt32LE(value, at + 8);
  };
  head.writeUInt16LE(1, 8);
  entry(10, 0x0100, 117);
  head.writeUInt32LE(26, 22);
  head.writeUInt16LE(2, 26);
  entry(28, 0x0201, head.length);
  entry(40, 0x0202, thumbnail.length);
  return join([Buffer.from("Exif\0\0", "latin1"), head, thumbnail, preview, tail]);
}

async function withSegments(segments: Uint8Array[], behind: Uint8Array[] = []): Promise<Uint8Array<ArrayBuffer>> {
  const plain = new Uint8Array(await sharp(await makePicture({ width: 117, height: 83 })).jpeg().toBuffer());
  return join([plain.subarray(0, 2), ...segments, plain.subarray(2), ...behind]);
}

function contains(bytes: Uint8Array, part: Uint8Array | string): boolean {
  return Buffer.from(bytes).includes(part);
}

Deno.test("Thumbnails and previews in EXIF are blanked, all else in it stays", async () => {
  const uncompressed = new Uint8Array(90).fill(0x41);
  const block = exif(uncompressed, SMALL);
  const file = await withSegments([segment(0xe1, block)]);
  const { bytes } = blurJpeg(file, []);
  assert(contains(file, SMALL) && contains(file, uncompressed));
  assert(!contains(bytes, SMALL) && !contains(bytes, uncompressed));
  assert.equal(bytes.length, file.length);
  // The pointer to IFD1, the thumbnail and the preview: nothing else differs.
  const changed = bytes.filter((byte, at) => byte !== file[at]).length;
  assert(changed > uncompressed.length && changed <= 4 + uncompressed.length + SMALL.length, String(changed));
  assert(contains(bytes, "Author: Jeanne"));
  assert.equal((await sharp(bytes).metadata()).exif?.length, block.length);
});

Deno.test("Further pictures, videos and what is unknown are left out", async () => {
  const video = Buffer.from("\0\0\0\x18ftypmp42 a motion photo");
  const file = await withSegments([
    segment(0xe0, "JFXX\0\x10", SMALL),
    segment(0xe2, "MPF\0", new Uint8Array(40)),
    segment(0xe2, "FPXR\0", SMALL),
    segment(0xe1, "http://ns.adobe.com/xmp/extension/\0", new Uint8Array(40)),
    segment(0xeb, "JP", SMALL),
    segment(0xe4, "Secret", SMALL),
    segment(0xfe, "A comment"),
  ], [SMALL, video]);
  const { bytes } = blurJpeg(file, []);
  for (const part of [SMALL, video, "JFXX", "MPF", "FPXR", "extension", "Secret"]) {
    assert(!contains(bytes, part), String(part));
  }
  assert(contains(bytes, "A comment"));
  assert.deepEqual([...bytes.subarray(-2)], [0xff, 0xd9]);
});

Deno.test("XMP and ICC stay byte by byte; pictures in XMP are blanked", async () => {
  const plain = segment(0xe1, XMP, "<x:xmpmeta GPano:ProjectionType='equirectangular' GCamera:MotionPhoto='1'/>");
  const profile = segment(0xe2, "ICC_PROFILE\0\x01\x01", new Uint8Array(300).fill(7));
  const picture = Buffer.from(SMALL).toString("base64");
  const thumbnail = segment(0xe1, XMP, `<xmpGImg:image>${picture}</xmpGImg:image><b/>`);
  const { bytes } = blurJpeg(await withSegments([plain, profile, thumbnail]), []);
  assert(contains(bytes, plain) && contains(bytes, profile) && contains(bytes, "</xmpGImg:image><b/>"));
  assert(!contains(bytes, picture.slice(4, 40)) && !contains(bytes, picture.slice(-40)));
});

Deno.test("A thumbnail of JFIF is taken out", async () => {
  const plain = new Uint8Array(await sharp(await makePicture({ width: 117, height: 83 })).jpeg().toBuffer());
  const pixels = new Uint8Array(12).fill(0x42);
  const file = join([
    plain.subarray(0, 2),
    segment(0xe0, "JFIF\0", [1, 2, 0, 0, 1, 0, 1, 2, 2], pixels),
    plain.subarray(plain[3] === 0xe0 ? 4 + ((plain[4] ?? 0) << 8 | (plain[5] ?? 0)) : 2),
  ]);
  const { bytes } = blurJpeg(file, []);
  assert(!contains(bytes, pixels));
  await sharp(bytes, { failOn: "warning" }).raw().toBuffer();
});
