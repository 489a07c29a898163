import assert from "node:assert/strict";
import { readIdentifiers } from "../../../../src/features/stac/parameters/identifiers.ts";

const A = "5b0e6b3e-2c1a-4a54-9a53-2f8a1c0d9e10", B = "7d1c9a52-40d8-4d3a-9a35-0f6f0e0c1b77";

Deno.test("readIdentifiers() takes every form of a list", () => {
  for (
    const given of [
      `["${A}","${B}"]`,
      `['${A}', '${B}']`,
      `[${A},${B}]`,
      `${A},${B}`,
      `${A.toUpperCase()}, ${B}`,
      `${A},${B},${A}`,
      [A, B],
    ]
  ) assert.deepEqual(readIdentifiers("ids", given), [A, B], JSON.stringify(given));
  assert.deepEqual(readIdentifiers("ids", A), [A]);
  for (const given of ["", "[]", []]) assert.deepEqual(readIdentifiers("ids", given), [], JSON.stringify(given));
  for (const given of [undefined, null]) assert.equal(readIdentifiers("ids", given), undefined);
});

Deno.test("readIdentifiers() refuses what is no id", () => {
  for (const given of ["pouet", `${A},`, `${A};${B}`, [A, 3], 3, `"${A}`, `${A}x`]) {
    assert.throws(() => readIdentifiers("collections", given), {
      status: 400,
      message: "Parameter collections should be a JSON array of strings",
    }, JSON.stringify(given));
  }
});
