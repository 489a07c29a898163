import assert from "node:assert/strict";
import { TileMemory } from "../../../src/features/map/revalidation.ts";
import { databaseTest } from "../../support/databases.ts";
import { until } from "../../support/until.ts";

databaseTest("TileMemory needs no more memory for long filters than for none", async (sql) => {
  const memory = new TileMemory(sql);
  memory.watch("the first one begins to listen")('"x"');
  const filter = "x".repeat(100_000);
  await until(() => {
    memory.watch(`${filter} 1`)('"a"');
    return Promise.resolve(memory.size.tiles > 0);
  });
  for (let tile = 0; tile < 20; tile++) memory.watch(`${filter} ${tile}`)(`"${tile}"`);
  assert.equal(memory.find(`${filter} 7`), '"7"');
  assert.equal(memory.find(filter), undefined);
  assert.deepEqual(memory.size, { tiles: 20, characters: 20 * 22 });
});
