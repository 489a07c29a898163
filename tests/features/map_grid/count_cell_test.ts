/** A cell is counted in parts; the sum is what the database counts at once. */
import assert from "node:assert/strict";
import { countCell } from "../../../src/features/map_grid/count_cell.ts";
import { listExpiredCells, writeCell } from "../../../src/features/map_grid/queries.ts";
import { refreshGrid } from "../../../src/features/map_grid/mod.ts";
import type { Sql } from "../../../src/core/db/sql.ts";
import { databaseTest } from "../../support/databases.ts";
import { present } from "../../support/present.ts";
import { seedSequence, uuid } from "../stac/seeds.ts";

/** Around the corner of four cells, many of them on one spot, of all kinds. */
async function seedPictures(sql: Sql): Promise<void> {
  const [account] = await sql<[{ id: string }]>`SELECT id FROM accounts WHERE is_default`;
  await seedSequence(sql, { id: uuid(1), account: account.id });
  await sql`
    WITH picture AS (
      INSERT INTO pictures (id, account_id, geom, metadata, visibility)
      SELECT md5(n::text)::uuid, ${account.id}, ST_SetSRID(ST_MakePoint(
          CASE WHEN n % 4 = 0 THEN 2.35 ELSE 2.35 + (n % 7 - 3) * 0.00001 END, 48.85 + (n % 5 - 2) * 0.02), 4326),
        CASE n % 3 WHEN 0 THEN '{"type": "flat"}' WHEN 1 THEN '{"type": "equirectangular"}' END::jsonb,
        (ARRAY['anyone', 'owner-only', 'logged-only'])[n % 3 + 1]::visibility_status
      FROM generate_series(1, 300) AS n
      RETURNING id
    )
    INSERT INTO sequences_pictures (seq_id, pic_id, rank) SELECT ${
    uuid(1)
  }, id, row_number() OVER (ORDER BY id) FROM picture`;
}

async function grid(sql: Sql) {
  return [...await sql`SELECT *, ST_AsText(geom) AS geom FROM pictures_aggregate_grid ORDER BY 1`];
}

databaseTest("cells that are counted in parts are those that are counted at once", async (sql) => {
  await seedPictures(sql);
  assert.equal(await refreshGrid(sql, { isFull: true }), true);
  const atOnce = await grid(sql);
  assert.equal(atOnce.length, 4);
  await sql`DELETE FROM pictures_aggregate_grid`;
  await sql`SELECT expire_grid_cells(ARRAY(SELECT grid_cell(geom) FROM pictures))`;
  let queries = 0;
  const counted = new Proxy(sql, {
    apply(target, self, given) {
      queries++;
      return Reflect.apply(target, self, given);
    },
  });
  for (const cell of await listExpiredCells(sql)) {
    const counts = await countCell(counted, cell, 7);
    await sql.begin((tx) => writeCell(tx, cell, counts));
  }
  assert.deepEqual(await grid(sql), atOnce);
  // Many pictures on one spot are not sought in ever smaller boxes.
  assert.equal(queries > 50 && queries < 3000, true, `${queries} queries`);
  assert.equal((await listExpiredCells(sql)).length, 0);
});

databaseTest(
  "a cell that expires while it is counted stays expired, one that was counted since is left alone",
  async (sql) => {
    await seedPictures(sql);
    await sql`SELECT expire_grid_cells(ARRAY(SELECT grid_cell(geom) FROM pictures LIMIT 1))`;
    const expire = () => sql`SELECT expire_grid_cells(ARRAY(SELECT geom FROM pictures_aggregate_grid_expired))`;
    const cell = present((await listExpiredCells(sql))[0]);
    const counts = await countCell(sql, cell);
    await expire();
    await sql.begin((tx) => writeCell(tx, cell, counts));
    const [again] = await listExpiredCells(sql);
    assert.equal(again !== undefined && again.inserted_at !== cell.inserted_at, true);
    assert.equal((await grid(sql)).length, 1);
    await sql`DELETE FROM pictures_aggregate_grid_expired`;
    await sql.begin((tx) => writeCell(tx, cell, { ...counts, nb_pictures: 7777 }));
    assert.notEqual((await grid(sql))[0]?.nb_pictures, 7777);
  },
);

databaseTest("cells around zero, whatever its sign, are counted", async (sql) => {
  const [account] = await sql<[{ id: string }]>`SELECT id FROM accounts WHERE is_default`;
  await seedSequence(sql, { id: uuid(1), account: account.id });
  await sql`
    WITH picture AS (
      INSERT INTO pictures (account_id, geom, metadata)
      SELECT ${account.id}, ST_SetSRID(ST_MakePoint(x, y), 4326), '{"type": "flat"}'
      FROM unnest(ARRAY[-0.02, 0.02]) AS x, unnest(ARRAY[-0.01, 0.01]) AS y RETURNING id
    )
    INSERT INTO sequences_pictures (seq_id, pic_id, rank) SELECT ${uuid(1)}, id, row_number() OVER () FROM picture`;
  assert.equal(await refreshGrid(sql), true);
  assert.equal((await listExpiredCells(sql)).length, 0);
  const [row] = await sql`SELECT sum(nb_pictures)::int AS number FROM pictures_aggregate_grid`;
  assert.deepEqual(row, { number: 4 });
});
