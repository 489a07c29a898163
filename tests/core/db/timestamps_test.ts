import assert from "node:assert/strict";
import { isoOffset, isoZulu, spacedOffset } from "../../../src/core/db/timestamps.ts";
import { databaseTest } from "../../support/databases.ts";

Deno.test("timestamps of PostgreSQL are written as ISO 8601, also those before year 1", () => {
  for (
    const [text, shown] of [
      ["2021-07-29 09:16:54+00", "2021-07-29T09:16:54"],
      ["2021-07-29 09:16:54.001+00", "2021-07-29T09:16:54.001000"],
      ["0001-12-31 09:00:00+00 BC", "0000-12-31T09:00:00"],
      ["0045-03-15 12:00:00.5+00 BC", "-0044-03-15T12:00:00.500000"],
      ["10000-01-01 14:59:59+00", "10000-01-01T14:59:59"],
    ] as const
  ) {
    assert.equal(isoOffset(text), `${shown}+00:00`);
    assert.equal(isoZulu(text), `${shown}Z`);
    assert.equal(spacedOffset(text), `${shown.replace("T", " ")}+00:00`);
  }
  for (const text of ["infinity", "2021-07-29 09:16:54+02", "2021-07-29"]) assert.throws(() => isoOffset(text));
});

databaseTest("a time before year 1 is read from the database", async (sql) => {
  const [row] = await sql<{ ts: string }[]>`SELECT '0001-01-01T00:00:00+15:00'::timestamptz AS ts`;
  assert.equal(isoOffset(row!.ts), "0000-12-31T09:00:00+00:00");
});
