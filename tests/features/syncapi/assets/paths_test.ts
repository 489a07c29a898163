import assert from "node:assert/strict";
import { readCameraTime } from "../../../../src/features/syncapi/assets/camera_time.ts";
import type { Kind } from "../../../../src/features/syncapi/assets/kinds.ts";
import { assetPath, type PathParts, suffixOf } from "../../../../src/features/syncapi/assets/paths.ts";
import { CAMERA, CREATED } from "../client.ts";

const { wallSeconds } = readCameraTime(CREATED, -28800)!;

function path(kind: Kind, other: Partial<PathParts> = {}) {
  const placed = {
    cameraUuid: CAMERA,
    cameraId: 7,
    wallSeconds,
    instantSeconds: CREATED,
    dayDate: "20240131",
    night: true,
    suffix: ".x",
    uuid: "u",
  };
  return assetPath({ kind, ...placed, ...other }).replace(`ccd_${CAMERA}/`, "");
}

Deno.test("assetPath() lays files out as indi-allsky does", () => {
  assert.equal(path("image"), "exposures/20240131/night/31_20/ccd7_20240131_205959.x");
  assert.equal(path("panoramaimage"), "panoramas/20240131/night/31_20/panorama_ccd7_20240131_205959.x");
  assert.equal(path("rawimage"), "export/20240131/night/31_20/raw_ccd7_20240131_205959.x");
  assert.equal(path("fitsimage"), "fits/20240131/night/31_20/ccd7_20240131_205959.x");
  assert.equal(path("video"), `20240131/allsky-timelapse_ccd7_20240131_night_${wallSeconds}.x`);
  assert.equal(path("minivideo"), `20240131/allsky-minitimelapse_ccd7_20240131_night_${wallSeconds}.x`);
  assert.equal(path("keogram", { night: false }), `20240131/allsky-keogram_ccd7_20240131_day_${wallSeconds}.x`);
  assert.equal(path("startrail"), `20240131/allsky-startrail_ccd7_20240131_night_${wallSeconds}.x`);
  assert.equal(path("startrailvideo"), `20240131/allsky-startrail_timelapse_ccd7_20240131_night${wallSeconds}.x`);
  assert.equal(path("panoramavideo"), `20240131/allsky-panorama_timelapse_ccd7_20240131_night${wallSeconds}.x`);
  assert.equal(path("thumbnail", { origin: 2 }), "exposures/20240131/night/31_20/thumbnails/u.x");
  assert.equal(path("thumbnail"), "exposures/20240131/night/31_20/thumbnails/u.x");
  assert.equal(path("thumbnail", { origin: 13 }), "panoramas/20240131/night/31_20/thumbnails/u.x");
  assert.equal(path("thumbnail", { origin: 4 }), "timelapse/20240131/thumbnails/u.x");
});

Deno.test("assetPath() files a still taken after midnight under the evening before, by its own time", () => {
  const later = { wallSeconds: wallSeconds + 6 * 3600, dayDate: "19990101" };
  assert.equal(path("image", later), "exposures/20240131/night/01_02/ccd7_20240201_025959.x");
  assert.equal(path("image", { ...later, night: false }), "exposures/20240201/day/01_02/ccd7_20240201_025959.x");
});

Deno.test("readCameraTime() keeps microseconds and local time at the camera", () => {
  assert.deepEqual(readCameraTime(CREATED + 0.000001, 20700), {
    wall: "2024-02-01 10:44:59.000001",
    instant: "2024-02-01 04:59:59.000001+00",
    wallSeconds: CREATED + 20700,
    instantSeconds: CREATED,
  });
  for (const odd of [NaN, Infinity, -1, 1e18]) assert.equal(readCameraTime(odd, 0), undefined);
});

Deno.test("suffixOf() accepts only the plain suffix of a name", () => {
  assert.equal(suffixOf("été.JPG"), ".JPG");
  assert.equal(suffixOf("a.tar.gz"), ".gz");
  for (const name of ["", "x", "x.", "x.j pg", "x.jpg/", "../..", "x.123456789", "x.jp%2f", "x.é"]) {
    assert.equal(suffixOf(name), "", name);
  }
});
