import assert from "node:assert/strict";
import { interiorOrientation } from "../../../../src/features/stac/items/interior_orientation.ts";
import type { StoredMetadata } from "../../../../src/core/metadata/mod.ts";

const shown = (metadata: StoredMetadata) => JSON.parse(JSON.stringify(interiorOrientation(metadata)));

Deno.test("interiorOrientation() shows what is known of the camera", () => {
  assert.deepEqual(shown({}), {});
  assert.deepEqual(shown({ make: null, model: null, focal_length: null, field_of_view: null, crop: null }), {});
  assert.deepEqual(
    shown({ make: "GoPro", model: "Max", focal_length: 3, field_of_view: 360, width: 5760, height: 2880 }),
    {
      camera_manufacturer: "GoPro",
      camera_model: "Max",
      focal_length: 3,
      field_of_view: 360,
      sensor_array_dimensions: [5760, 2880],
    },
  );
  assert.deepEqual(shown({ make: "Canon", width: 100, height: 50 }), {
    camera_manufacturer: "Canon",
    sensor_array_dimensions: [100, 50],
  });
  assert.deepEqual(
    shown({ focal_length: 0, field_of_view: 0, width: 100 }),
    {},
    "0 is how cameras write that they do not know",
  );
});

Deno.test("interiorOrientation() shows a part of a panorama by its margins", () => {
  const crop = { fullWidth: 15872, fullHeight: 7936, width: 15872, height: 2606, left: 0, top: 2538 };
  assert.deepEqual(shown({ width: 15872, height: 2606, crop }), {
    sensor_array_dimensions: [15872, 7936],
    visible_area: [0, 2538, 0, 2792],
  });
  const whole = { fullWidth: 100, fullHeight: 50, width: 100, height: 50, left: 0, top: 0 };
  assert.deepEqual(shown({ crop: whole }), { sensor_array_dimensions: [100, 50] });
});
