import assert from "node:assert/strict";
import { readAltitude } from "../../../src/core/metadata/altitude.ts";
import type { Camera } from "../../../src/core/metadata/camera_database.ts";
import { readFieldOfView, readFocalLength } from "../../../src/core/metadata/field_of_view.ts";
import { readGpsAccuracy } from "../../../src/core/metadata/gps_accuracy.ts";
import { readOrientation } from "../../../src/core/metadata/orientation.ts";
import type { TextKey } from "../../../src/core/metadata/texts.ts";
import { reading } from "./reading.ts";

const CAMERA: Camera = { make: "Foo", model: "Bar", is360: false };

Deno.test("readOrientation() rounds the heading, halves to even, and takes the first source", () => {
  const cases: [tags: Record<string, string>, heading: number | null][] = [
    [{ "Exif.GPSInfo.GPSImgDirection": "1163411/3333" }, 349],
    [{ "Exif.GPSInfo.GPSImgDirection": "181/2" }, 90],
    [{ "Exif.GPSInfo.GPSImgDirection": "183/2" }, 92],
    [{ "Exif.GPSInfo.GPSImgDirection": "361/1" }, 361],
    [{ "Exif.GPSInfo.GPSImgDirection": "0/0", "Exif.GPSInfo.GPSTrack": "33/1" }, 33],
    [{ "MAPCompassHeading.TrueHeading": "123.4", "Exif.GPSInfo.GPSTrack": "33/1" }, 123],
    [{ "Xmp.GPano.PoseHeadingDegrees": "12" }, null],
  ];
  for (const [tags, heading] of cases) {
    const [orientation, warnings] = reading(tags, readOrientation);
    assert.equal(orientation.heading, heading, JSON.stringify(tags));
    assert.deepEqual(warnings, heading === null ? ["headingMissing"] : [], JSON.stringify(tags));
  }
});

Deno.test("readOrientation() reads yaw, pitch and roll", () => {
  const gpano = {
    "Xmp.GPano.PoseHeadingDegrees": "1.5",
    "Xmp.GPano.PosePitchDegrees": "0.0",
    "Xmp.GPano.PoseRollDegrees": "-3",
  };
  const { heading: _, ...angles } = reading(gpano, readOrientation)[0];
  assert.deepEqual(angles, { yaw: 1.5, pitch: 0, roll: -3 });
  const camera = { "Xmp.Camera.Yaw": "7/2", "Xmp.Camera.Pitch": "level", "Xmp.Camera.Roll": "1" };
  const { heading: __, ...both } = reading({ ...gpano, ...camera }, readOrientation)[0];
  assert.deepEqual(both, { yaw: 3.5, pitch: 0, roll: 1 });
});

Deno.test("readAltitude() is negative below the sea", () => {
  const cases: [altitude: string, ref: string, expected: number | null][] = [
    ["464303/5000", "0", 93],
    ["464303/5000", "", 93],
    ["5/2", "1", -2],
    ["0/1", "1", 0],
    ["0/0", "0", null],
    ["", "1", null],
  ];
  for (const [altitude, ref, expected] of cases) {
    const tags = new Map([["Exif.GPSInfo.GPSAltitude", altitude], ["Exif.GPSInfo.GPSAltitudeRef", ref]]);
    assert.equal(readAltitude(tags), expected, `${altitude} ${ref}`);
  }
});

Deno.test("readFocalLength() takes the picture's word before the camera's", () => {
  const read = (tags: Record<string, string>, camera?: Camera) =>
    reading(tags, (tags) => readFocalLength(tags, camera))[0];
  assert.equal(read({ "Exif.Photo.FocalLength": "466/100" }), 4.66);
  assert.equal(read({ "Exif.Photo.FocalLength": "0/1000" }, { ...CAMERA, focalLength: 5 }), 0);
  assert.equal(read({ "Exif.Image.FocalLength": "7/1", "Exif.Photo.FocalLength": "466/100" }), 7);
  assert.equal(read({}, { ...CAMERA, focalLength: 5 }), 5);
  assert.equal(read({}, CAMERA), null);
});

Deno.test("readFieldOfView() computes the angle from what is known", () => {
  const film = { "Exif.Photo.FocalLengthIn35mmFilm": "26" };
  const cases: [string, Record<string, string>, string, number | null, Camera | undefined, number | null][] = [
    ["panorama", {}, "equirectangular", 4.66, undefined, 360],
    ["sensor", film, "flat", 4.66, { ...CAMERA, sensorWidth: 6.16 }, 67],
    ["35 mm equivalent", film, "flat", 4.66, undefined, 69],
    ["35 mm equivalent of 0", { "Exif.Photo.FocalLengthIn35mmFilm": "0" }, "flat", 4.66, undefined, null],
    ["focal length of 0", film, "flat", 0, { ...CAMERA, sensorWidth: 6.16 }, null],
    ["camera's own", {}, "flat", null, { ...CAMERA, fieldOfView: 70.7 }, 71],
    ["nothing", {}, "flat", null, undefined, null],
  ];
  for (const [name, tags, projection, focalLength, camera, expected] of cases) {
    const [angle] = reading(tags, (tags) => readFieldOfView(tags, projection, focalLength, camera));
    assert.equal(angle, expected, name);
  }
});

Deno.test("readGpsAccuracy() measures before it estimates", () => {
  const estimated: TextKey[] = ["accuracyEstimated"];
  const dop = { "Exif.GPSInfo.GPSDOP": "112/100" }, differential = { "Exif.GPSInfo.GPSDifferential": "1" };
  const cases: [string, Record<string, string>, string | null, Camera | undefined, number | null, TextKey[]][] = [
    ["error", { "Exif.GPSInfo.GPSHPositioningError": "33649/10000", ...dop }, "GoPro", undefined, 3.36, []],
    ["error in XMP", { "Xmp.exif.GPSHPositioningError": "1.645" }, null, undefined, 1.65, []],
    ["error on a half", { "Exif.GPSInfo.GPSHPositioningError": "1/8" }, null, undefined, 0.12, []],
    ["dilution", dop, "GoPro", undefined, 3.36, estimated],
    ["dilution, rounded first", { "Xmp.exif.GPSDOP": "1163411/3333" }, null, undefined, 1047.18, estimated],
    ["dilution, differential", { ...dop, ...differential }, null, undefined, 1.12, estimated],
    ["differential", { "Exif.GPSInfo.GPSDOP": "0/1", ...differential }, "GoPro", undefined, 2, estimated],
    ["not differential", { "Exif.GPSInfo.GPSDifferential": "0" }, null, undefined, null, ["accuracyMissing"]],
    ["camera", {}, "Foo", { ...CAMERA, gpsAccuracy: 7 }, 7, estimated],
    ["make", {}, "GoPro", undefined, 4, estimated],
    ["make of the known camera", {}, "Sony Corp", { ...CAMERA, make: "SONY" }, 5, estimated],
    ["unknown make", {}, "Sony Corp", undefined, null, ["accuracyMissing"]],
  ];
  for (const [name, tags, make, camera, ...expected] of cases) {
    assert.deepEqual(reading(tags, (tags, warn) => readGpsAccuracy(tags, make, camera, warn)), expected, name);
  }
});
