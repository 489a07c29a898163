import assert from "node:assert/strict";
import { readCollectionListParameters } from "../../../../src/features/stac/collections/list_parameters.ts";
import type { SortKey } from "../../../../src/features/stac/collections/keyset.ts";
import { collectionPagingLinks } from "../../../../src/features/stac/collections/paging_links.ts";

const URL = "https://ex.org/api/collections";
const A: SortKey = ["2021-01-01 00:00:00+00", "a"], B: SortKey = ["2021-01-02 00:00:00+00", "b"];
const C: SortKey = ["2021-01-03 00:00:00+00", "c"];

function links(query: Record<string, string>, first: SortKey, last: SortKey) {
  const parameters = readCollectionListParameters((name) => query[name] === undefined ? undefined : [query[name]]);
  const made = collectionPagingLinks(URL, parameters, { first, last, listFirst: A, listLast: C });
  assert.ok(made.every(({ type }) => type === "application/json"));
  return Object.fromEntries(made.map(({ rel, href }) => [rel, href.slice(URL.length)]));
}

Deno.test("collectionPagingLinks() gives only the links that lead somewhere", () => {
  assert.deepEqual(links({}, A, C), {});
  assert.deepEqual(Object.keys(links({}, A, B)), ["next", "last"]);
  assert.deepEqual(Object.keys(links({}, B, C)), ["first", "prev"]);
  assert.deepEqual(Object.keys(links({}, B, B)), ["first", "prev", "next", "last"]);
});

Deno.test("collectionPagingLinks() writes addresses as clients expect them", () => {
  const time = "'2021-01-02+00:00:00%2B00:00'";
  assert.deepEqual(links({ limit: "50" }, B, B), {
    first: "?limit=50&sortby=%2Bcreated,%2Bid",
    prev: `?limit=50&sortby=%2Bcreated,%2Bid&page=created+%3C+${time}+OR+(created+%3D+${time}+AND+id+%3C+'b')`,
    next: `?limit=50&sortby=%2Bcreated,%2Bid&page=created+%3E+${time}+OR+(created+%3D+${time}+AND+id+%3E+'b')`,
    last: "?limit=50&sortby=%2Bcreated,%2Bid&page=created+%3C%3D+'2021-01-03+00:00:00%2B00:00'",
  });
});

Deno.test("collectionPagingLinks() repeats what was asked for", () => {
  const query = { show_deleted: "true", filter: "updated > '2020-01-01'", bbox: "0,0,1,1", datetime: "../2022-01-01" };
  const { first, last } = links({ ...query, created_after: "2020-01-01" }, B, B);
  assert.equal(
    first,
    "?limit=100&filter=updated+%3E+'2020-01-01'&sortby=%2Bcreated,%2Bid&show_deleted=True" +
      "&bbox=0,0,1,1&datetime=../2022-01-01&created_after=2020-01-01",
  );
  assert.equal(
    last,
    "?limit=100&sortby=%2Bcreated,%2Bid&show_deleted=True&filter=updated+%3E+'2020-01-01'" +
      "&page=created+%3C%3D+'2021-01-03+00:00:00%2B00:00'&bbox=0,0,1,1&datetime=../2022-01-01&created_after=2020-01-01",
  );
});

Deno.test("collectionPagingLinks() asks for missing values only where the filter leaves some", () => {
  const key: SortKey = ["2021-01-02 00:00:00+00", "2021-01-03 00:00:00+00", "b"];
  const page = (query: Record<string, string>) => {
    const parameters = readCollectionListParameters((name) => query[name] === undefined ? undefined : [query[name]]);
    const made = collectionPagingLinks(URL, parameters, { first: key, last: key, listFirst: key, listLast: C });
    return new URLSearchParams(made.find(({ rel }) => rel === "next")!.href.slice(URL.length)).get("page")!;
  };
  assert.ok(page({ sortby: "created,updated" }).includes("updated IS NULL"));
  assert.ok(!page({ sortby: "created,updated", filter: "updated > '2020-01-01'" }).includes("NULL"));
});
