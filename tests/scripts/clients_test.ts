import assert from "node:assert/strict";
import { clientTable, readResults, withTable } from "../../scripts/clients/table.ts";

const PAGE = "before\n<!-- clients: begin -->\n\nold\n\n<!-- clients: end -->\nafter\n";

Deno.test("clientTable() has a row for each client, and says what failed", () => {
  const lines = [
    { name: "GDAL", version: "3.6.2", does: "reads", database: "embedded" },
    { name: "GDAL", version: "3.6.2", does: "reads", database: "native" },
    { name: "curl", version: "8", does: "asks", database: "embedded", failure: "404 | not\nfound" },
  ];
  const table = clientTable(readResults(lines.map((line) => JSON.stringify(line)).join("\n")));
  assert.deepEqual(table.split("\n").slice(2), [
    "| GDAL | 3.6.2 | reads | works |",
    "| curl | 8 | asks | 404 \\| not found |",
  ]);
});

Deno.test("withTable() replaces the table, and refuses a page without a place for it", () => {
  assert.equal(
    withTable(PAGE, "new"),
    "before\n<!-- clients: begin -->\n\nnew\n\n<!-- clients: end -->\nafter\n",
  );
  assert.throws(() => withTable("nothing", "new"), /no section of clients/);
});
