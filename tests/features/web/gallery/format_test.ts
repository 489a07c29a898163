import assert from "node:assert/strict";
import { interval, moment } from "../../../../src/features/web/gallery/format.ts";

Deno.test("pages show any year that the API does", () => {
  assert.equal(moment("2024-05-01T10:00:02+00:00", "en"), "May 1, 2024 at 10:00:02 AM UTC");
  assert.match(moment("10000-01-01T14:59:59+00:00", "en"), /January 1, 10000/);
  assert.match(moment("0000-12-31T09:00:00+00:00", "en"), /December/);
  assert.match(interval("2024-05-01T10:00:02+00:00", "275760-01-01T00:00:00+00:00", "en"), /UTC$/);
});
