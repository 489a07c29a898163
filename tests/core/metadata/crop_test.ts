import assert from "node:assert/strict";
import { type Crop, readCrop } from "../../../src/core/metadata/crop.ts";
import type { TextKey } from "../../../src/core/metadata/texts.ts";

/** Cropped width, height, left, top, then full width and height; null is missing. */
type Values = (string | number | null)[];

const NAMES = [
  ...["CroppedAreaImageWidthPixels", "CroppedAreaImageHeightPixels", "CroppedAreaLeftPixels", "CroppedAreaTopPixels"],
  ...["FullPanoWidthPixels", "FullPanoHeightPixels"],
];

function read(values: Values, warnings: TextKey[] = []): Crop | null {
  const given = NAMES.flatMap((name, index) => {
    const value = values[index];
    return value === null ? [] : [[`Xmp.GPano.${name}`, String(value)] as const];
  });
  return readCrop(new Map(given), (key) => warnings.push(key));
}

Deno.test("readCrop() places a picture in its panorama", () => {
  const cases: [Values, Crop | null][] = [
    [[100, 60, 0, 10, 200, 100], { fullWidth: 200, fullHeight: 100, width: 100, height: 60, left: 0, top: 10 }],
    [[100, 60, 0, 10, 200, null], { fullWidth: 200, fullHeight: 100, width: 100, height: 60, left: 0, top: 10 }],
    [[100, 60, 20, 0, 200, null], { fullWidth: 200, fullHeight: 100, width: 100, height: 60, left: 20, top: 20 }],
    [[100, 60, 0, 10, null, 100], { fullWidth: 200, fullHeight: 100, width: 100, height: 60, left: 50, top: 10 }],
    [[100, 60, 30, 10, null, 100], { fullWidth: 200, fullHeight: 100, width: 100, height: 60, left: 30, top: 10 }],
    [["100.0", 60, 0, 10, 200, 100], { fullWidth: 200, fullHeight: 100, width: 100, height: 60, left: 0, top: 10 }],
  ];
  for (const [values, expected] of cases) assert.deepEqual(read(values), expected, String(values));
});

Deno.test("readCrop() is null for a whole picture", () => {
  const whole: Values[] = [
    [null, null, null, null, null, null],
    [null, null, null, null, 100, 50],
    [100, 50, 0, 0, 100, 50],
    [100, 50, null, null, 100, 50],
  ];
  for (const values of whole) assert.equal(read(values), null, String(values));
});

Deno.test("readCrop() refuses a crop told in part", () => {
  const partial: Values[] = [
    [100, 60, 0, 10, null, null],
    [100, null, null, null, null, null],
    [100, null, null, null, 100, null],
    [null, null, 0, 0, 200, 100],
    [100, 60, null, 10, 200, 100],
    [100, 60, null, null, 200, 100],
    ["10.5", 60, 0, 10, 200, 100],
    ["wide", 60, 0, 10, 200, 100],
  ];
  for (const values of partial) assert.throws(() => read(values), { key: "metadata.crop_partial" }, String(values));
});

Deno.test("readCrop() never lets the picture leave the panorama", () => {
  const moved: TextKey[] = ["metadata.crop_moved"], impossible: TextKey[] = ["metadata.crop_impossible"];
  const full = { fullWidth: 200, fullHeight: 100 };
  const cases: [Values, Crop | null, TextKey[]][] = [
    [[100, 60, 128, 10, 200, 100], { ...full, width: 100, height: 60, left: 100, top: 10 }, moved],
    [[100, 60, -5, 90, 200, 100], { ...full, width: 100, height: 60, left: 0, top: 40 }, moved],
    [[100, 60, 100, 40, 200, 100], { ...full, width: 100, height: 60, left: 100, top: 40 }, []],
    [[300, 60, 0, 10, 200, 100], null, impossible],
    [[100, 160, 0, 10, 200, 100], null, impossible],
    [[0, 60, 0, 10, 200, 100], null, impossible],
    [[-100, 60, 0, 10, 200, 100], null, impossible],
    [[100, 60, 0, 10, 2e9, 1e9], null, impossible],
    [[100, 60, 0, 10, -200, -100], null, []],
  ];
  for (const [values, ...expected] of cases) {
    const warnings: TextKey[] = [];
    assert.deepEqual([read(values, warnings), warnings], expected, String(values));
  }
});
