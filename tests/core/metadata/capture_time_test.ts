import assert from "node:assert/strict";
import { readCameraTime } from "../../../src/core/metadata/camera_time.ts";
import { readCaptureTime } from "../../../src/core/metadata/capture_time.ts";
import { readGpsTime } from "../../../src/core/metadata/gps_time.ts";
import type { Tags } from "../../../src/core/metadata/read_tags.ts";
import type { Warn } from "../../../src/core/metadata/metadata_warning.ts";
import type { TextKey } from "../../../src/core/metadata/texts.ts";
import { isoText } from "../../../src/core/metadata/zoned_time.ts";
import { reading } from "./reading.ts";

const PARIS = { latitude: 48.5, longitude: 2.5 };

function gpsTime(tags: Tags, warn: Warn): string | undefined {
  const time = readGpsTime(tags, undefined, warn);
  return time && isoText(time);
}

function cameraTime(tags: Tags, warn: Warn): string | undefined {
  const time = readCameraTime(tags, PARIS, "Europe/Paris", warn);
  return time && isoText(time);
}

Deno.test("readGpsTime() reads the forms GPS times come in", () => {
  const cases: [date: string, time: string, expected: string | undefined, warning?: TextKey][] = [
    ["2020:06:01", "9/1 16/1 54/1", "2020-06-01T09:16:54+00:00"],
    ["2020/06/01", "9 16 54", "2020-06-01T09:16:54+00:00"],
    ["20200601", "09:16:54", "2020-06-01T09:16:54+00:00"],
    ["2020-06-01", "09:16:54.1234567", "2020-06-01T09:16:54.123456+00:00"],
    ["2020:06:01", "9/1 16/1 54001/1000", "2020-06-01T09:16:54.001000+00:00"],
    ["2020:06:01", "9/1 16/1 1/3", "2020-06-01T09:16:00.333333+00:00"],
    ["2020:06:01", "0/1 0/1 0/1", "2020-06-01T00:00:00+00:00"],
    ["2020:06:01", "9/1 16/1 60/1", undefined, "metadata.gps_time_unrecognized"],
    ["2020:06:01", "24/1 0/1 0/1", undefined, "metadata.gps_time_unrecognized"],
    ["2020:13:01", "9/1 16/1 54/1", undefined, "metadata.gps_time_unrecognized"],
    ["0000:00:00", "0/1 0/1 0/1", undefined, "metadata.gps_time_unrecognized"],
    ["yesterday", "9/1 16/1 54/1", undefined, "metadata.gps_time_unrecognized"],
    ["2020:06:01", "0/0 0/0 0/0", undefined, "metadata.gps_time_format_unsupported"],
    ["2020:06:01", "9/1 16/1", undefined, "metadata.gps_time_format_unsupported"],
    ["2020:06:01", "noon", undefined, "metadata.gps_time_format_unsupported"],
    ["2020:06:01", "", undefined, "metadata.gps_time_format_unsupported"],
    ["", "9/1 16/1 54/1", undefined],
  ];
  for (const group of ["Exif.GPSInfo", "Xmp.exif"]) {
    for (const [date, time, expected, warning] of cases) {
      for (const name of ["GPSTimeStamp", "GPSDateTime"]) {
        const read = reading({ [`${group}.GPSDateStamp`]: date, [`${group}.${name}`]: time }, gpsTime);
        assert.deepEqual(read, [expected, warning ? [warning] : []], `${group} ${date} ${time}`);
      }
    }
  }
});

Deno.test("readGpsTime() reads Mapillary's time when there is no other", () => {
  const cases: [string, string | undefined, TextKey[]][] = [
    ["2020_06_01_10_11_12_345", "2020-06-01T10:11:12.345000+00:00", []],
    ["2020_6_1_1_1_1_5", "2020-06-01T01:01:01.005000+00:00", []],
    ["2020_06_01_10_11_12", undefined, ["metadata.mapillary_time_unrecognized"]],
    ["2020_06_01_10_11_12_1345", undefined, ["metadata.mapillary_time_unrecognized"]],
    ["bad", undefined, ["metadata.mapillary_time_unrecognized"]],
  ];
  for (const [text, ...expected] of cases) assert.deepEqual(reading({ MAPGpsTime: text }, gpsTime), expected, text);
});

Deno.test("readCameraTime() reads the forms camera times come in", () => {
  const cases: [text: string, expected: string | undefined][] = [
    ["2020:06:01 10:00:05", "2020-06-01T10:00:05+02:00"],
    ["2020-06-01T10:00:05", "2020-06-01T10:00:05+02:00"],
    ["2020:06:01  10:00", "2020-06-01T10:00:00+02:00"],
    ["2020:06:01 1:2:3", "2020-06-01T01:02:03+02:00"],
    ["2020:06:01 10:00:05.5", "2020-06-01T10:00:05.500000+02:00"],
    ["2020:06:01 10:00:05.1234567", "2020-06-01T10:00:05.123456+02:00"],
    ["2020-06-01T10:00:05.25+05:00", "2020-06-01T10:00:05.250000+05:00"],
    ["2020-06-01T10:00:05Z", "2020-06-01T10:00:05+00:00"],
    ["2020:12:01 10:00:05", "2020-12-01T10:00:05+01:00"],
    ["2003:08:27:00:09:15", "2003-08-27T00:09:15+02:00"],
    ["2003:08:27_00:09:15", "2003-08-27T00:09:15+02:00"],
    ["2003:08:27 11:16:42:123", "2003-08-27T11:16:42.123000+02:00"],
    ["2003/08/27 11:16:42", "2003-08-27T11:16:42+02:00"],
    ["2003-08-27 11:16:42,5 +0500", "2003-08-27T11:16:42.500000+05:00"],
    ["9999:12:31 23:59:59-14:00", undefined],
    ["2020:06:01 24:00:00", undefined],
    ["2020:06:01 23:59:60", undefined],
    ["2020:02:30 10:00:00", undefined],
    ["0000:00:00 00:00:00", undefined],
    ["    :  :     :  :  ", undefined],
    ["2020:06:01", undefined],
    ["2020:06:01 10", undefined],
    ["first of June", undefined],
  ];
  for (const [text, expected] of cases) {
    const read = reading({ "Exif.Photo.DateTimeOriginal": text }, cameraTime);
    assert.deepEqual(read, [expected, expected ? [] : ["metadata.camera_time_unrecognized"]], text);
  }
});

Deno.test("readCameraTime() adds sub-seconds, the larger where two are given", () => {
  const cases: [time: string, subSeconds: string, microseconds: string, TextKey[]][] = [
    ["10:00:00", "5", ".500000", []],
    ["10:00:00", "057946", ".057946", []],
    ["10:00:00", "1234567", ".123456", []],
    ["10:00:00", "120.0", ".120000", []],
    ["10:00:00", "00", "", []],
    ["10:00:00", "abc", "", []],
    ["10:00:00", "-5", "", []],
    ["10:00:00.25", "25", ".250000", []],
    ["10:00:00.25", "5", ".500000", ["metadata.microseconds_differ"]],
    ["10:00:00.25", "1", ".250000", ["metadata.microseconds_differ"]],
    ["10:00:00.25", "0", ".250000", []],
  ];
  for (const [time, subSeconds, microseconds, warnings] of cases) {
    const tags = { "Exif.Photo.DateTimeOriginal": `2020:06:01 ${time}`, "Exif.Photo.SubSecTimeOriginal": subSeconds };
    assert.deepEqual(reading(tags, cameraTime), [`2020-06-01T10:00:00${microseconds}+02:00`, warnings], subSeconds);
  }
});

Deno.test("readCameraTime() uses the offset beside the time, else the zone of the place, else UTC", () => {
  const cases: [offset: string, expected: string][] = [
    ["-05:30", "-05:30"],
    ["+0200", "+02:00"],
    ["+03", "+03:00"],
    ["+03:00:00", "+03:00"],
    ["Z", "+00:00"],
    ["   :  ", "+02:00"],
    ["", "+02:00"],
    ["UTC", "+02:00"],
    ["+24:00", "+02:00"],
  ];
  for (const [offset, expected] of cases) {
    const tags = { "Exif.Photo.DateTimeOriginal": "2020:06:01 10:00:00", "Exif.Photo.OffsetTimeOriginal": offset };
    assert.deepEqual(reading(tags, cameraTime), [`2020-06-01T10:00:00${expected}`, []], offset);
  }
  const tags = { "Exif.Photo.DateTimeOriginal": "2020:06:01 10:00:00" };
  const placeless = reading(tags, (tags, warn) => readCameraTime(tags, undefined, undefined, warn));
  assert.deepEqual([placeless[0]?.zone, placeless[1]], ["UTC", ["metadata.zone_unknown_without_position"]]);
  const zoneless = reading(tags, (tags, warn) => readCameraTime(tags, PARIS, undefined, warn));
  assert.deepEqual([zoneless[0]?.zone, zoneless[1]], ["UTC", ["metadata.zone_unknown"]]);
});

Deno.test("readCameraTime() tries its sources in order, each with its own sub-seconds and offset", () => {
  const sources: [date: string, fraction: string, offset: string][] = [
    ["Exif.Photo.DateTimeOriginal", "Exif.Photo.SubSecTimeOriginal", "Exif.Photo.OffsetTimeOriginal"],
    ["Exif.Image.DateTimeOriginal", "Exif.Image.SubSecTimeOriginal", "Exif.Image.OffsetTimeOriginal"],
    ["Exif.Image.DateTime", "Exif.Image.SubSecTimeOriginal", "Exif.Image.OffsetTime"],
    ["Xmp.GPano.SourceImageCreateTime", "Xmp.GPano.SubSecTimeOriginal", "Xmp.GPano.OffsetTime"],
    ["Xmp.exif.DateTimeOriginal", "Xmp.exif.SubsecTimeOriginal", "Xmp.exif.OffsetTimeOriginal"],
  ];
  sources.forEach(([date, fraction, offset], index) => {
    const broken = Object.fromEntries(sources.slice(0, index).map(([date]) => [date, "broken"]));
    const later = Object.fromEntries(sources.slice(index + 1).map(([date]) => [date, "2000:01:01 00:00:00"]));
    const tags = { ...broken, ...later, [date]: "2020:06:01 10:00:00", [fraction]: "25", [offset]: "+05:00" };
    const [time, warnings] = reading(tags, cameraTime);
    assert.equal(time, "2020-06-01T10:00:00.250000+05:00", date);
    assert.deepEqual(warnings, Array(index).fill("metadata.camera_time_unrecognized"), date);
  });
});

Deno.test("readCaptureTime() trusts GPS, unless only the camera tells parts of seconds", () => {
  const gps = { "Exif.GPSInfo.GPSDateStamp": "2020:06:01", "Exif.GPSInfo.GPSTimeStamp": "8/1 0/1 0/1" };
  const fineGps = { ...gps, "Exif.GPSInfo.GPSTimeStamp": "8/1 0/1 1/2" };
  const camera = { "Exif.Photo.DateTimeOriginal": "2020:06:01 09:00:00" };
  const fineCamera = { ...camera, "Exif.Photo.SubSecTimeOriginal": "5" };
  const cases: [string, Record<string, string>, string | undefined][] = [
    ["neither", {}, undefined],
    ["GPS", gps, "2020-06-01T10:00:00+02:00"],
    ["camera", camera, "2020-06-01T09:00:00+02:00"],
    ["both", { ...gps, ...camera }, "2020-06-01T10:00:00+02:00"],
    [
      "camera with parts of seconds that are zero",
      { ...gps, ...camera, "Exif.Photo.SubSecTimeOriginal": "0" },
      "2020-06-01T09:00:00+02:00",
    ],
    [
      "camera with blank parts of seconds",
      { ...gps, ...camera, "Exif.Photo.SubSecTimeOriginal": "  " },
      "2020-06-01T10:00:00+02:00",
    ],
    ["finer camera", { ...gps, ...fineCamera }, "2020-06-01T09:00:00.500000+02:00"],
    ["finer GPS", { ...fineGps, ...camera }, "2020-06-01T10:00:00.500000+02:00"],
    ["both fine", { ...fineGps, ...fineCamera }, "2020-06-01T10:00:00.500000+02:00"],
  ];
  for (const [name, tags, expected] of cases) {
    const [time] = reading(tags, (tags, warn) => readCaptureTime(tags, PARIS, warn));
    assert.equal(time && isoText(time.chosen), expected, name);
  }
});

Deno.test("readCaptureTime() takes a GPS date only when the camera's clock may be wrong", () => {
  const gps = (date: string, hour = 12) => ({
    "Exif.GPSInfo.GPSDateStamp": date,
    "Exif.GPSInfo.GPSTimeStamp": `${hour}/1 23/1 10/1`,
  });
  const camera = (date: string) => ({ "Exif.Photo.DateTimeOriginal": `${date} 14:23:11` });
  const cases: [string, Record<string, string>, string, TextKey[]][] = [
    ["1024 weeks", { ...gps("2003:01:25"), ...camera("2022:09:10") }, "2022-09-10T14:23:10+02:00", [
      "metadata.gps_week_rollover",
    ]],
    ["2048 weeks", { ...gps("1983:06:11"), ...camera("2022:09:10") }, "2022-09-10T14:23:10+02:00", [
      "metadata.gps_week_rollover",
    ]],
    ["1024 weeks and a day", { ...gps("2003:01:23"), ...camera("2022:09:10") }, "2022-09-10T14:23:11+02:00", [
      "metadata.gps_date_implausible",
    ]],
    ["1024 weeks in the future", { ...gps("2042:04:26"), ...camera("2022:09:10") }, "2022-09-10T14:23:11+02:00", [
      "metadata.gps_date_implausible",
    ]],
    ["an old fix", { ...gps("2022:09:07"), ...camera("2022:09:10") }, "2022-09-10T14:23:11+02:00", [
      "metadata.gps_date_implausible",
    ]],
    ["an hour", { ...gps("2022:09:10", 11), ...camera("2022:09:10") }, "2022-09-10T13:23:10+02:00", []],
    ["less than a day", { ...gps("2022:09:09", 13), ...camera("2022:09:10") }, "2022-09-09T15:23:10+02:00", []],
    ["a clock that was reset", { ...gps("2022:09:10"), ...camera("2016:01:01") }, "2022-09-10T14:23:10+02:00", []],
    ["a clock of 1970", { ...gps("2022:09:10"), ...camera("1970:03:04") }, "2022-09-10T14:23:10+02:00", []],
    ["a clock in the future", { ...gps("2022:09:10"), ...camera("2032:09:10") }, "2022-09-10T14:23:10+02:00", []],
  ];
  const now = Date.parse("2026-01-01T00:00:00Z");
  for (const [name, tags, ...expected] of cases) {
    const [time, warnings] = reading(tags, (tags, warn) => readCaptureTime(tags, PARIS, warn, now));
    assert.deepEqual([time && isoText(time.chosen), warnings], expected, name);
    assert.equal(time?.gps === undefined, warnings.includes("metadata.gps_date_implausible"), name);
  }
});

Deno.test("readCaptureTime() asks GPS which of the hours that come twice is meant", () => {
  const camera = { "Exif.Photo.DateTimeOriginal": "2020:10:25 02:30:00", "Exif.Photo.SubSecTimeOriginal": "5" };
  const gps = (hour: number) => ({
    "Exif.GPSInfo.GPSDateStamp": "2020:10:25",
    "Exif.GPSInfo.GPSTimeStamp": `${hour}/1 30/1 0/1`,
  });
  const cases: [Record<string, string>, string][] = [
    [camera, "2020-10-25T02:30:00.500000+01:00"],
    [{ ...camera, ...gps(0) }, "2020-10-25T02:30:00.500000+02:00"],
    [{ ...camera, ...gps(1) }, "2020-10-25T02:30:00.500000+01:00"],
  ];
  for (const [tags, expected] of cases) {
    const [time] = reading(tags, (tags, warn) => readCaptureTime(tags, PARIS, warn));
    assert.equal(time && isoText(time.chosen), expected);
  }
});

Deno.test("readCaptureTime() knows the clocks of the world, summer and winter, north and south", () => {
  const cases: [city: string, latitude: number, longitude: number, january: string, july: string][] = [
    ["London", 51.5, -0.12, "+00:00", "+01:00"],
    ["Dublin", 53.35, -6.26, "+00:00", "+01:00"],
    ["Lisbon", 38.72, -9.14, "+00:00", "+01:00"],
    ["Paris", 48.86, 2.35, "+01:00", "+02:00"],
    ["Athens", 37.98, 23.73, "+02:00", "+03:00"],
    ["Istanbul", 41.01, 28.98, "+03:00", "+03:00"],
    ["Moscow", 55.75, 37.62, "+03:00", "+03:00"],
    ["Karachi", 24.86, 67.01, "+05:00", "+05:00"],
    ["Delhi", 28.61, 77.21, "+05:30", "+05:30"],
    ["Kathmandu", 27.72, 85.32, "+05:45", "+05:45"],
    ["Beijing", 39.9, 116.4, "+08:00", "+08:00"],
    ["Tokyo", 35.68, 139.69, "+09:00", "+09:00"],
    ["Adelaide", -34.93, 138.6, "+10:30", "+09:30"],
    ["Sydney", -33.87, 151.21, "+11:00", "+10:00"],
    ["Lord Howe", -31.55, 159.08, "+11:00", "+10:30"],
    ["Auckland", -36.85, 174.76, "+13:00", "+12:00"],
    ["Chatham", -43.95, -176.56, "+13:45", "+12:45"],
    ["Apia", -13.83, -171.77, "+13:00", "+13:00"],
    ["Pago Pago", -14.278, -170.703, "-11:00", "-11:00"],
    ["Honolulu", 21.31, -157.86, "-10:00", "-10:00"],
    ["Anchorage", 61.22, -149.9, "-09:00", "-08:00"],
    ["Los Angeles", 34.05, -118.24, "-08:00", "-07:00"],
    ["Phoenix", 33.45, -112.07, "-07:00", "-07:00"],
    ["New York", 40.71, -74.01, "-05:00", "-04:00"],
    ["Pointe-à-Pitre", 16.24, -61.53, "-04:00", "-04:00"],
    ["Saint-Pierre", 46.779, -56.177, "-03:00", "-02:00"],
    ["St John's", 47.56, -52.71, "-03:30", "-02:30"],
    ["Asunción", -25.28, -57.63, "-03:00", "-04:00"],
    ["Santiago", -33.45, -70.67, "-03:00", "-04:00"],
    ["São Paulo", -23.55, -46.63, "-03:00", "-03:00"],
    ["Windhoek", -22.56, 17.08, "+02:00", "+02:00"],
    ["Cairo", 30.04, 31.24, "+02:00", "+03:00"],
    ["Casablanca", 33.57, -7.59, "+01:00", "+01:00"],
    ["Jayapura", -2.534, 140.718, "+09:00", "+09:00"],
    ["Ayvalık", 39.319, 26.693, "+03:00", "+03:00"],
    ["Sarandë", 39.875, 20.005, "+01:00", "+02:00"],
    ["North Cape", 71.17, 25.78, "+01:00", "+02:00"],
  ];
  for (const [city, latitude, longitude, january, july] of cases) {
    for (const [month, offset] of [["01", january], ["07", july]]) {
      const tags = new Map([["Exif.Photo.DateTimeOriginal", `2024:${month}:15 12:00:00`]]);
      const time = readCaptureTime(tags, { latitude, longitude }, (key) => assert.fail(key));
      assert.equal(time && isoText(time.chosen), `2024-${month}-15T12:00:00${offset}`, city);
    }
  }
});
