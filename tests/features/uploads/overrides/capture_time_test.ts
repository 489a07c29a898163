import assert from "node:assert/strict";
import { parseCaptureTime } from "../../../../src/features/uploads/overrides/capture_time.ts";

const DAY = { year: 2023, month: 7, day: 3, hour: 0, minute: 0, second: 0, microsecond: 0 };
const TIME = { ...DAY, hour: 10, minute: 12, second: 1 };

Deno.test("parseCaptureTime() reads the forms in use", () => {
  for (
    const [text, wall, offset] of [
      ["2023-07-03T10:12:01Z", TIME, 0],
      ["2023-07-03T10:12:01.0011Z", { ...TIME, microsecond: 1100 }, 0],
      ["2023-07-03t10:12:01,123456789+02:00", { ...TIME, microsecond: 123456 }, 7200],
      ["20230703T101201-0330", TIME, -12600],
      ["2023:07:03 10:12:01", TIME, undefined],
      ["2023/07/03 10:12 UTC", { ...TIME, second: 0 }, 0],
      [" 2023-07-03 ", DAY, undefined],
    ] as const
  ) assert.deepEqual(parseCaptureTime(text), offset === undefined ? { wall } : { wall, offset }, text);
});

Deno.test("parseCaptureTime() refuses what no calendar has", () => {
  for (
    const text of ["", "a bad date", "2023", "2023-13-01", "2023-02-29", "2023-07-03T24:00:00Z", "2023-07-03T10:61"]
      .concat(["0000-01-01", "2023-07/03", "2023-07-03T10:12:01+99:00", "2023-07-03T10:12:01Z and more"])
  ) assert.equal(parseCaptureTime(text), undefined, text);
});
