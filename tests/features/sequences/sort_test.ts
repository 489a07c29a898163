import assert from "node:assert/strict";
import { type SequenceSort, sortPictures } from "../../../src/features/sequences/sort.ts";
import type { PictureToSort } from "../../../src/features/sequences/queries.ts";

function picture(id: string, values: Partial<PictureToSort>): PictureToSort {
  return { id, fileName: null, gpsTime: null, cameraTime: null, exif: null, ...values };
}

function order(pictures: PictureToSort[], sort: SequenceSort): string {
  return sortPictures(pictures, sort).map(({ id }) => id).join("");
}

Deno.test("sortPictures() sorts by instants, whatever their offsets, to the microsecond", () => {
  const pictures = [
    picture("c", { gpsTime: "2024-01-01T12:00:01.000001+02:00", cameraTime: "2024-01-01T10:00:00+00:00" }),
    picture("a", { gpsTime: "2024-01-01T10:00:00.9+00:00", cameraTime: "2024-01-01T10:00:00+00:00" }),
    picture("b", { gpsTime: "2024-01-01T10:00:01+00:00", cameraTime: "2024-01-01T09:00:00+00:00" }),
  ];
  assert.equal(order(pictures, "+gpsdate"), "abc");
  assert.equal(order(pictures, "-gpsdate"), "cba");
  assert.equal(order(pictures, "+filedate"), "bca", "equals keep their order");
  assert.equal(order(pictures, "-filedate"), "cab", "equals keep their order");
});

Deno.test("sortPictures() sorts file names as numbers when all are", () => {
  const named = (...names: string[]) => names.map((fileName) => picture(`${fileName} `, { fileName }));
  assert.equal(order(named("10.jpg", "9.jpg"), "+filename"), "9.jpg 10.jpg ");
  assert.equal(order(named("10.jpg", "9.jpg", "a.jpg"), "+filename"), "10.jpg 9.jpg a.jpg ");
});

Deno.test("sortPictures() falls back to the tags", () => {
  const pictures = [
    picture("b", { exif: { "Exif.GPSInfo.GPSDateStamp": "2024:01:01", "Exif.GPSInfo.GPSTimeStamp": "10/1 0/1 2/1" } }),
    picture("a", { gpsTime: "2024-01-01T10:00:01+00:00" }),
  ];
  assert.equal(order(pictures, "+gpsdate"), "ab");
});

Deno.test("sortPictures() refuses when a picture lacks what to sort by", () => {
  const pictures = [picture("a", { gpsTime: "2024-01-01T10:00:01+00:00" }), picture("b", {})];
  assert.throws(() => sortPictures(pictures, "+gpsdate"), { status: 422 });
  assert.throws(() => sortPictures(pictures, "-filename"), { status: 422 });
  assert.deepEqual(sortPictures([], "+gpsdate"), []);
});
