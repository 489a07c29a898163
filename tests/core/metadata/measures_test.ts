import assert from "node:assert/strict";
import { readAltitude } from "../../../src/core/metadata/position.ts";
import type { Camera } from "../../../src/core/metadata/camera_database.ts";
import { readFieldOfView, readFocalLength } from "../../../src/core/metadata/field_of_view.ts";
import { readGpsAccuracy } from "../../../src/core/metadata/gps_accuracy.ts";
import { readOrientation } from "../../../src/core/metadata/orientation.ts";
import type { TextKey } from "../../../src/core/metadata/texts.ts";
import { interpretTags, type PictureMetadata } from "../../../src/core/metadata/picture_metadata.ts";
import { reading } from "./reading.ts";

/** What every picture needs. */
const USABLE: [string, string][] = [
  ["Exif.Photo.DateTimeOriginal", "2024:05:01 10:00:00"],
  ["Exif.GPSInfo.GPSLatitude", "48/1 51/1 0/1"],
  ["Exif.GPSInfo.GPSLongitude", "2/1 21/1 0/1"],
];
const CAMERA: Camera = { make: "Foo", model: "Bar", is360: false };

Deno.test("readOrientation() rounds the heading, halves to even, and takes the first source", () => {
  const cases: [tags: Record<string, string>, heading: number | null][] = [
    [{ "Exif.GPSInfo.GPSImgDirection": "1163411/3333" }, 349],
    [{ "Exif.GPSInfo.GPSImgDirection": "181/2" }, 90],
    [{ "Exif.GPSInfo.GPSImgDirection": "183/2" }, 92],
    [{ "Exif.GPSInfo.GPSImgDirection": "361/1" }, 1],
    [{ "Exif.GPSInfo.GPSImgDirection": "400/1" }, 40],
    [{ "Exif.GPSInfo.GPSImgDirection": "-10/1" }, 350],
    [{ "Exif.GPSInfo.GPSImgDirection": "-90" }, 270],
    [{ "Exif.GPSInfo.GPSImgDirection": "3597/10" }, 0],
    // -90 and -10.5, written as unsigned numbers.
    [{ "Exif.GPSInfo.GPSImgDirection": "4294967206/1" }, 270],
    [{ "Exif.GPSInfo.GPSImgDirection": "4294967191/10" }, 350],
    // All ones stand for an unknown number.
    [{ "Exif.GPSInfo.GPSImgDirection": "4294967295/4294967295" }, null],
    [{ "Exif.GPSInfo.GPSImgDirection": "0/0", "Exif.GPSInfo.GPSTrack": "33/1" }, 33],
    [{ "MAPCompassHeading.TrueHeading": "123.4", "Exif.GPSInfo.GPSTrack": "33/1" }, 123],
    [{ "Xmp.GPano.PoseHeadingDegrees": "12" }, null],
  ];
  for (const [tags, heading] of cases) {
    const [orientation, warnings] = reading(tags, readOrientation);
    assert.equal(orientation.heading, heading, JSON.stringify(tags));
    assert.deepEqual(warnings, heading === null ? ["metadata.heading_missing"] : [], JSON.stringify(tags));
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
    assert.equal(readAltitude(tags, (key) => assert.fail(key)), expected, `${altitude} ${ref}`);
  }
});

Deno.test("readFocalLength() takes the picture's word before the camera's", () => {
  const read = (tags: Record<string, string>, camera?: Camera) =>
    reading(tags, (tags, warn) => readFocalLength(tags, camera, warn))[0];
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
    const [angle] = reading(
      tags,
      (tags, warn) => readFieldOfView(tags, projection, focalLength, camera, warn),
    );
    assert.equal(angle, expected, name);
  }
});

Deno.test("readGpsAccuracy() measures before it estimates", () => {
  const estimated: TextKey[] = ["metadata.accuracy_estimated"];
  const dop = { "Exif.GPSInfo.GPSDOP": "112/100" }, differential = { "Exif.GPSInfo.GPSDifferential": "1" };
  const cases: [string, Record<string, string>, string | null, Camera | undefined, number | null, TextKey[]][] = [
    ["error", { "Exif.GPSInfo.GPSHPositioningError": "33649/10000", ...dop }, "GoPro", undefined, 3.36, []],
    ["error in XMP", { "Xmp.exif.GPSHPositioningError": "1.645" }, null, undefined, 1.65, []],
    ["error on a half", { "Exif.GPSInfo.GPSHPositioningError": "1/8" }, null, undefined, 0.12, []],
    ["dilution", dop, "GoPro", undefined, 3.36, estimated],
    ["dilution, rounded first", { "Xmp.exif.GPSDOP": "1163411/3333" }, null, undefined, 1047.18, estimated],
    ["dilution, differential", { ...dop, ...differential }, null, undefined, 1.12, estimated],
    ["differential", { "Exif.GPSInfo.GPSDOP": "0/1", ...differential }, "GoPro", undefined, 2, estimated],
    ["not differential", { "Exif.GPSInfo.GPSDifferential": "0" }, null, undefined, null, ["metadata.accuracy_missing"]],
    ["camera", {}, "Foo", { ...CAMERA, gpsAccuracy: 7 }, 7, estimated],
    ["make", {}, "GoPro", undefined, 4, estimated],
    ["make of the known camera", {}, "Sony Corp", { ...CAMERA, make: "SONY" }, 5, estimated],
    ["unknown make", {}, "Sony Corp", undefined, null, ["metadata.accuracy_missing"]],
  ];
  for (const [name, tags, make, camera, ...expected] of cases) {
    assert.deepEqual(reading(tags, (tags, warn) => readGpsAccuracy(tags, make, camera, warn)), expected, name);
  }
});

Deno.test("numbers that cannot be are unknown, with a warning that repeats them", () => {
  const cases: [tag: string, value: string, read: keyof PictureMetadata][] = [
    ["Exif.GPSInfo.GPSImgDirection", "-2147483648/1", "heading"],
    ["Exif.GPSInfo.GPSImgDirection", "2147483648/1", "heading"],
    ["Exif.GPSInfo.GPSImgDirection", "65535/1", "heading"],
    ["Exif.GPSInfo.GPSImgDirection", "1e300", "heading"],
    ["MAPCompassHeading.TrueHeading", "99999", "heading"],
    ["Exif.GPSInfo.GPSTrack", "-361", "heading"],
    ["Xmp.GPano.PosePitchDegrees", "1e99", "pitch"],
    ["Xmp.GPano.PoseRollDegrees", "-5000", "roll"],
    ["Xmp.Camera.Yaw", "721", "yaw"],
    ["Exif.GPSInfo.GPSAltitude", "4294967294/1", "altitude"],
    ["Exif.GPSInfo.GPSAltitude", "200000", "altitude"],
    ["Exif.Photo.FocalLength", "-1/1", "focalLength"],
    ["Exif.Photo.FocalLength", "4294967294/1", "focalLength"],
    ["Exif.GPSInfo.GPSHPositioningError", "-3", "gpsAccuracy"],
    ["Exif.GPSInfo.GPSHPositioningError", "1e308", "gpsAccuracy"],
    ["Exif.GPSInfo.GPSDOP", "4294967294/1", "gpsAccuracy"],
  ];
  for (const [tag, value, name] of cases) {
    const tags = new Map([...USABLE, [tag, value]]);
    const read = interpretTags(tags, { width: 3, height: 2 }, { fileName: "", fileSize: 1 });
    assert.equal(
      read[name],
      tag === "Exif.GPSInfo.GPSAltitude" && value.endsWith("4/1") ? -2 : null,
      `${tag} ${value}`,
    );
    if (read[name] === null) {
      const warning = read.warnings.find((warning) => warning.tag === tag && warning.value === value);
      assert(warning?.message.includes(tag) && warning.message.includes(value), `${tag} ${value}`);
    }
  }
});
