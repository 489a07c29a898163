import assert from "node:assert/strict";
import { parsePythonJson } from "../../../../src/features/syncapi/sync/python_json.ts";

Deno.test("parsePythonJson() reads bare constants as null, but not inside strings", () => {
  assert.deepEqual(
    parsePythonJson('{"a": NaN, "b": [Infinity, -Infinity, 1.5], "NaN": "NaN \\" -Infinity", "c": "é \\u00e9"}'),
    { a: null, b: [null, null, 1.5], NaN: 'NaN " -Infinity', c: "é é" },
  );
});

Deno.test("parsePythonJson() drops what PostgreSQL cannot store", () => {
  assert.deepEqual(parsePythonJson('{"a\\u0000b": "x\\u0000y", "c": "\\ud83d", "d": "\\ud83d\\ude00", "e": 1e999}'), {
    ab: "xy",
    c: "\ufffd",
    d: "😀",
    e: null,
  });
});

Deno.test("parsePythonJson() refuses invalid JSON", () => {
  for (const text of ["", "{", "{'a': 1}", "undefined", '{"a": Nan}', "NaNNaN"]) {
    assert.throws(() => parsePythonJson(text), SyntaxError, text);
  }
});
