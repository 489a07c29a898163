import assert from "node:assert/strict";
import { readCameraName } from "../../../src/core/metadata/camera.ts";
import { findCamera } from "../../../src/core/metadata/camera_database.ts";
import { reading } from "./reading.ts";

Deno.test("readCameraName() cuts the make out of the model", () => {
  const cases: [make: string, model: string, readMake: string | null, readModel: string | null][] = [
    ["GoPro", "GoPro Max", "GoPro", "Max"],
    ["GoPro", "GoPro", "GoPro", "GoPro"],
    ["OnePlus", "ONEPLUS A5000", "OnePlus", "ONEPLUS A5000"],
    [" Canon ", " Canon EOS 6D ", "Canon", "EOS 6D"],
    ["Canon", "", "Canon", null],
    ["", "EOS 6D", null, "EOS 6D"],
  ];
  for (const [make, model, readMake, readModel] of cases) {
    const read = reading({ "Exif.Image.Make": make, "Exif.Image.Model": model }, readCameraName);
    assert.deepEqual(read, [{ make: readMake, model: readModel }, []], `${make}, ${model}`);
  }
});

Deno.test("readCameraName() asks Mapillary's tags next, and warns when nobody knows", () => {
  const [name] = reading({ MAPDeviceMake: "GoPro", MAPDeviceModel: "GoPro Max" }, readCameraName);
  assert.deepEqual(name, { make: "GoPro", model: "Max" });
  assert.deepEqual(reading({}, readCameraName), [{ make: null, model: null }, ["metadata.camera_unknown"]]);
});

Deno.test("findCamera() finds cameras by parts of their names", () => {
  const cases: [make: string, model: string, expected: Record<string, unknown>][] = [
    ["GoPro", "Max", { sensorWidth: 6.17, is360: true }],
    ["OLYMPUS IMAGING CORP.", "SP-720UZ", { sensorWidth: 6.16, is360: false }],
    ["SONY", "FDR-X1000V", { sensorWidth: 6.19, gpsAccuracy: 4, is360: false }],
    ["Canon", "EOS 6D0", { sensorWidth: 35.8, is360: false }],
    ["google", "PIXEL 8 Pro", { fieldOfView: 70.7, focalLength: 6.9 }],
  ];
  for (const [make, model, expected] of cases) {
    const camera = findCamera(make, model);
    assert.deepEqual({ ...camera, ...expected }, camera, `${make} ${model}`);
  }
});

Deno.test("findCamera() takes the longest name that fits", () => {
  assert.equal(findCamera("Apple", "iPhone 6s Plus")?.model, "iPhone 6s");
  assert.equal(findCamera("LG Electronics", "LG-R105")?.is360, true);
  assert.equal(findCamera("LGE", "Nexus 5")?.make.toLowerCase(), "lge");
});

Deno.test("findCamera() knows nothing of others", () => {
  const strangers: [string | null, string | null][] = [["Foo", "Bar"], ["Canon", "Foo"], [null, "Max"], [
    "GoPro",
    null,
  ]];
  for (const [make, model] of strangers) assert.equal(findCamera(make, model), undefined, `${make} ${model}`);
});
