import assert from "node:assert/strict";
import { readMoment, readTimestamp } from "../../../../src/features/stac/parameters/moment.ts";

Deno.test("readMoment() reads RFC 3339 and shorter forms", () => {
  for (
    const [given, expected] of [
      ["2021-07-29T09:16:54Z", "2021-07-29T09:16:54+00:00"],
      ["2021-07-29t09:16:54z", "2021-07-29T09:16:54+00:00"],
      ["2021-07-29T11:16:54+02", "2021-07-29T11:16:54+02:00"],
      ["2021-07-29T11:16:54+0200", "2021-07-29T11:16:54+02:00"],
      ["2021-07-29T11:16:54-05:30", "2021-07-29T11:16:54-05:30"],
      ["2021-07-29 09:16:54.001+00:00", "2021-07-29T09:16:54.001000+00:00"],
      ["2021-07-29T09:16:54.1234567Z", "2021-07-29T09:16:54.123456+00:00"],
      ["2021-07-29T09:16", "2021-07-29T09:16:00+00:00"],
      ["2021-01-01", "2021-01-01T00:00:00+00:00"],
      ["20210729T091654Z", "2021-07-29T09:16:54+00:00"],
      ["2020-02-29", "2020-02-29T00:00:00+00:00"],
      ["2016-12-31T23:59:60Z", "2016-12-31T23:59:60+00:00"],
    ] as const
  ) assert.equal(readMoment(given), expected);
});

Deno.test("readMoment() says why it refuses", () => {
  assert.throws(() => readMoment(""), { message: "String does not contain a date: " });
  for (
    const given of [
      "pouet",
      "2021",
      "2021-13-01",
      "2021-02-29",
      "2021-04-31",
      "0000-01-01",
      "2021-01-01TNOTATIME",
      "2021-01-01T24:00:00Z",
      "2021-01-01T10:60:00Z",
      "2021-01-01T10:00:61Z",
      "2021-01-01T10:00:00+17:00",
      "2021-01-01T10:00:00+01:60",
      "2021-01-01'; DROP TABLE pictures; --",
    ]
  ) assert.throws(() => readMoment(given), { name: "Error", message: `Unknown string format: ${given}` }, given);
});

Deno.test("readTimestamp() reads RFC 3339 alone, and offsets of hours", () => {
  for (
    const [given, expected] of [
      ["1985-04-12t23:20:50.52z", "1985-04-12T23:20:50.520000+00:00"],
      ["2021-07-29T11:16:54+02:00", "2021-07-29T11:16:54+02:00"],
      ["2021-07-29T11:16:54+02", "2021-07-29T11:16:54+02:00"],
    ] as const
  ) assert.equal(readTimestamp(given), expected);
  for (
    const given of [
      "1985-04-12",
      "1985-12-12T23:20:50.52",
      "1937-01-01T12:00:27.87+0100",
      "1985-04-12T23:20:50,52Z",
      "1985-04-12 23:20:50Z",
      "1985-13-12T23:20:50.52Z",
    ]
  ) assert.throws(() => readTimestamp(given), { name: "Error", message: `Unknown string format: ${given}` }, given);
  assert.throws(() => readTimestamp(""), { message: "String does not contain a date: " });
});
