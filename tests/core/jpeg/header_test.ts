import assert from "node:assert/strict";
import { InvalidJpegError, readJpegHeader } from "../../../src/core/jpeg/mod.ts";
import { join, makeJpeg, segment } from "./make_jpeg.ts";

Deno.test("readJpegHeader() reads size, components and coding", () => {
  const { width, height, components, precision, coding, isArithmetic } = readJpegHeader(
    makeJpeg([], { width: 5760, height: 2880, frame: 0xc2 }),
  );
  assert.deepEqual({ width, height, components, precision, coding, isArithmetic }, {
    width: 5760,
    height: 2880,
    components: 1,
    precision: 8,
    coding: "progressive",
    isArithmetic: false,
  });
  assert.equal(readJpegHeader(makeJpeg([])).coding, "sequential");
});

Deno.test("readJpegHeader() gives application and comment segments in order", () => {
  const header = readJpegHeader(makeJpeg([segment(0xe1, "one"), segment(0xdb, [0]), segment(0xfe, "two")]));
  assert.deepEqual(
    header.segments.map(({ marker, bytes }) => [marker, new TextDecoder().decode(bytes)]),
    [[0xe1, "one"], [0xfe, "two"]],
  );
});

Deno.test("readJpegHeader() finds where the scan data start", () => {
  const file = makeJpeg([segment(0xe0, "JFIF")], { scan: [1, 2, 3] });
  const { scanOffset } = readJpegHeader(file);
  assert.deepEqual([...file.subarray(scanOffset)], [1, 2, 3, 0xff, 0xd9]);
});

Deno.test("readJpegHeader() needs no more than the bytes before the scan", () => {
  const file = makeJpeg([segment(0xe1, "exif")]);
  const { scanOffset } = readJpegHeader(file);
  assert.equal(readJpegHeader(file.subarray(0, scanOffset)).width, 8);
});

Deno.test("readJpegHeader() skips fill bytes and what stands between segments", () => {
  const file = makeJpeg([Uint8Array.of(0xff, 0xff), segment(0xe1, "one"), Uint8Array.of(7, 7, 0xff, 0, 7)]);
  assert.equal(readJpegHeader(file).segments.length, 1);
});

Deno.test("readJpegHeader() tells why a file is not a JPEG", () => {
  const plain = makeJpeg([]);
  const cases: [string, Uint8Array, RegExp][] = [
    ["text", new TextEncoder().encode("Hello"), /not a JPEG/],
    ["PNG", Uint8Array.of(0x89, 0x50, 0x4e, 0x47), /not a JPEG/],
    ["no picture", Uint8Array.of(0xff, 0xd8, 0xff, 0xd9), /holds no picture/],
    ["no frame", join([Uint8Array.of(0xff, 0xd8), segment(0xda, [1, 1, 0, 0, 63, 0])]), /no frame header/],
    ["no width", makeJpeg([], { width: 0 }), /width or a height of 0/],
    ["two frames", makeJpeg([segment(0xc0, [8, 0, 8, 0, 8, 1, 1, 0x11, 0])]), /two frame headers/],
    ["frame without components", makeJpeg([segment(0xc0, [8, 0, 8, 0, 8, 3, 1, 0x11, 0])]), /missing components/],
    ["length of 1", join([plain.subarray(0, 2), Uint8Array.of(0xff, 0xe1, 0, 1), plain]), /impossible length/],
    ["endless segments", makeJpeg(Array.from({ length: 5000 }, () => segment(0xfe, "x"))), /more than 4096 segments/],
  ];
  for (const [name, bytes, reason] of cases) {
    assert.throws(() => readJpegHeader(bytes), (error) => {
      assert(error instanceof InvalidJpegError, name);
      assert.match(error.message, reason, name);
      assert.equal(error.truncated, false, name);
      return true;
    });
  }
});

Deno.test("readJpegHeader() says when more bytes could help, wherever the file was cut", () => {
  const file = makeJpeg([segment(0xe1, "exif"), segment(0xfe, "comment")]);
  const { scanOffset } = readJpegHeader(file);
  for (let length = 0; length < scanOffset; length++) {
    assert.throws(
      () => readJpegHeader(file.subarray(0, length)),
      (error) => error instanceof InvalidJpegError && error.truncated,
      String(length),
    );
  }
});
