import assert from "node:assert/strict";
import { pageUrl, rankPagingLinks } from "../../../../src/features/stac/items/rank_paging.ts";

const URL = "https://ex.org/items";

Deno.test("pageUrl() writes what is given", () => {
  assert.equal(pageUrl(URL, {}), URL);
  assert.equal(pageUrl(URL, { limit: 2 }), `${URL}?limit=2`);
  assert.equal(pageUrl(URL, { limit: 2, startAfterRank: 4 }), `${URL}?limit=2&startAfterRank=4`);
  assert.equal(pageUrl(URL, { startAfterRank: 4, bboxText: "1,2,3,4" }), `${URL}?startAfterRank=4&bbox=1,2,3,4`);
});

Deno.test("rankPagingLinks() leads to the pages around", () => {
  const cases: [number | undefined, number, number, number, number, Record<string, string>][] = [
    [2, 1, 2, 1, 5, { next: "limit=2&startAfterRank=2", last: "limit=2&startAfterRank=3" }],
    [2, 3, 4, 1, 5, {
      first: "limit=2",
      prev: "limit=2",
      next: "limit=2&startAfterRank=4",
      last: "limit=2&startAfterRank=4",
    }],
    [2, 5, 5, 1, 5, { first: "limit=2", prev: "limit=2&startAfterRank=2" }],
    [10, 1, 5, 1, 5, {}],
    // Ranks 2, 4 and 5 only.
    [2, 2, 4, 2, 5, { next: "limit=2&startAfterRank=4", last: "limit=2&startAfterRank=4" }],
    [2, 4, 5, 2, 5, { first: "limit=2", prev: "limit=2&startAfterRank=1" }],
    [undefined, 3, 5, 1, 5, { first: "", prev: "" }],
    [undefined, 1, 4, 1, 5, { next: "startAfterRank=4", last: "startAfterRank=4" }],
  ];
  for (const [limit, firstRank, lastRank, minRank, maxRank, expected] of cases) {
    const links = rankPagingLinks(URL, { limit }, { firstRank, lastRank, minRank, maxRank });
    assert.deepEqual(Object.fromEntries(links.map(({ rel, href }) => [rel, href.slice(URL.length + 1)])), expected);
    assert.ok(links.every(({ type }) => type === "application/geo+json"));
  }
});
