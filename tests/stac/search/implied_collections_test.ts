import assert from "node:assert/strict";
import { parseFilter } from "../../../src/stac/cql2/parse.ts";
import { commonCollections, impliedCollections } from "../../../src/stac/search/implied_collections.ts";

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
