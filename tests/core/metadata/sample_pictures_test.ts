/**
 * Real pictures, against what the reference reader finds in them. `TEST_PICTURES` names the folder with geovisio's test
 * pictures; `sample_pictures.json` was made by `freeze_samples.py`.
 */
import assert from "node:assert/strict";
import { isCompleteJpeg, readJpegHeader } from "../../../src/core/jpeg/mod.ts";
import { MetadataError, readPictureMetadata } from "../../../src/core/metadata/mod.ts";
import expected from "./sample_pictures.json" with { type: "json" };

const folder = Deno.env.get("TEST_PICTURES");

/** What the reader tells, under the names of the reference. */
function facts(bytes: Uint8Array): Record<string, unknown> {
  try {
    const read = readPictureMetadata(bytes, { fileName: "sample.jpg", fileSize: bytes.length });
    return {
      lat: read.position.latitude,
      lon: read.position.longitude,
      ts: read.ts,
      tz: read.tz,
      ts_gps: read.tsGps,
      ts_camera: read.tsCamera,
      heading: read.heading,
      pitch: read.pitch,
      roll: read.roll,
      yaw: read.yaw,
      type: read.type,
      make: read.make,
      model: read.model,
      focal_length: read.focalLength,
      sensor_width: read.sensorWidth,
      field_of_view: read.fieldOfView,
      crop: read.crop,
      altitude: read.altitude,
      gps_accuracy: read.gpsAccuracy,
      warnings: read.warnings.map(({ message }) => message),
      exif: read.exif,
    };
  } catch (error) {
    if (error instanceof MetadataError) return { error: error.message };
    throw error;
  }
}

for (const [name, reference] of Object.entries(expected)) {
  Deno.test({
    name: `readPictureMetadata() reads ${name} as the reference does`,
    ignore: !folder,
    fn() {
      const bytes = Deno.readFileSync(`${folder}/${name}`);
      const read = facts(bytes);
      if (!("exif" in reference)) delete read.exif;
      assert.deepEqual(read, reference);
      assert(isCompleteJpeg(bytes));
      const { scanOffset } = readJpegHeader(bytes);
      assert.equal(isCompleteJpeg(bytes.subarray(0, (scanOffset + bytes.length) >> 1)), false);
    },
  });
}
