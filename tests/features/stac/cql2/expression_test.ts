import assert from "node:assert/strict";
import { excludesNull } from "../../../../src/features/stac/cql2/expression.ts";
import { parseFilter } from "../../../../src/features/stac/cql2/parse.ts";

Deno.test("excludesNull() recognises filters that nothing without the property matches", () => {
  const cases: [string, boolean][] = [
    ["updated > '2020-01-01'", true],
    ["updated IS NOT NULL", true],
    ["updated IS NULL", false],
    ["created > '2020-01-01'", false],
    ["created > '2020-01-01' AND updated > '2020-01-01'", true],
    ["created > '2020-01-01' OR updated > '2020-01-01'", false],
    ["updated > '2020-01-01' OR updated BETWEEN '2000-01-01' AND '2001-01-01'", true],
    ["NOT (updated IS NOT NULL)", false],
  ];
  for (const [filter, expected] of cases) assert.equal(excludesNull(parseFilter(filter), "updated"), expected, filter);
});
