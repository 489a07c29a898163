import assert from "node:assert/strict";
import { assignCollections, sortPictures, splitPictures } from "../../../../src/features/uploads/dispatch/plan.ts";
import type { SortMethod } from "../../../../src/features/uploads/upload_set.ts";
import { ids, METRE, picture } from "./pictures.ts";

const named = (names: string[]) => names.map((fileName, index) => picture(String(index), { fileName, time: -index }));

const SORTED: [SortMethod, string[], string[]][] = [
  ["filename-asc", ["010.jpg", "002.jpg", "312.jpg", "001.jpg", "011.jpg"], ["001", "002", "010", "011", "312"]],
  ["filename-asc", ["10.jpg", "9.jpg", "2.jpg"], ["2", "9", "10"]],
  ["filename-desc", ["10.jpg", "9.jpg", "2.jpg"], ["10", "9", "2"]],
  ["filename-asc", ["a10.jpg", "a9.jpg", "2.jpg"], ["2", "a9", "a10"]],
  ["filename-asc", ["frame_12.jpg", "frame_1.jpg", "frame_10.jpg", "frame_2.jpg"], [
    "frame_1",
    "frame_2",
    "frame_10",
    "frame_12",
  ]],
  ["filename-asc", ["5.jpg", "-3.jpg", "+4.jpg"], ["-3", "+4", "5"]],
  ["filename-asc", ["a01.jpg", "a1.jpg", "a001.jpg"], ["a001", "a01", "a1"]],
  ["filename-asc", ["b.x.jpg", "B.jpg", "a.jpg"], ["B", "a", "b.x"]],
  ["filename-asc", ["\u{1F4F7}.jpg", "\uFF21.jpg"], ["\uFF21", "\u{1F4F7}"]],
  ["filename-asc", ["18446744073709551617.jpg", "18446744073709551616.jpg"], [
    "18446744073709551616",
    "18446744073709551617",
  ]],
  ["time-asc", ["a.jpg", "b.jpg", "c.jpg"], ["c", "b", "a"]],
  ["time-desc", ["a.jpg", "b.jpg", "c.jpg"], ["a", "b", "c"]],
];

for (const [method, names, expected] of SORTED) {
  Deno.test(`sortPictures() by ${method} orders ${names.join(" ")}`, () => {
    const sorted = sortPictures(named(names), method).map(({ fileName }) => fileName.replace(/\.jpg$/, ""));
    assert.deepEqual(sorted, expected);
  });
}

Deno.test("sortPictures() orders pictures of one moment by the names of their files, however they arrived", () => {
  const burst = ["p10", "p9", "p1", "p100"].map((id) => picture(id));
  for (const arrived of [burst, burst.toReversed()]) {
    assert.deepEqual(ids(sortPictures(arrived, "time-asc")), ["p1", "p9", "p10", "p100"]);
    assert.deepEqual(ids(sortPictures(arrived, "time-desc")), ["p100", "p10", "p9", "p1"]);
  }
});

const limits = { distance: 100, time: 300 };

Deno.test("splitPictures() cuts where neighbours are too far apart in space", () => {
  const pictures = [0, 99, 200, 299].map((metres, i) => picture(`p${i}`, { latitude: 48 + metres * METRE }));
  assert.deepEqual(splitPictures(pictures, limits).map(ids), [["p0", "p1"], ["p2", "p3"]]);
});

Deno.test("splitPictures() cuts where neighbours are more than the limit apart in time, in both directions", () => {
  const pictures = [0, 300, 601, 0].map((time, i) => picture(`p${i}`, { time }));
  assert.deepEqual(splitPictures(pictures, limits).map(ids), [["p0", "p1"], ["p2"], ["p3"]]);
});

Deno.test("splitPictures() makes one group without limits, and none without pictures", () => {
  const far = [picture("a"), picture("b", { latitude: 0, time: 1e9 })];
  assert.deepEqual(splitPictures(far, null).map(ids), [["a", "b"]]);
  assert.deepEqual(splitPictures([], limits), []);
});

const group = (...sequences: (string | null)[]) => sequences.map((sequenceId, i) => picture(String(i), { sequenceId }));

const ASSIGNED: [string, (string | null)[][], (string | null)[]][] = [
  ["new pictures", [[null, null]], [null]],
  ["pictures dispatched before", [["a", "a"]], ["a"]],
  ["more pictures after the first ones", [["a", null]], ["a"]],
  ["a new picture in front", [[null, "a"]], [null]],
  ["a collection that falls apart", [["a"], ["a"]], ["a", null]],
  ["collections that are mixed again", [["a", "b"], ["a", "b"]], ["a", "b"]],
];

for (const [name, groups, expected] of ASSIGNED) {
  Deno.test(`assignCollections() with ${name}`, () => {
    const plans = assignCollections(groups.map((sequences) => group(...sequences)), "Tour");
    assert.deepEqual(plans.map(({ sequenceId }) => sequenceId), expected);
  });
}

Deno.test("assignCollections() numbers the titles only when there are several", () => {
  assert.deepEqual(assignCollections([group(null)], "Tour").map(({ title }) => title), ["Tour"]);
  assert.deepEqual(assignCollections([group(null), group(null)], "Tour").map(({ title }) => title), [
    "Tour-1",
    "Tour-2",
  ]);
});
