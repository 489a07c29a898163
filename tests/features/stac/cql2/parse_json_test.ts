import assert from "node:assert/strict";
import { FilterError } from "../../../../src/features/stac/cql2/expression.ts";
import { parseFilter } from "../../../../src/features/stac/cql2/parse.ts";
import { parseJsonFilter } from "../../../../src/features/stac/cql2/parse_json.ts";

const property = (name: string) => ({ property: name });
const equals = (name: string, value: unknown) => ({ op: "=", args: [property(name), value] });

Deno.test("parseJsonFilter() reads the same expressions as the text encoding", () => {
  const cases: [string, unknown][] = [
    ["a = 'x'", equals("a", "x")],
    ["a <> 5", { op: "<>", args: [property("a"), 5] }],
    ["5 <= a", { op: "<=", args: [5, property("a")] }],
    ['"view:azimuth" > -1.5', { op: ">", args: [property("view:azimuth"), -1.5] }],
    ["a >= TIMESTAMP('2020-01-01T00:00:00Z')", {
      op: ">=",
      args: [property("a"), { timestamp: "2020-01-01T00:00:00Z" }],
    }],
    ["a < DATE('2020-01-01')", { op: "<", args: [property("a"), { date: "2020-01-01" }] }],
    ["a BETWEEN 1 AND 2", { op: "between", args: [property("a"), 1, 2] }],
    ["a IN ('x', 'y')", { op: "in", args: [property("a"), ["x", "y"]] }],
    ["a LIKE 'x%'", { op: "like", args: [property("a"), "x%"] }],
    ["a IS NULL", { op: "isNull", args: [property("a")] }],
    ["NOT a = 'x'", { op: "not", args: [equals("a", "x")] }],
    ["a = 1 AND b = 2 AND c = 3", { op: "and", args: [equals("a", 1), equals("b", 2), equals("c", 3)] }],
    ["a = 1 OR b = 2 AND c = 3", {
      op: "or",
      args: [equals("a", 1), { op: "and", args: [equals("b", 2), equals("c", 3)] }],
    }],
    ["TRUE", true],
  ];
  for (const [text, json] of cases) assert.deepEqual(parseJsonFilter(json), parseFilter(text), text);
});

Deno.test("parseJsonFilter() refuses everything else", () => {
  let deep: unknown = equals("a", 1);
  for (let depth = 0; depth < 60; depth++) deep = { op: "not", args: [deep] };
  for (
    const value of [
      null,
      5,
      "a = 1",
      {},
      [],
      { op: "=" },
      { op: "=", args: {} },
      { op: "=", args: [property("a")] },
      { op: "=", args: [property("a"), property("b")] },
      { op: "=", args: [property("a"), null] },
      { op: "=", args: [1, 2] },
      { op: "=", args: [{ property: 5 }, 2] },
      { op: "in", args: [property("a"), []] },
      { op: "in", args: [property("a"), "x"] },
      { op: "between", args: [property("a"), 1] },
      { op: "like", args: [property("a"), 5] },
      { op: "like", args: [property("a"), "%a%b%c%d%e%f%"] },
      { op: "and", args: [equals("a", 1)] },
      { op: "not", args: [equals("a", 1), equals("a", 1)] },
      { op: "s_touches", args: [property("geometry"), {}] },
      { op: "or", args: Array(300).fill(equals("a", 1)) },
      deep,
    ]
  ) assert.throws(() => parseJsonFilter(value), FilterError, JSON.stringify(value)?.slice(0, 80));
});
