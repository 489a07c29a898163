/** Files whose metadata hold anything: any tag that the reader knows, of any type, with any value. */
import fc from "fast-check";
import { GPS_TAGS, IMAGE_TAGS, PHOTO_TAGS } from "../../../src/core/metadata/exif/tag_names.ts";
import { DATE, type Entry, exifSegment, gps, photo, POSITION } from "./exif/make_exif.ts";
import { makeXmp, xmpSegment } from "./xmp/make_xmp.ts";

/** BYTE, ASCII, SHORT, LONG, RATIONAL, SBYTE, UNDEFINED, SSHORT, SLONG, SRATIONAL, FLOAT, DOUBLE, IFD and one that is none. */
export const TYPES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 99];
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
export const POINTERS = new Set([0x8769, 0x8825, 0xa005, 0x014a]);

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

/** Segments of a file that would be accepted, with some of its tags replaced by others. */
export const anySegments: fc.Arbitrary<Uint8Array[]> = fc.record({
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
  return [
    exifSegment([...image, photo(...inner, DATE), gps(...place, ...POSITION)], { bigEndian }),
    xmpSegment(makeXmp("", xmp)),
  ];
});
