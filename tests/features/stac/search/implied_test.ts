import assert from "node:assert/strict";
import { parseFilter } from "../../../../src/features/stac/cql2/parse.ts";
import {
  commonCollections,
  impliedCollections,
  impliedPictures,
} from "../../../../src/features/stac/search/implied.ts";

Deno.test("impliedCollections() finds those that a filter names", () => {
  for (
    const [filter, expected] of [
      ["collection = 'A'", ["a"]],
      ["properties.collection IN ('a', 'B', 'b')", ["a", "b"]],
      ["datetime > '2021-01-01' AND collection = 'a'", ["a"]],
      ["collection = 'a' AND collection IN ('a', 'b')", ["a"]],
      ["collection = 'a' AND collection = 'b'", []],
      ["collection = 'a' OR collection = 'b'", ["a", "b"]],
      ["collection = 'a' OR id = 'x'", undefined],
      ["collection <> 'a'", undefined],
      ["collection NOT IN ('a')", undefined],
      ["NOT collection = 'a'", undefined],
      ["collection IS NOT NULL", undefined],
      ["TRUE", undefined],
    ] as [string, string[] | undefined][]
  ) assert.deepEqual(impliedCollections(parseFilter(filter)), expected, filter);
});

Deno.test("commonCollections() takes undefined for all of them", () => {
  assert.equal(commonCollections(undefined, undefined), undefined);
  assert.deepEqual(commonCollections(["a"], undefined), ["a"]);
  assert.deepEqual(commonCollections(undefined, ["a"]), ["a"]);
  assert.deepEqual(commonCollections(["a", "b"], ["b", "c"]), ["b"]);
});

Deno.test("impliedPictures() knows where ids are enough to find what matches", () => {
  for (
    const [filter, expected] of [
      ["id = 'a'", true],
      ["id IN ('a', 'b') OR collection = 'c'", true],
      ["datetime > '2021-01-01' AND properties.id = 'a'", true],
      ["id = 'a' OR datetime > '2021-01-01'", false],
      ["id <> 'a'", false],
      ["NOT id = 'a'", false],
      ["datetime > '2021-01-01'", false],
    ] as [string, boolean][]
  ) assert.equal(impliedPictures(parseFilter(filter)) !== undefined, expected, filter);
});
