import assert from "node:assert/strict";
import { onlyRow } from "../../../src/core/db/rows.ts";

Deno.test("the only row of a query is given, none or two are an error", () => {
  assert.deepEqual(onlyRow([{ count: 3 }]), { count: 3 });
  assert.throws(() => onlyRow([]), /no row/);
  assert.throws(() => onlyRow([{ count: 3 }, { count: 4 }]), /2 rows/);
});
