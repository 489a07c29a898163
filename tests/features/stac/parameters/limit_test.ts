import assert from "node:assert/strict";
import { readLimit } from "../../../../src/features/stac/parameters/limit.ts";

const RULE = {
  max: 1000,
  fallback: 100,
  notANumber: () => new Error("not a number"),
  outOfRange: () => new Error("out of range"),
};

Deno.test("readLimit() takes whole numbers in range, and falls back", () => {
  for (
    const [given, expected] of [
      [undefined, 100],
      [null, 100],
      ["", 100],
      ["1", 1],
      [" 12 ", 12],
      ["+5", 5],
      ["1000", 1000],
      [7, 7],
    ] as const
  ) assert.equal(readLimit(given, RULE), expected, JSON.stringify(given));
});

Deno.test("readLimit() distinguishes what is not a number from what is out of range", () => {
  for (const given of ["bla", "1.5", "1e3", "0x10", 1.5, true, ["1", "2"], "99999999999999999999"]) {
    assert.throws(() => readLimit(given, RULE), { message: "not a number" }, JSON.stringify(given));
  }
  for (const given of ["0", "-1", "1001", 0, 1001]) {
    assert.throws(() => readLimit(given, RULE), { message: "out of range" }, JSON.stringify(given));
  }
});
