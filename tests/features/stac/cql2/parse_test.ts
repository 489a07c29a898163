import assert from "node:assert/strict";
import { type Expression, FilterError } from "../../../../src/features/stac/cql2/expression.ts";
import { parseFilter } from "../../../../src/features/stac/cql2/parse.ts";

const compare = (property: string, operator: string, value: string) =>
  ({ kind: "comparison", property, operator, value }) as Expression;
const A = compare("a", "=", "1"), B = compare("b", "=", "2"), C = compare("c", "=", "3");

Deno.test("parseFilter() reads every kind of predicate", () => {
  const cases: [string, Expression][] = [
    ["updated >= '2018-01-01'", compare("updated", ">=", "2018-01-01")],
    ["created<>'x'", compare("created", "<>", "x")],
    ["count < -1.5", compare("count", "<", "-1.5")],
    [`"semantics.osm|a#b" = 'it''s'`, compare("semantics.osm|a#b", "=", "it's")],
    ["semantics.weather='👥'", compare("semantics.weather", "=", "👥")],
    ["a is not null", { kind: "null", property: "a", isNegated: true }],
    ["5 < a", compare("a", ">", "5")],
    ["a >= TIMESTAMP('2020-01-01T00:00:00Z')", compare("a", ">=", "2020-01-01T00:00:00Z")],
    ["a < DATE('2020-01-01')", compare("a", "<", "2020-01-01")],
    ["TRUE", { kind: "constant", value: true }],
    ["a NOT BETWEEN 1 AND 2", {
      kind: "not",
      operand: { kind: "between", property: "a", low: "1", high: "2" },
    }],
    ["a = 1.5e3", compare("a", "=", "1.5e3")],
    ["a BETWEEN '1' AND '2'", { kind: "between", property: "a", low: "1", high: "2" }],
    ["a IN ('1')", { kind: "in", property: "a", values: ["1"], isNegated: false }],
    ["a NOT IN ('1', '2')", { kind: "in", property: "a", values: ["1", "2"], isNegated: true }],
    ["a LIKE 'x%'", { kind: "like", property: "a", pattern: "x%", isNegated: false, ignoresCase: false }],
    ["a NOT ILIKE 'x%'", { kind: "like", property: "a", pattern: "x%", isNegated: true, ignoresCase: true }],
    ["a IS NULL", { kind: "null", property: "a", isNegated: false }],
    ["a IS NOT NULL ", { kind: "null", property: "a", isNegated: true }],
    ["NOT a = '1'", { kind: "not", operand: A }],
    ["NOT NOT a = '1'", A],
  ];
  for (const [text, expected] of cases) assert.deepEqual(parseFilter(text), expected, text);
});

Deno.test("parseFilter() lets AND bind closer than OR, and NOT closest", () => {
  const cases: [string, Expression][] = [
    ["a='1' OR b='2' AND c='3'", { kind: "or", left: A, right: { kind: "and", left: B, right: C } }],
    ["(a='1' OR b='2') AND c='3'", { kind: "and", left: { kind: "or", left: A, right: B }, right: C }],
    ["NOT a='1' AND b='2'", { kind: "and", left: { kind: "not", operand: A }, right: B }],
    ["a='1' AND b='2' OR c='3'", { kind: "or", left: { kind: "and", left: A, right: B }, right: C }],
    ["a='1' OR (b='2' AND c='3')", { kind: "or", left: A, right: { kind: "and", left: B, right: C } }],
    ["(((a='1')))", A],
    ["a BETWEEN '1' AND '2' AND b='2'", {
      kind: "and",
      left: { kind: "between", property: "a", low: "1", high: "2" },
      right: B,
    }],
  ];
  for (const [text, expected] of cases) assert.deepEqual(parseFilter(text), expected, text);
});

Deno.test("parseFilter() refuses everything else", () => {
  for (
    const text of [
      "",
      "a",
      "a =",
      "= '1'",
      "a == '1'",
      "a = b",
      "a = '1",
      "a = '1' AND",
      "(a = '1'",
      "a = '1')",
      "a IN ()",
      "a IN ('1',)",
      "a IS NOT",
      "a NOT = '1'",
      "a LIKE '%a%b%c%d%e%'",
      "a LIKE 'x\\'",
      "a LIKE 5 OR",
      "1 = 2",
      "a BETWEEN '1'",
      "a = TIMESTAMP '2020'",
      "a = 12abc",
      "a = '1'; DROP TABLE sequences",
      "(".repeat(60) + "a = '1'" + ")".repeat(60),
      Array(500).fill("a = '1'").join(" OR "),
    ]
  ) assert.throws(() => parseFilter(text), FilterError, text.slice(0, 60));
});
