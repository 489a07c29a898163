import assert from "node:assert/strict";
import { zoneAt } from "../../../src/core/metadata/mod.ts";
import { atOffset, fromUtc, inZone, isoText, isPossible } from "../../../src/core/metadata/zoned_time.ts";

/** `2020-06-01 10:00:00` with microseconds. */
function wall(text: string, microsecond = 0) {
  const [year = NaN, month = NaN, day = NaN, hour = NaN, minute = NaN, second = NaN] = text.split(/[-: ]/).map(Number);
  return { year, month, day, hour, minute, second, microsecond };
}

Deno.test("zoneAt() knows the zones of the world", () => {
  assert.equal(zoneAt({ latitude: 48.85, longitude: 2.35 }), "Europe/Paris");
  assert.equal(zoneAt({ latitude: -33.9, longitude: 151.2 }), "Australia/Sydney");
  for (const corner of [{ latitude: 90, longitude: 180 }, { latitude: -90, longitude: -180 }]) assert(zoneAt(corner));
});

Deno.test("inZone() finds the offset and its name", () => {
  const cases: [zone: string, time: string, expected: string, name: string][] = [
    ["Europe/Paris", "2020-06-01 10:00:00", "2020-06-01T10:00:00+02:00", "CEST"],
    ["Europe/Paris", "2020-12-01 10:00:00", "2020-12-01T10:00:00+01:00", "CET"],
    ["Europe/London", "2020-06-01 10:00:00", "2020-06-01T10:00:00+01:00", "BST"],
    ["America/New_York", "2020-12-01 10:00:00", "2020-12-01T10:00:00-05:00", "EST"],
    ["Asia/Tokyo", "2020-06-01 10:00:00", "2020-06-01T10:00:00+09:00", "JST"],
    ["Asia/Kathmandu", "2020-06-01 10:00:00", "2020-06-01T10:00:00+05:45", "+0545"],
    ["America/Sao_Paulo", "2020-06-01 10:00:00", "2020-06-01T10:00:00-03:00", "-03"],
    ["Etc/GMT+5", "2020-06-01 10:00:00", "2020-06-01T10:00:00-05:00", "-05"],
    ["Etc/UTC", "2020-06-01 10:00:00", "2020-06-01T10:00:00+00:00", "UTC"],
  ];
  for (const [zone, time, expected, name] of cases) {
    const zoned = inZone(wall(time), zone);
    assert.deepEqual([isoText(zoned), zoned.zone], [expected, name], `${zone} ${time}`);
  }
});

Deno.test("inZone() takes standard time for hours that come twice or never", () => {
  const cases: [zone: string, time: string, expected: string, name: string][] = [
    ["Europe/Paris", "2020-10-25 02:30:00", "2020-10-25T02:30:00+01:00", "CET"],
    ["Europe/Paris", "2020-10-25 01:59:59", "2020-10-25T01:59:59+02:00", "CEST"],
    ["Europe/Paris", "2020-03-29 02:30:00", "2020-03-29T02:30:00+01:00", "CET"],
    ["Europe/Paris", "2020-03-29 03:00:00", "2020-03-29T03:00:00+02:00", "CEST"],
    ["Australia/Sydney", "2020-04-05 02:30:00", "2020-04-05T02:30:00+10:00", "AEST"],
    ["America/New_York", "2020-11-01 01:30:00", "2020-11-01T01:30:00-05:00", "EST"],
    ["Europe/Dublin", "2020-10-25 01:30:00", "2020-10-25T01:30:00+00:00", "GMT"],
  ];
  for (const [zone, time, expected, name] of cases) {
    const zoned = inZone(wall(time), zone);
    assert.deepEqual([isoText(zoned), zoned.zone], [expected, name], `${zone} ${time}`);
  }
});

Deno.test("fromUtc() shows UTC in a zone, across days and years, microseconds kept", () => {
  const zoned = fromUtc(wall("2019-12-31 23:30:00", 123_456), "Europe/Paris");
  assert.deepEqual([isoText(zoned), zoned.zone], ["2020-01-01T00:30:00.123456+01:00", "CET"]);
  const utc = fromUtc(wall("2020-06-01 10:00:00"), undefined);
  assert.deepEqual([isoText(utc), utc.zone], ["2020-06-01T10:00:00+00:00", "UTC"]);
});

Deno.test("atOffset() names the offset", () => {
  const names = [0, 7200, -19_800].map((offset) => atOffset(wall("2020-06-01 10:00:00"), offset).zone);
  assert.deepEqual(names, ["UTC", "UTC+02:00", "UTC-05:30"]);
});

Deno.test("isoText() shows microseconds when there are some", () => {
  assert.equal(isoText(atOffset(wall("0999-01-02 03:04:05", 1), -1800)), "0999-01-02T03:04:05.000001-00:30");
});

Deno.test("isPossible() refuses what no calendar and no clock shows", () => {
  for (const time of ["2020-02-29 00:00:00", "0002-01-01 23:59:59", "9999-12-31 23:59:59"]) {
    assert(isPossible(wall(time)));
  }
  const impossible = [
    ...[
      "2019-02-29 00:00:00",
      "2020-13-01 00:00:00",
      "2020-00-01 00:00:00",
      "2020-06-31 00:00:00",
      "0001-01-01 00:00:00",
    ],
    ...[
      "2020-06-01 24:00:00",
      "2020-06-01 23:60:00",
      "2020-06-01 23:59:60",
      "NaN-01-01 00:00:00",
      "2020-06-01 10:00:NaN",
    ],
  ];
  for (const time of impossible) assert.equal(isPossible(wall(time)), false, time);
  assert.equal(isPossible(wall("2020-06-01 10:00:00", 1e6)), false);
});
