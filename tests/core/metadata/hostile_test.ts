/** Broken and hostile files: they are read or refused, quickly, and nothing else. */
import assert from "node:assert/strict";
import process from "node:process";
import { InvalidJpegError, readJpegHeader } from "../../../src/core/jpeg/mod.ts";
import { MetadataError, readPictureMetadata } from "../../../src/core/metadata/mod.ts";
import { bytesOf, makeJpeg, segment } from "../jpeg/make_jpeg.ts";
import { DATE, exifSegment, gps, photo, POSITION } from "./exif/make_exif.ts";
import { iptcSegment } from "./iptc/make_iptc.ts";
import { makeXmp, xmpSegment } from "./xmp/make_xmp.ts";

const FILE = { fileName: "1.jpg", fileSize: 1 };
/** Files of 64 kB that make some step quadratic take seconds. */
const MOST_MICROSECONDS = 500_000;

/** A file with some of everything. */
const RICH = makeJpeg([
  exifSegment([
    [0x010f, 2, "GoPro"],
    [0x0110, 2, "GoPro Max"],
    [0x010e, 2, JSON.stringify({ MAPGpsTime: "2021_05_04_10_11_12_345", MAPCompassHeading: { TrueHeading: 1 } })],
    [0x9c9b, 1, [0x54, 0, 0xef, 0]],
    photo(DATE, [0x9011, 2, "+02:00"], [0x9286, 7, [...bytesOf("UNICODE\0h\0i\0")]], [0xa005, 4, [[1, 2, "R98"]]]),
    gps(...POSITION, [7, 5, [8, 1, 0, 1, 1, 2]], [0x11, 5, [349, 1]], [0x1d, 2, "2020:06:01"], [0x0b, 5, [1, 1]]),
  ], { next: [[[0x0103, 3, [6]]]] }),
  iptcSegment([[1, 90, "\x1b%G"], [2, 25, "a"], [2, 25, "b"], [2, 60, "130852+0200"]]),
  xmpSegment(makeXmp(
    '<foo:s rdf:parseType="Resource"><foo:l><rdf:Seq><rdf:li foo:a="1"/></rdf:Seq></foo:l></foo:s>&#233;',
    'GPano:ProjectionType="equirectangular" GPano:CroppedAreaLeftPixels="0" exif:GPSDOP="2"',
  )),
  segment(0xfe, "comment"),
]);

/**
 * Reads a file; anything but a result or a refusal is a failure, as is much work. The work is counted as the processor's time
 * of this thread, so that a busy machine makes no difference.
 */
function readOrRefuse(bytes: Uint8Array, name: string): void {
  const before = process.threadCpuUsage();
  try {
    readPictureMetadata(bytes, FILE);
  } catch (error) {
    assert(error instanceof InvalidJpegError || error instanceof MetadataError, `${name}: ${(error as Error).stack}`);
  }
  const { user } = process.threadCpuUsage(before);
  assert(user <= MOST_MICROSECONDS, `${name} took ${user} µs`);
}

/** A linear congruential generator: the same numbers in each run. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = Math.imul(state, 1664525) + 1013904223 >>> 0;
    return Math.floor(state / 2 ** 32 * below);
  };
}

Deno.test("readPictureMetadata() reads or refuses a file cut anywhere", () => {
  for (let length = 0; length < RICH.length; length++) readOrRefuse(RICH.subarray(0, length), `${length} bytes`);
});

Deno.test("readPictureMetadata() reads or refuses a file with any byte changed", () => {
  const { scanOffset } = readJpegHeader(RICH);
  for (const [at, byte] of RICH.subarray(0, scanOffset).entries()) {
    for (const value of [0, 1, 0x7f, 0xff, byte ^ 1, byte ^ 0x80]) {
      const broken = RICH.slice();
      broken[at] = value;
      readOrRefuse(broken, `${value} at ${at}`);
    }
  }
});

Deno.test("readPictureMetadata() reads or refuses a file with many bits flipped", () => {
  const { scanOffset } = readJpegHeader(RICH);
  const random = randomNumbers(20_200_601);
  for (let round = 0; round < 2000; round++) {
    const broken = RICH.slice(), view = new DataView(broken.buffer);
    for (let flips = random(60); flips >= 0; flips--) {
      const at = random(scanOffset);
      view.setUint8(at, view.getUint8(at) ^ 1 << random(8));
    }
    readOrRefuse(broken, `round ${round}`);
  }
});

Deno.test("readPictureMetadata() is quick with files made to be slow", () => {
  const list = (count: number, item: string) => `<foo:a><rdf:Seq>${item.repeat(count)}</rdf:Seq></foo:a>`;
  const cases: [string, Uint8Array][] = [
    ["brackets", xmpSegment("<".repeat(60_000))],
    ["closing tags", xmpSegment("</a>".repeat(15_000))],
    ["nesting", xmpSegment(makeXmp("<foo:a>".repeat(8000)))],
    ["entities", xmpSegment(makeXmp(`<foo:a>${"&#233;".repeat(9000)}</foo:a>`))],
    ["list items", xmpSegment(makeXmp(list(3000, '<rdf:li foo:a="1"/>')))],
    [
      "long paths",
      xmpSegment(makeXmp(list(2000, '<rdf:li foo:a="1"/>').replaceAll("foo:a>", `foo:${"a".repeat(9000)}>`))),
    ],
    ["comments in XML", xmpSegment(makeXmp("<!-- -->".repeat(7000)))],
  ];
  for (const [name, xmp] of cases) readOrRefuse(makeJpeg([xmp]), name);
  readOrRefuse(makeJpeg(Array.from({ length: 1000 }, () => segment(0xfe, " ".repeat(60_000)))), "blank comments");
});
