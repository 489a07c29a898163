import assert from "node:assert/strict";
import { parseInteger, parseNumber, parseNumbers, roundHalfEven } from "../../../src/core/metadata/numbers.ts";

Deno.test("parseNumber() reads fractions, integers and decimals, and nothing else", () => {
  const cases: [string | undefined, number | undefined][] = [
    ["28/10", 2.8],
    ["-5/2", -2.5],
    ["0/7", 0],
    [" 4.66 ", 4.66],
    ["+.5", 0.5],
    ["1e2", 100],
    ["1/0", undefined],
    ["1/-7", undefined],
    ["1/2/3", undefined],
    ["", undefined],
    ["12,5", undefined],
    ["0x10", undefined],
    ["Infinity", undefined],
    ["nan", undefined],
    [undefined, undefined],
  ];
  for (const [text, expected] of cases) assert.equal(parseNumber(text), expected, String(text));
});

Deno.test("parseNumbers() reads all or nothing", () => {
  assert.deepEqual(parseNumbers("49/1 0/1 1885/76"), [49, 0, 1885 / 76]);
  for (const text of ["", "1 x", "1  2", undefined]) assert.equal(parseNumbers(text), undefined, String(text));
});

Deno.test("parseInteger() reads whole numbers", () => {
  assert.deepEqual(["12", "12.0", "-3", "12.5", "x", "1e300"].map(parseInteger), [
    12,
    12,
    -3,
    undefined,
    undefined,
    undefined,
  ]);
});

Deno.test("roundHalfEven() takes halves to the even neighbour, by exact value", () => {
  const cases: [number, decimals: number, expected: number][] = [
    [0.5, 0, 0],
    [1.5, 0, 2],
    [2.5, 0, 2],
    [-2.5, 0, -2],
    [-0.4, 0, 0],
    [2.4999, 0, 2],
    [0.125, 2, 0.12],
    [0.375, 2, 0.38],
    // 1.645 is a little more in binary, 2.675 a little less.
    [1.645, 2, 1.65],
    [2.675, 2, 2.67],
    [3, 2, 3],
  ];
  for (const [number, decimals, expected] of cases) {
    assert.equal(roundHalfEven(number, decimals), expected, String(number));
  }
});
