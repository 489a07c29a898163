import assert from "node:assert/strict";
import { refreshChangesTask, refreshGrid, refreshGridTask } from "../../../src/features/map_grid/mod.ts";
import type { Services } from "../../../src/core/services.ts";
import { databaseTest, nativeDatabaseTest } from "../../support/databases.ts";
import { instanceTest, uploadWalk } from "../../support/instances.ts";
import { until } from "../../support/until.ts";

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

databaseTest("refreshChangesTask() counts what has changed, and pauses for longer than it worked", async (sql) => {
  const services = { sql, settings: { API_READ_ONLY: false } } as Services;
  const { signal } = new AbortController();
  // Each look at this clock takes a second.
  let time = 0;
  const task = refreshChangesTask(() => time += 1000);
  const expire = () => sql`SELECT expire_grid_cells(ARRAY[ST_SetSRID(ST_MakePoint(2.3, 48.8), 4326)])`;
  const expired = async () => (await sql`SELECT FROM pictures_aggregate_grid_expired`).length;

  await expire();
  await task.run(services, signal);
  assert.equal(await expired(), 0);
  await expire();
  await task.run(services, signal);
  assert.equal(await expired(), 1, "it pauses");
  time += 20_000;
  await task.run(services, signal);
  assert.equal(await expired(), 0);
});

instanceTest("pictures are on the map of the whole world soon after their upload", async (instance) => {
  await using server = await instance.serve();
  await uploadWalk(server, 2);
  await until(async () => {
    const tile = await fetch(`${server.url}/api/map/0/0/0.mvt`);
    return (await tile.arrayBuffer()).byteLength > 0;
  });
});
