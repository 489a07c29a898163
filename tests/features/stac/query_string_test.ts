import assert from "node:assert/strict";
import { queryString } from "../../../src/features/stac/query_string.ts";

Deno.test("queryString() keeps the order, leaves out what is undefined and escapes as clients expect", () => {
  assert.equal(
    queryString([["limit", 50], ["filter", undefined], ["sortby", "+created,+id"]]),
    "limit=50&sortby=%2Bcreated,%2Bid",
  );
  assert.equal(queryString([["page", "created > '2021-01-15'"]]), "page=created+%3E+'2021-01-15'");
  assert.equal(
    queryString([["page", "created <= '2024-12-31 10:00:00+00:00'"]]),
    "page=created+%3C%3D+'2024-12-31+10:00:00%2B00:00'",
  );
  assert.equal(queryString([["filter", "status='deleted'"]]), "filter=status%3D'deleted'");
  assert.equal(queryString([["a", "!$'()*,/:;?@-._~&#[]é"]]), "a=!$'()*,/:;?@-._~%26%23%5B%5D%C3%A9");
  assert.equal(queryString([]), "");
});
