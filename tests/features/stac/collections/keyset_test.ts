import assert from "node:assert/strict";
import {
  afterKey,
  beforeKey,
  isReadBackwards,
  leadingBound,
  type SortKey,
  upToKey,
} from "../../../../src/features/stac/collections/keyset.ts";
import { completeSort, readSort } from "../../../../src/features/stac/collections/sort.ts";
import { parseFilter } from "../../../../src/features/stac/cql2/parse.ts";

const sort = (text: string) => completeSort(readSort(text));
const ID = "7d1c9a52-40d8-4d3a-9a35-0f6f0e0c1b77";

Deno.test("afterKey() and beforeKey() write the filter of the rows on either side", () => {
  const created = "created", time = "'2024-05-01 10:00:00.123456+00:00'";
  const key: SortKey = ["2024-05-01 10:00:00.123456+00", ID];
  assert.equal(
    afterKey(sort(created), key),
    `created > ${time} OR (created = ${time} AND id > '${ID}')`,
  );
  assert.equal(
    beforeKey(sort(created), key),
    `created < ${time} OR (created = ${time} AND id < '${ID}')`,
  );
  assert.equal(
    afterKey(sort("-created"), key),
    `created < ${time} OR (created = ${time} AND id > '${ID}')`,
  );
  assert.equal(
    afterKey(sort("datetime,-created"), ["2021-07-29", ...key]),
    `datetime > '2021-07-29' OR (datetime = '2021-07-29' AND created < ${time}) ` +
      `OR (datetime = '2021-07-29' AND created = ${time} AND id > '${ID}')`,
  );
});

Deno.test("afterKey() and beforeKey() take missing values for the greatest, as PostgreSQL does", () => {
  const order = sort("-created,updated"), created = "created = '2024-05-01 10:00:00+00:00'";
  const known: SortKey = ["2024-05-01 10:00:00+00", "2024-06-01 10:00:00+00", ID];
  assert.equal(
    afterKey(order, known),
    `created < '2024-05-01 10:00:00+00:00' OR (${created} AND updated > '2024-06-01 10:00:00+00:00') ` +
      `OR (${created} AND updated IS NULL) OR (${created} AND updated = '2024-06-01 10:00:00+00:00' AND id > '${ID}')`,
  );
  const missing: SortKey = ["2024-05-01 10:00:00+00", null, ID];
  assert.equal(
    afterKey(order, missing),
    `created < '2024-05-01 10:00:00+00:00' OR (${created} AND updated IS NULL AND id > '${ID}')`,
  );
  assert.equal(
    beforeKey(order, missing),
    `created > '2024-05-01 10:00:00+00:00' OR (${created} AND updated IS NOT NULL) ` +
      `OR (${created} AND updated IS NULL AND id < '${ID}')`,
  );
});

Deno.test("upToKey() writes the filter of the last page", () => {
  assert.equal(upToKey(sort("created"), ["2024-12-31 00:00:00+00"]), "created <= '2024-12-31 00:00:00+00:00'");
  assert.equal(upToKey(sort("-updated"), ["2024-12-31 00:00:00+00"]), "updated >= '2024-12-31 00:00:00+00:00'");
});

Deno.test("isReadBackwards() recognises prev and last", () => {
  for (
    const [page, order, expected] of [
      ["created > '2021-01-15'", "created", false],
      ["created < '2021-01-15'", "created", true],
      ["created <= '2021-01-15'", "created", true],
      ["created <= '2021-01-15'", "-created", false],
      ["created >= '2021-01-15'", "-created", true],
      ["created = '2021-01-15'", "created", false],
      ["updated < '2021-01-15'", "created", false],
      ["created < '1' OR (created = '1' AND id < '2')", "created", true],
      ["created > '1' OR (created = '1' AND id < '2')", "created", false],
      ["NOT created < '1'", "created", true],
      ["created IS NULL", "created", false],
    ] as const
  ) assert.equal(isReadBackwards(parseFilter(page), sort(order)[0]), expected, `${page} by ${order}`);
});

Deno.test("leadingBound() finds what every row of a page respects", () => {
  for (
    const [page, expected] of [
      ["created > '1'", "created >= 1"],
      ["created <= '1'", "created <= 1"],
      ["created = '1'", "created = 1"],
      ["created > '1' OR (created = '1' AND id > '2')", "created >= 1"],
      [
        "created < '1' OR (created = '1' AND updated > '2') OR (created = '1' AND updated = '2' AND id > '3')",
        "created <= 1",
      ],
      ["id > '3' AND created > '1'", "created >= 1"],
      ["created > '1' OR created > '2'", undefined],
      ["created > '1' OR created < '1'", undefined],
      ["created > '1' OR id > '2'", undefined],
      ["created <> '1'", undefined],
      ["NOT created > '1'", undefined],
      ["updated > '1'", undefined],
      ["created BETWEEN '1' AND '2'", undefined],
    ] as const
  ) {
    const bound = leadingBound(parseFilter(page), "created");
    const text = bound?.kind === "comparison" ? `${bound.property} ${bound.operator} ${bound.value}` : undefined;
    assert.equal(text, expected, page);
  }
});
