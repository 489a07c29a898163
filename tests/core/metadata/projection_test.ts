import assert from "node:assert/strict";
import type { Camera } from "../../../src/core/metadata/camera_database.ts";
import type { Crop } from "../../../src/core/metadata/crop.ts";
import { readProjection } from "../../../src/core/metadata/projection.ts";

const FLAT_CAMERA: Camera = { make: "Canon", model: "EOS 6D", is360: false };
const SPHERICAL_CAMERA: Camera = { make: "GoPro", model: "Max", is360: true };
const CROP: Crop = { fullWidth: 200, fullHeight: 100, width: 100, height: 60, left: 0, top: 0 };

Deno.test("readProjection() believes what is declared, else shape and camera", () => {
  const cases: [declared: string, width: number, crop: Crop | null, camera: Camera | undefined, expected: string][] = [
    ["equirectangular", 123, null, FLAT_CAMERA, "equirectangular"],
    ["cubemap", 200, null, SPHERICAL_CAMERA, "cubemap"],
    ["cylindrical", 200, null, undefined, "cylindrical"],
    ["cylindrical", 200, CROP, undefined, "equirectangular"],
    ["", 200, null, undefined, "equirectangular"],
    ["", 200, null, SPHERICAL_CAMERA, "equirectangular"],
    ["", 200, null, FLAT_CAMERA, "flat"],
    ["", 199, null, SPHERICAL_CAMERA, "flat"],
    ["", 199, null, undefined, "flat"],
  ];
  for (const [declared, width, crop, camera, expected] of cases) {
    const tags = new Map([["Xmp.GPano.ProjectionType", declared]]);
    const read = readProjection(tags, { width, height: 100 }, crop, camera);
    assert.equal(read, expected, `${declared} ${width} ${crop?.width} ${camera?.make}`);
  }
});
