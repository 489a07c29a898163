import assert from "node:assert/strict";
import { ImageEndDetector, isCompleteJpeg, readJpegHeader } from "../../../src/core/jpeg/mod.ts";
import { join, makeJpeg, segment } from "./make_jpeg.ts";

/** A whole picture inside a segment, as thumbnails are. */
const THUMBNAIL = segment(0xe1, makeJpeg([]));
const SCAN = [0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56, 0xff, 0xff, 0xd7, 0x78];
const TABLE_WITH_END_INSIDE = segment(0xc4, [0xff, 0xd9]);

const BASELINE = makeJpeg([THUMBNAIL], { scan: SCAN });

const WHOLE: [string, Uint8Array][] = [
  ["baseline", BASELINE],
  ["several scans", makeJpeg([], { scan: SCAN, frame: 0xc2, betweenScans: [TABLE_WITH_END_INSIDE] })],
];

Deno.test("isCompleteJpeg() accepts a picture that ends, whatever follows", () => {
  for (const [name, file] of WHOLE) {
    assert(isCompleteJpeg(file), name);
    assert(isCompleteJpeg(join([file, new Uint8Array(1000)])), `${name}, padded`);
    assert(isCompleteJpeg(join([file, file])), `${name}, two pictures`);
    assert(isCompleteJpeg(join([file, file.subarray(0, -10)])), `${name}, second picture cut`);
  }
});

Deno.test("isCompleteJpeg() refuses a picture cut anywhere in its scan data", () => {
  for (const [name, file] of WHOLE) {
    const header = readJpegHeader(file);
    for (let length = header.scanOffset; length < file.length; length++) {
      assert.equal(isCompleteJpeg(file.subarray(0, length), header), false, `${name}, ${length} of ${file.length}`);
    }
  }
});

Deno.test("ImageEndDetector finds the end in pieces of any size, from the file's start or from its scan", () => {
  for (const [name, file] of WHOLE) {
    const withTrailer = join([file, Uint8Array.of(1, 0xff, 0xd9, 2)]);
    for (const start of [0, readJpegHeader(file).scanOffset]) {
      for (const size of [1, 2, 3, 7, 64, 10_000]) {
        const detector = new ImageEndDetector();
        for (let at = start; at < withTrailer.length; at += size) detector.push(withTrailer.subarray(at, at + size));
        assert.equal(detector.end, file.length - start, `${name}, from ${start}, by ${size}`);
      }
    }
  }
});

Deno.test("ImageEndDetector has no end before the end came by", () => {
  const detector = new ImageEndDetector();
  detector.push(BASELINE.subarray(0, -1));
  assert.equal(detector.end, undefined);
});
