import assert from "node:assert/strict";
import { readDeviations } from "../../scripts/conformance/deviations.ts";
import type { TestOutcome } from "../../scripts/conformance/harness.ts";
import { judge } from "../../scripts/conformance/judgement.ts";

const PASSED: TestOutcome = { outcome: "passed", message: "" };
const FAILED: TestOutcome = { outcome: "failed", message: "assert 404 == 200" };
const SKIPPED: TestOutcome = { outcome: "skipped", message: "" };

Deno.test("readDeviations() finds the tests that the page names", async () => {
  const page = await Deno.readTextFile(new URL("../../docs/compatibility.md", import.meta.url));
  const deviations = readDeviations(page);
  assert(deviations.size > 0);
  for (const test of deviations) assert.match(test, /^tests\/[\w/]+\.py::test_/);
});

Deno.test("readDeviations() refuses a page without them", () => {
  assert.throws(() => readDeviations("| `tests/a.py::test_b` | 102 | 202 |\n"), /no section/);
});

Deno.test("judge() counts what passes, and what fails on purpose", () => {
  const outcomes = new Map([["a", PASSED], ["b", FAILED], ["c", SKIPPED]]);
  assert.deepEqual(judge(outcomes, new Set(["b"]), { isWhole: true }), { passed: 2, faults: [] });
});

Deno.test("judge() blames other failures, deviations that pass, and unknown ones when all was run", () => {
  const outcomes = new Map([["a", PASSED], ["b", FAILED]]);
  const deviations = new Set(["a", "z"]);
  assert.deepEqual(judge(outcomes, deviations, { isWhole: false }), {
    passed: 0,
    faults: ["a passes, and is listed as a deviation", "b: assert 404 == 200"],
  });
  assert.deepEqual(
    judge(outcomes, deviations, { isWhole: true }).faults.at(-1),
    "z is listed as a deviation, and unknown",
  );
});
