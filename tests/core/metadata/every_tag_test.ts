/** Every tag that the reader knows, with every type of EXIF and extreme values: what comes out is usable, or the file is refused. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { GPS_TAGS, IMAGE_TAGS, PHOTO_TAGS } from "../../../src/core/metadata/exif/tag_names.ts";
import { MetadataError, type PictureMetadata, readPictureMetadata } from "../../../src/core/metadata/mod.ts";
import { QUANTITIES } from "../../../src/core/metadata/quantities.ts";
import { makeJpeg } from "../jpeg/make_jpeg.ts";
import { anySegments, POINTERS, TYPES } from "./any_segments.ts";
import { DATE, type Entry, exifSegment, gps, photo, POSITION } from "./exif/make_exif.ts";

const FILE = { fileName: "1.jpg", fileSize: 1 };
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
    fc.property(anySegments, (segments) => {
      let read: PictureMetadata;
      try {
        read = readPictureMetadata(makeJpeg(segments), FILE);
      } catch (error) {
        assert(error instanceof MetadataError, String((error as Error).stack));
        return assert(
          error.missingFields.length > 0 || error.tags.some(({ tag }) => tag),
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
