/**
 * Real pictures, against what ExifTool finds in them: a second opinion, by a reader that nobody here wrote. `TEST_PICTURES` names
 * the folder with geovisio's test pictures; `sample_pictures_exiftool.json` was made by `freeze_exiftool.py`.
 */
import assert from "node:assert/strict";
import { MetadataError, type PictureMetadata, readPictureMetadata } from "../../../src/core/metadata/mod.ts";
import frozen from "./sample_pictures_exiftool.json" with { type: "json" };

/** Numbers are those of ExifTool: degrees, metres, millimetres, pixels; times are `YYYY:MM:DD hh:mm:ss`. */
interface Found {
  width: number;
  height: number;
  latitude?: number;
  longitude?: number;
  altitude?: number;
  heading?: number;
  gps_time?: string;
  camera_time?: string;
  make?: string;
  model?: string;
  focal_length?: number;
  projection?: string;
  yaw?: number;
  pitch?: number;
  roll?: number;
  cropped_width?: number;
  full_width?: number;
}

const folder = Deno.env.get("TEST_PICTURES");
/** Degrees: a tenth of a millimetre. */
const SAME_POSITION = 1e-9;

for (const [name, found] of Object.entries(frozen as Record<string, Found>)) {
  Deno.test({
    name: `readPictureMetadata() finds in ${name} what ExifTool does`,
    ignore: !folder,
    fn() {
      const bytes = Deno.readFileSync(`${folder}/${name}`);
      const read = readOrRefuse(bytes);
      // What has no position or no time is refused, by design, and nothing else is.
      const isUsable = found.latitude !== undefined && found.longitude !== undefined && hasTime(found);
      assert.equal(read !== undefined, isUsable);
      if (read) compare(read, found);
    },
  });
}

function readOrRefuse(bytes: Uint8Array): PictureMetadata | undefined {
  try {
    return readPictureMetadata(bytes, { fileName: "sample.jpg", fileSize: bytes.length });
  } catch (error) {
    if (error instanceof MetadataError) return undefined;
    throw error;
  }
}

function hasTime({ camera_time, gps_time }: Found): boolean {
  return camera_time !== undefined || gps_time !== undefined;
}

function compare(read: PictureMetadata, found: Found): void {
  assert.deepEqual([read.width, read.height], [found.width, found.height]);
  assert.ok(Math.abs(read.position.latitude - found.latitude!) < SAME_POSITION);
  assert.ok(Math.abs(read.position.longitude - found.longitude!) < SAME_POSITION);
  if (found.altitude !== undefined) assert.ok(isRounded(read.altitude, found.altitude));
  if (found.heading === undefined) assert.equal(read.heading, null);
  else assert.ok(isRounded(read.heading, found.heading));
  if (found.gps_time) assert.equal(Date.parse(read.tsGps!), Date.parse(iso(found.gps_time)));
  if (found.camera_time) assert.equal(read.tsCamera?.slice(0, 19), iso(found.camera_time).slice(0, 19));
  const name = [read.make, read.model].filter(Boolean).join(" ");
  if (found.make) assert.ok(name.startsWith(found.make.trim()), name);
  if (found.model) assert.ok(name.endsWith(found.model.trim()), name);
  if (found.focal_length) assert.equal(read.focalLength, found.focal_length);
  if (found.projection) assert.equal(read.type, found.projection);
  for (const angle of ["yaw", "pitch", "roll"] as const) {
    if (found[angle] !== undefined) assert.equal(read[angle], found[angle]);
  }
  if (read.crop) assert.deepEqual([read.crop.width, read.crop.fullWidth], [found.cropped_width, found.full_width]);
  else assert.equal(found.cropped_width, found.full_width);
}

function isRounded(whole: number | null, exact: number): boolean {
  return Number.isInteger(whole) && Math.abs(whole! - exact) <= 0.5;
}

/** ISO 8601 of ExifTool's times. */
function iso(time: string): string {
  return time.replace(/^(\d+):(\d+):(\d+) /, "$1-$2-$3T");
}
