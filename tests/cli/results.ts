/** What commands print with `--json`. */
import assert from "node:assert/strict";

/** The names in each result, sorted. @throws AssertionError when there is none, or a line that is no JSON */
export function keysOfResults(stdout: string): string[][] {
  const lines = stdout.split("\n");
  assert.equal(lines.pop(), "", "the last line has an end");
  assert.notEqual(lines.length, 0, "there is a result");
  return lines.map((line) => Object.keys(JSON.parse(line)).sort());
}
