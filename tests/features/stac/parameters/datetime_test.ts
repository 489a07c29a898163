import assert from "node:assert/strict";
import { ApiError } from "../../../../src/core/http/errors.ts";
import { readInterval } from "../../../../src/features/stac/parameters/datetime.ts";

const START = "2021-01-01T00:00:00+00:00", END = "2022-01-01T12:00:00+00:00";

Deno.test("readInterval() reads moments and intervals, open at one end", () => {
  for (
    const [given, expected] of [
      [undefined, undefined],
      [null, undefined],
      ["2021-01-01", { start: START, end: START }],
      ["2021-01-01/2022-01-01T12:00:00Z", { start: START, end: END }],
      ["2021-01-01/..", { start: START }],
      ["../2022-01-01T12:00:00Z", { end: END }],
    ] as const
  ) assert.deepEqual(readInterval(given), expected, String(given));
});

Deno.test("readInterval() says which part is wrong", () => {
  const single = "Invalid `datetime` argument";
  const start = "Invalid start date in `datetime` argument", end = "Invalid end date in `datetime` argument";
  for (
    const [given, message, error] of [
      ["pouet", single, "Unknown string format: pouet"],
      ["", single, "String does not contain a date: "],
      ["..", single, "Unknown string format: .."],
      ["../..", single, "One end of the interval should be a date"],
      ["2021-01-01TNOTATIME", single, "Unknown string format: 2021-01-01TNOTATIME"],
      ["/2021-01-01", start, "String does not contain a date: "],
      ["/..", start, "String does not contain a date: "],
      ["2021-01-01T00:00:00Z/", end, "String does not contain a date: "],
      ["2021-01-01/pouet", end, "Unknown string format: pouet"],
      [12, single, "Unknown string format: 12"],
    ] as const
  ) {
    assert.throws(() => readInterval(given), (refusal) => {
      assert.ok(refusal instanceof ApiError);
      assert.deepEqual([refusal.status, refusal.message], [400, message]);
      assert.equal(String(Object(refusal.details).error), error);
      return true;
    }, String(given));
  }
  assert.throws(() => readInterval("2021-01-01/2021-01-02/2021-01-03"), {
    status: 400,
    message: "Parameter datetime should contain one or two dates",
  });
});
