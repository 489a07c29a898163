import assert from "node:assert/strict";
import { sortPictures } from "../../../../src/features/uploads/dispatch/sort.ts";
import type { SortMethod } from "../../../../src/features/uploads/upload_set.ts";
import { ids, picture } from "./pictures.ts";

const named = (names: string[]) => names.map((fileName, index) => picture(String(index), { fileName, time: -index }));

const CASES: [SortMethod, string[], string[]][] = [
  ["filename-asc", ["010.jpg", "002.jpg", "312.jpg", "001.jpg", "011.jpg"], ["001", "002", "010", "011", "312"]],
  ["filename-asc", ["10.jpg", "9.jpg", "2.jpg"], ["2", "9", "10"]],
  ["filename-desc", ["10.jpg", "9.jpg", "2.jpg"], ["10", "9", "2"]],
  ["filename-asc", ["a10.jpg", "a9.jpg", "2.jpg"], ["2", "a10", "a9"]],
  ["filename-asc", ["b.x.jpg", "B.jpg", "a.jpg"], ["B", "a", "b.x"]],
  ["filename-asc", ["\u{1F4F7}.jpg", "\uFF21.jpg"], ["\uFF21", "\u{1F4F7}"]],
  ["filename-asc", ["18446744073709551617.jpg", "18446744073709551616.jpg"], [
    "18446744073709551616",
    "18446744073709551617",
  ]],
  ["time-asc", ["a.jpg", "b.jpg", "c.jpg"], ["c", "b", "a"]],
  ["time-desc", ["a.jpg", "b.jpg", "c.jpg"], ["a", "b", "c"]],
];

for (const [method, names, expected] of CASES) {
  Deno.test(`sortPictures() by ${method} orders ${names.join(" ")}`, () => {
    const sorted = sortPictures(named(names), method).map(({ fileName }) => fileName.replace(/\.jpg$/, ""));
    assert.deepEqual(sorted, expected);
  });
}

Deno.test("sortPictures() keeps the order of arrival of pictures taken at the same time", () => {
  assert.deepEqual(ids(sortPictures(["c", "a", "b"].map((id) => picture(id)), "time-asc")), ["c", "a", "b"]);
});
