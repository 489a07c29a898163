/** Every tag that the reader knows, with every type of EXIF and extreme values: what comes out is usable, or the file is refused. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { GPS_TAGS, IMAGE_TAGS, PHOTO_TAGS } from "../../../src/core/metadata/exif/tag_names.ts";
import { MetadataError, type PictureMetadata, readPictureMetadata } from "../../../src/core/metadata/mod.ts";
import { QUANTITIES } from "../../../src/core/metadata/quantities.ts";
import { makeJpeg } from "../jpeg/make_jpeg.ts";
import { DATE, type Entry, exifSegment, gps, photo, POSITION } from "./exif/make_exif.ts";
import { makeXmp, xmpSegment } from "./xmp/make_xmp.ts";

const FILE = { fileName: "1.jpg", fileSize: 1 };
/** BYTE, ASCII, SHORT, LONG, RATIONAL, SBYTE, UNDEFINED, SSHORT, SLONG, SRATIONAL, FLOAT, DOUBLE, IFD and one that is none. */
const TYPES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 99];
const EXTREMES = [
  ...[0, 1, -1, 2, 59, 60, 61, 90, 91, 180, 181, 255, 359, 360, 361, 400, -10, 720, 65535, 100_001],
  ...[0x7fffffff, -0x80000000, 0x80000000, 0xffffffff, 0xfffffffe, 4294967206],
];
const FLOATS = [...EXTREMES, NaN, Infinity, -Infinity, 1e300, -1e300, 5e-324, 0.5];
const TEXTS = [
  ...["", " ", "0", "-1", "1e999", "NaN", "inf", "N", "s", "9999:12:31 23:59:59", "0000:00:00 00:00:00", "2020:02:30"],
  ...[
    "+99:99",
    "-15:59",
    "+14:01",
    "{",
    '{"MAPCompassHeading":{"TrueHeading":1e300}}',
    "\u{1f600}".repeat(50),
    "x".repeat(3000),
  ],
];
/** Tags that point to something in the file: those of the directories are written by the maker. */
const POINTERS = new Set([0x8769, 0x8825, 0xa005, 0x014a]);

const value = (type: number): fc.Arbitrary<string | number[]> => {
  if (type === 2) return fc.oneof(fc.constantFrom(...TEXTS), fc.string({ maxLength: 40 }));
  const numbers = type === 11 || type === 12
    ? fc.oneof(fc.constantFrom(...FLOATS), fc.double())
    : fc.oneof(fc.constantFrom(...EXTREMES), fc.integer());
  const isFraction = type === 5 || type === 10;
  return fc.array(numbers, { minLength: isFraction ? 2 : 1, maxLength: 6 })
    .map((all) => isFraction ? all.slice(0, all.length & ~1) : all);
};
const entryOf = (tags: ReadonlyMap<number, string>): fc.Arbitrary<Entry> =>
  fc.constantFrom(...[...tags.keys()].filter((tag) => !POINTERS.has(tag))).chain((tag) =>
    fc.constantFrom(...TYPES).chain((type) => value(type).map((value): Entry => [tag, type, value]))
  );
const number = fc.oneof(fc.constantFrom(...FLOATS), fc.double(), fc.integer()).map(String);

/** A file that would be accepted, with some of its tags replaced by others. */
const anyFile = fc.record({
  image: fc.array(entryOf(IMAGE_TAGS), { maxLength: 3 }),
  photo: fc.array(entryOf(PHOTO_TAGS), { maxLength: 3 }),
  gps: fc.array(entryOf(GPS_TAGS), { maxLength: 4 }),
  bigEndian: fc.boolean(),
  pano: fc.dictionary(
    fc.constantFrom(
      ...["PoseHeadingDegrees", "PosePitchDegrees", "PoseRollDegrees", "FullPanoWidthPixels", "FullPanoHeightPixels"],
      ...[
        "CroppedAreaImageWidthPixels",
        "CroppedAreaImageHeightPixels",
        "CroppedAreaLeftPixels",
        "CroppedAreaTopPixels",
      ],
    ),
    number,
    { maxKeys: 9 },
  ),
}).map(({ image, photo: inner, gps: place, bigEndian, pano }) => {
  const xmp = Object.entries(pano).map(([name, text]) => `GPano:${name}="${text}"`).join(" ");
  return makeJpeg([
    exifSegment([...image, photo(...inner, DATE), gps(...place, ...POSITION)], { bigEndian }),
    xmpSegment(makeXmp("", xmp)),
  ]);
});

function mustBeUsable(read: PictureMetadata): void {
  const { latitude, longitude } = read.position;
  assert(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180);
  assert.match(read.ts, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?[+-]\d\d:\d\d(:\d\d)?$/);
  const utc = new Date(read.ts.replace(/(\.\d{3})\d+/, "$1").replace(/([+-]\d\d:\d\d):\d\d$/, "$1"));
  assert(utc.getUTCFullYear() >= 1 && utc.getUTCFullYear() <= 9999, read.ts);
  if (read.heading !== null) assert(Number.isInteger(read.heading) && read.heading >= 0 && read.heading < 360);
  const ranges = [
    [read.yaw, ...QUANTITIES.yaw.range],
    [read.pitch, ...QUANTITIES.pitch.range],
    [read.roll, ...QUANTITIES.roll.range],
    [read.altitude, -100_000, 100_000],
    [read.focalLength, ...QUANTITIES.focalLength.range],
    [read.gpsAccuracy, ...QUANTITIES.gpsAccuracy.range],
    [read.fieldOfView, 1, 360],
  ] as const;
  for (const [number, least, most] of ranges) {
    if (number !== null) assert(number >= least && number <= most, String(number));
  }
  const { crop } = read;
  if (crop) {
    assert(crop.left >= 0 && crop.top >= 0 && crop.width >= 1 && crop.height >= 1);
    assert(crop.left + crop.width <= crop.fullWidth && crop.top + crop.height <= crop.fullHeight);
  }
  assert.deepEqual(JSON.parse(JSON.stringify(read.metadata)), read.metadata, "nothing that JSON cannot hold");
  for (const text of Object.values(read.exif)) assert(!text.includes("\0"));
}

Deno.test("readPictureMetadata() makes usable values of any tag, of any type, with any value", () => {
  fc.assert(
    fc.property(anyFile, (bytes) => {
      let read: PictureMetadata;
      try {
        read = readPictureMetadata(bytes, FILE);
      } catch (error) {
        assert(error instanceof MetadataError, String((error as Error).stack));
        return assert(
          error.missingFields.length > 0 || error.warnings.some(({ tag }) => tag),
          "the refusal names a tag",
        );
      }
      mustBeUsable(read);
    }),
    { numRuns: 1500, seed: 20_240_501 },
  );
});

Deno.test("readPictureMetadata() makes usable values of every single tag with every type", () => {
  const groups = [["image", IMAGE_TAGS], ["photo", PHOTO_TAGS], ["gps", GPS_TAGS]] as const;
  for (const [group, tags] of groups) {
    for (const [tag, name] of tags) {
      if (POINTERS.has(tag)) continue;
      for (const type of TYPES) {
        const entry: Entry = [tag, type, type === 2 ? "9999999999" : [0x80000000, 1]];
        const at = (place: string) => place === group ? [entry] : [];
        const exif = exifSegment([...at("image"), photo(...at("photo"), DATE), gps(...at("gps"), ...POSITION)]);
        try {
          mustBeUsable(readPictureMetadata(makeJpeg([exif]), FILE));
        } catch (error) {
          assert(error instanceof MetadataError, `${name} ${type}: ${(error as Error).stack}`);
        }
      }
    }
  }
});
