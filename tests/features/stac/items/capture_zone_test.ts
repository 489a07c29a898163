import assert from "node:assert/strict";
import { captureTimeInZone } from "../../../../src/features/stac/items/capture_zone.ts";

const PARIS = { latitude: 48.8566, longitude: 2.3522 }, NEW_YORK = { latitude: 40.7128, longitude: -74.006 };

Deno.test("captureTimeInZone() puts a moment on the clock of the place", () => {
  for (
    const [text, zone, place, expected] of [
      ["2021-07-29 09:16:54+00", "CEST", PARIS, "2021-07-29T11:16:54+02:00"],
      ["2021-12-29 09:16:54+00", "CEST", PARIS, "2021-12-29T10:16:54+01:00"],
      ["2021-07-29 09:16:54+00", "UTC", PARIS, "2021-07-29T09:16:54+00:00"],
      ["2021-07-29 09:16:54+00", "UTC+02:00", NEW_YORK, "2021-07-29T11:16:54+02:00"],
      ["2021-07-29 09:16:54+00", "UTC-05:30", PARIS, "2021-07-29T03:46:54-05:30"],
      ["2021-07-29 01:16:54+00", "EST", NEW_YORK, "2021-07-28T21:16:54-04:00"],
      ["2023-07-03 10:12:01.001+00", "CEST", PARIS, "2023-07-03T12:12:01.001000+02:00"],
      ["2023-07-03 10:12:01.100000+00:00", "UTC", PARIS, "2023-07-03T10:12:01.100000+00:00"],
      ["2021-07-29 09:16:54+00", "Nowhere/Land", PARIS, "2021-07-29T11:16:54+02:00"],
      ["2021-07-29 09:16:54+00", null, PARIS, "2021-07-29T11:16:54+02:00"],
      ["2021-07-29 09:16:54+00", undefined, PARIS, "2021-07-29T11:16:54+02:00"],
      ["2021-07-29 09:16:54+00", null, { latitude: 0, longitude: -30 }, "2021-07-29T07:16:54-02:00"],
      // What no clock of ours shows.
      ["0001-12-31 09:00:00+00 BC", null, PARIS, "0000-12-31T09:00:00+00:00"],
      ["10000-01-01 14:59:59+00", null, NEW_YORK, "10000-01-01T14:59:59+00:00"],
      // The last moment of summer time, and the first after it.
      ["2021-10-31 00:59:59+00", "CEST", PARIS, "2021-10-31T02:59:59+02:00"],
      ["2021-10-31 01:00:00+00", "CEST", PARIS, "2021-10-31T02:00:00+01:00"],
    ] as const
  ) assert.equal(captureTimeInZone(text, zone, place), expected, `${text} ${zone}`);
});
