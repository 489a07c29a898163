import assert from "node:assert/strict";
import {
  centreOf,
  readBoundingBox,
  readJsonBoundingBox,
  splitAtAntimeridian,
} from "../../../../src/features/stac/parameters/bbox.ts";

const FORMAT = "Parameter bbox must be in format [minX, minY, maxX, maxY]";
const RANGE = "Parameter bbox must contain valid longitude (-180 to 180) and latitude (-90 to 90) values";

Deno.test("readBoundingBox() takes text and repeated parameters", () => {
  for (
    const [given, expected] of [
      ["0,0,1,1", [0, 0, 1, 1]],
      ["[0,0,1,1]", [0, 0, 1, 1]],
      ["[0,0,1,1", [0, 0, 1, 1]],
      [" -1.5, 2 , 3e1 ,4.25 ", [-1.5, 2, 30, 4.25]],
      [["0", "1", "2", "3"], [0, 1, 2, 3]],
      ["-180,-90,180,90", [-180, -90, 180, 90]],
      ["170,0,-170,10", [170, 0, -170, 10]],
      [undefined, undefined],
      ["", undefined],
      ["[]", undefined],
    ] as [string | string[] | undefined, unknown][]
  ) assert.deepEqual(readBoundingBox(given), expected, JSON.stringify(given));
});

Deno.test("readBoundingBox() refuses what is no box", () => {
  for (
    const [given, message] of [
      ["[1]", FORMAT],
      ["1,2,3", FORMAT],
      ["1,2,3,4,5", FORMAT],
      ["a,b,c,d", FORMAT],
      ["1,2,,4", FORMAT],
      ["1,2,3,Infinity", FORMAT],
      ["1,2,3,4,5,six", FORMAT],
      ["-181,0,1,1", RANGE],
      ["0,0,1,90.1", RANGE],
    ] as const
  ) assert.throws(() => readBoundingBox(given), { status: 400, message }, JSON.stringify(given));
});

Deno.test("readJsonBoundingBox() takes arrays of numbers alone", () => {
  assert.deepEqual(readJsonBoundingBox([0, 1, 2, 3]), [0, 1, 2, 3]);
  assert.deepEqual(readJsonBoundingBox([0, 1, -9, 2, 3, 9]), [0, 1, 2, 3]);
  for (const nothing of [undefined, null, []]) assert.equal(readJsonBoundingBox(nothing), undefined);
  for (const given of ["0,1,2,3", [0, 1, "2", 3], [0, 1, null, 3], [0, 1, 2], true, {}]) {
    assert.throws(() => readJsonBoundingBox(given), { status: 400, message: FORMAT }, JSON.stringify(given));
  }
});

Deno.test("splitAtAntimeridian() gives two boxes only when the box crosses it", () => {
  assert.deepEqual(splitAtAntimeridian([1, 2, 3, 4]), [[1, 2, 3, 4]]);
  assert.deepEqual(splitAtAntimeridian([170, 0, -175, 10]), [[170, 0, 180, 10], [-180, 0, -175, 10]]);
});

Deno.test("centreOf() finds the centre, across the antimeridian too", () => {
  assert.deepEqual(centreOf([0, 10, 2, 20]), { longitude: 1, latitude: 15 });
  assert.deepEqual(centreOf([170, 0, -170, 10]), { longitude: 180, latitude: 5 });
  assert.deepEqual(centreOf([178, 0, -170, 10]), { longitude: -176, latitude: 5 });
});
