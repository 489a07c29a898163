import assert from "node:assert/strict";
import { readCollectionListParameters } from "../../../../src/features/stac/collections/list_parameters.ts";

const read = (query: Record<string, string | string[]>) =>
  readCollectionListParameters((name) => query[name] === undefined ? undefined : [query[name]].flat());

Deno.test("readCollectionListParameters() has defaults", () => {
  const { limit, sort, showsDeleted, filter, page, bbox, interval } = read({});
  assert.deepEqual({ limit, sort, showsDeleted, filter, page, bbox, interval }, {
    limit: 100,
    sort: [{ field: "created", descending: false }, { field: "id", descending: false }],
    showsDeleted: false,
    filter: undefined,
    page: undefined,
    bbox: undefined,
    interval: undefined,
  });
  assert.equal(read({ limit: "" }).limit, 100);
  assert.equal(readCollectionListParameters(() => undefined, "-created").sort[0].descending, true);
});

Deno.test("readCollectionListParameters() shows deleted collections when asked with true", () => {
  for (const text of ["true", "TRUE", "True"]) assert.equal(read({ show_deleted: text }).showsDeleted, true);
  for (const text of ["false", "1", "yes", ""]) assert.equal(read({ show_deleted: text }).showsDeleted, false);
});

Deno.test("readCollectionListParameters() knows the legacy way to ask for deleted collections", () => {
  const { showsDeleted, raw } = read({ filter: "status IN ('deleted','ready') AND updated >= '1980-12-31'" });
  assert.equal(showsDeleted, true);
  assert.deepEqual([raw.filter, raw.show_deleted], ["updated >= '1980-12-31'", "true"]);
});

Deno.test("readCollectionListParameters() joins a repeated box", () => {
  const { bbox, raw } = read({ bbox: ["0", "1", "2", "3"] });
  assert.deepEqual([bbox, raw.bbox], [[0, 1, 2, 3], "0,1,2,3"]);
});

Deno.test("readCollectionListParameters() says what is wrong", () => {
  const noStatus =
    "The status filter is not supported anymore, use the `show_deleted` parameter instead if you need to " +
    "query deleted collections";
  for (
    const [query, message] of [
      [{ limit: "bla" }, "limit parameter should be a valid, positive integer (between 1 and 1000)"],
      [{ limit: "1001" }, "limit parameter should be an integer between 1 and 1000"],
      [{ sortby: "-pouet" }, "Unsupported sortby parameter: invalid column name"],
      [{ sortby: "created " }, "Unsupported sortby parameter: syntax isn't correct"],
      [{ filter: "bad_field = '1'" }, "Unsupported filter parameter"],
      [{ filter: "created > 'foo'" }, "Unsupported filter parameter"],
      [{ filter: "created LIKE '2021%'" }, "Unsupported filter parameter"],
      [{ filter: "visibility = 'nobody'" }, "Unsupported filter parameter"],
      [{ filter: "id = 'foo'" }, "Unsupported filter parameter"],
      [{ page: "created >" }, "Unsupported filter parameter"],
      [{ filter: "status='deleted' OR status='ready'" }, noStatus],
      [{ filter: "status == 'private'" }, noStatus],
      [
        { filter: "status = 'hidden'" },
        "The status filter is not supported anymore, use the `visibility` filter instead",
      ],
      [{ bbox: "1" }, "Parameter bbox must be in format [minX, minY, maxX, maxY]"],
      [{ datetime: "pouet" }, "Invalid `datetime` argument"],
      [{ created_after: "pouet" }, "Invalid `created_after` argument"],
      [{ created_before: "" }, "Invalid `created_before` argument"],
    ] as [Record<string, string>, string][]
  ) assert.throws(() => read(query), { status: 400, message }, JSON.stringify(query));
});
