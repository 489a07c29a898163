import assert from "node:assert/strict";
import { assignCollections } from "../../../../src/features/uploads/dispatch/assign.ts";
import { picture } from "./pictures.ts";

const group = (...sequences: (string | null)[]) => sequences.map((sequenceId, i) => picture(String(i), { sequenceId }));

const CASES: [string, (string | null)[][], (string | null)[]][] = [
  ["new pictures", [[null, null]], [null]],
  ["pictures dispatched before", [["a", "a"]], ["a"]],
  ["more pictures after the first ones", [["a", null]], ["a"]],
  ["a new picture in front", [[null, "a"]], [null]],
  ["a collection that falls apart", [["a"], ["a"]], ["a", null]],
  ["collections that are mixed again", [["a", "b"], ["a", "b"]], ["a", "b"]],
];

for (const [name, groups, expected] of CASES) {
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
