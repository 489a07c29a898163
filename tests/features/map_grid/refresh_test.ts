import assert from "node:assert/strict";
import { refreshGrid, refreshGridTask } from "../../../src/features/map_grid/mod.ts";
import type { Services } from "../../../src/core/services.ts";
import { databaseTest, nativeDatabaseTest } from "../../support/databases.ts";

nativeDatabaseTest("refreshGrid() leaves the work to the process that is already doing it", async (sql) => {
  await sql.begin(async (tx) => {
    await tx`SELECT FROM refresh_database FOR UPDATE`;
    assert.equal(await refreshGrid(sql), false);
  });
  assert.equal(await refreshGrid(sql), true);
});

databaseTest(
  "refreshGridTask was missed when the map was never refreshed, or not since the last time of the pattern",
  async (sql) => {
    const services = { sql, settings: { PICTURE_PROCESS_REFRESH_CRON: "0 2 * * *" } } as Services;
    assert.equal(await refreshGridTask.wasMissed!(services), true);
    await refreshGridTask.run(services, new AbortController().signal);
    assert.equal(await refreshGridTask.wasMissed!(services), false);
    await sql`UPDATE refresh_database SET refreshed_at = now() - interval '25 hours'`;
    assert.equal(await refreshGridTask.wasMissed!(services), true);
  },
);
