import assert from "node:assert/strict";
import { type SequenceSort, sortPictures } from "../../../src/features/sequences/sort.ts";
import type { PictureToSortRow } from "../../../src/features/sequences/queries.ts";

function picture(id: string, values: Partial<PictureToSortRow>): PictureToSortRow {
  return { id, file_name: null, gps_time: null, camera_time: null, exif: null, ...values };
}

function order(pictures: PictureToSortRow[], sort: SequenceSort): string {
  return sortPictures(pictures, sort).map(({ id }) => id).join("");
}

Deno.test("sortPictures() sorts by instants, whatever their offsets, to the microsecond", () => {
  const pictures = [
    picture("c", { gps_time: "2024-01-01T12:00:01.000001+02:00", camera_time: "2024-01-01T10:00:00+00:00" }),
    picture("a", { gps_time: "2024-01-01T10:00:00.9+00:00", camera_time: "2024-01-01T10:00:00+00:00" }),
    picture("b", { gps_time: "2024-01-01T10:00:01+00:00", camera_time: "2024-01-01T09:00:00+00:00" }),
  ];
  assert.equal(order(pictures, "+gpsdate"), "abc");
  assert.equal(order(pictures, "-gpsdate"), "cba");
  assert.equal(order(pictures, "+filedate"), "bca", "equals keep their order");
  assert.equal(order(pictures, "-filedate"), "cab", "equals keep their order");
});

Deno.test("sortPictures() orders pictures of one moment by the names of their files", () => {
  const gps_time = "2024-01-01T10:00:00+00:00";
  const pictures = ["p10", "p9", "p1"].map((id) => picture(`${id} `, { file_name: `${id}.jpg`, gps_time }));
  assert.equal(order(pictures, "+gpsdate"), "p1 p9 p10 ");
  assert.equal(order(pictures, "-gpsdate"), "p10 p9 p1 ");
});

Deno.test("sortPictures() sorts file names by the numbers in them", () => {
  const named = (...names: string[]) => names.map((name) => picture(`${name} `, { file_name: name }));
  assert.equal(order(named("10.jpg", "9.jpg"), "+filename"), "9.jpg 10.jpg ");
  assert.equal(order(named("10.jpg", "9.jpg", "a.jpg"), "+filename"), "9.jpg 10.jpg a.jpg ");
});

Deno.test("sortPictures() falls back to the tags", () => {
  const pictures = [
    picture("b", { exif: { "Exif.GPSInfo.GPSDateStamp": "2024:01:01", "Exif.GPSInfo.GPSTimeStamp": "10/1 0/1 2/1" } }),
    picture("a", { gps_time: "2024-01-01T10:00:01+00:00" }),
  ];
  assert.equal(order(pictures, "+gpsdate"), "ab");
});

Deno.test("sortPictures() refuses when a picture lacks what to sort by", () => {
  const pictures = [picture("a", { gps_time: "2024-01-01T10:00:01+00:00" }), picture("b", {})];
  assert.throws(() => sortPictures(pictures, "+gpsdate"), { status: 422 });
  assert.throws(() => sortPictures(pictures, "-filename"), { status: 422 });
  assert.deepEqual(sortPictures([], "+gpsdate"), []);
});
