import assert from "node:assert/strict";
import { type Position, readPosition } from "../../../src/core/metadata/position.ts";
import type { TextKey } from "../../../src/core/metadata/texts.ts";
import { reading } from "./reading.ts";

function tags(group: string, latitude?: string, longitude?: string, latitudeRef?: string, longitudeRef?: string) {
  const all = {
    GPSLatitude: latitude,
    GPSLongitude: longitude,
    GPSLatitudeRef: latitudeRef,
    GPSLongitudeRef: longitudeRef,
  };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(given.map(([name, text]) => [`${group}.${name}`, text]));
}

function at(latitude: number, longitude: number): Position {
  return { latitude, longitude };
}

Deno.test("readPosition() reads coordinates as fractions and as numbers, in EXIF and in XMP", () => {
  const cases: [latitude: string, longitude: string, Position | undefined][] = [
    ["49/1 0/1 1885/76", "1/1 55/1 123020/13567", at(49.00688961988304, 1.9191854417991367)],
    ["48.0 30.5 0", "2 3 4", at(48.50833333333333, 2.051111111111111)],
    ["48.5", "2.5", at(48.5, 2.5)],
    ["4.85e1", "5/2", at(48.5, 2.5)],
    ["0/1 0/1 0/1", "2/1 0/1 0/1", at(0, 2)],
    ["0/1 0/1 0/1", "0/1 0/1 0/1", undefined],
    ["0", "2.5", undefined],
    ["48/0 30/1 0/1", "2/1 3/1 0/1", undefined],
    ["48/1 30/1", "2/1 3/1", undefined],
    ["48/1 30/1 0/1 0/1", "2/1 3/1 0/1 0/1", undefined],
    ["48.5", "2/1 30/1 0/1", undefined],
    ["48,5", "2,5", undefined],
    ["north", "east", undefined],
    ["nan", "inf", undefined],
    ["", "", undefined],
  ];
  for (const group of ["Exif.GPSInfo", "Xmp.exif"]) {
    for (const [latitude, longitude, expected] of cases) {
      const [position, warnings] = reading(tags(group, latitude, longitude, "N", "E"), readPosition);
      assert.deepEqual([position, warnings], [expected, []], `${group} ${latitude}, ${longitude}`);
    }
  }
});

Deno.test("readPosition() turns to the hemisphere the references name, and assumes one when they are missing", () => {
  const cases: [latitudeRef: string | undefined, longitudeRef: string | undefined, Position, TextKey[]][] = [
    ["S", "W", at(-48.5, -2.5), []],
    ["South", "West", at(-48.5, -2.5), []],
    ["N", "W", at(48.5, -2.5), []],
    [undefined, "W", at(48.5, -2.5), ["metadata.latitude_ref_missing"]],
    ["S", "", at(-48.5, 2.5), ["metadata.longitude_ref_missing"]],
    [undefined, undefined, at(48.5, 2.5), ["metadata.latitude_ref_missing", "metadata.longitude_ref_missing"]],
  ];
  for (const [latitudeRef, longitudeRef, ...expected] of cases) {
    const read = reading(tags("Exif.GPSInfo", "48.5", "2.5", latitudeRef, longitudeRef), readPosition);
    assert.deepEqual(read, expected, `${latitudeRef} ${longitudeRef}`);
  }
});

Deno.test("readPosition() reads coordinates that carry their hemisphere, as XMP writes them", () => {
  const cases: [latitude: string, longitude: string, Position | undefined][] = [
    ["48,30.5N", "2,30E", at(48.50833333333333, 2.5)],
    ["48,30,36S", "2,30,0W", at(-48.51, -2.5)],
    ["48,30E", "2,30N", undefined],
    ["48,30", "2,30", undefined],
  ];
  for (const [latitude, longitude, expected] of cases) {
    assert.deepEqual(reading(tags("Xmp.exif", latitude, longitude), readPosition), [expected, []], latitude);
  }
});

Deno.test("readPosition() refuses coordinates that are half broken or out of bounds", () => {
  const cases: [latitude: string, longitude: string, TextKey][] = [
    ["48/1 30/1 0/1", "5/2", "metadata.position_broken"],
    ["90/1 0/1 1/1", "2/1 0/1 0/1", "metadata.latitude_out_of_bounds"],
    ["-90.1", "2", "metadata.latitude_out_of_bounds"],
    ["45/1 0/1 0/1", "180/1 0/1 1/1", "metadata.longitude_out_of_bounds"],
  ];
  for (const [latitude, longitude, key] of cases) {
    assert.throws(() => reading(tags("Exif.GPSInfo", latitude, longitude), readPosition), { key }, latitude);
  }
});

Deno.test("readPosition() prefers EXIF to XMP to Mapillary", () => {
  const exif = tags("Exif.GPSInfo", "1", "1", "N", "E"), xmp = tags("Xmp.exif", "2", "2", "N", "E");
  const mapillary = { MAPLatitude: "3", MAPLongitude: "-3" };
  assert.deepEqual(reading({ ...mapillary, ...xmp, ...exif }, readPosition)[0], at(1, 1));
  assert.deepEqual(reading({ ...mapillary, ...xmp }, readPosition)[0], at(2, 2));
  assert.deepEqual(reading(mapillary, readPosition)[0], at(3, -3));
  assert.equal(reading({ MAPLatitude: "0", MAPLongitude: "0" }, readPosition)[0], undefined);
  assert.equal(reading({}, readPosition)[0], undefined);
});

Deno.test("readPosition() takes the letter of a hemisphere small or large, or its word", () => {
  const cases: [latitude: string, longitude: string][] = [["S", "W"], ["s", "w"], [" s", "w "], ["South", "west"]];
  for (const [latitude, longitude] of cases) {
    const tags = new Map([
      ["Exif.GPSInfo.GPSLatitude", "48/1 30/1 0/1"],
      ["Exif.GPSInfo.GPSLatitudeRef", latitude],
      ["Exif.GPSInfo.GPSLongitude", "2/1 30/1 0/1"],
      ["Exif.GPSInfo.GPSLongitudeRef", longitude],
    ]);
    assert.deepEqual(readPosition(tags, (key) => assert.fail(key)), { latitude: -48.5, longitude: -2.5 });
  }
});
