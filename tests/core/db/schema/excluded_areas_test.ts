import assert from "node:assert/strict";
import type { Sql } from "../../../../src/core/db/sql.ts";
import { databaseTest } from "../../../support/databases.ts";
import { insertAccount, insertPicture, point } from "./objects.ts";

const GENERAL = { code: "PX001", message: "The picture is located within a general excluded area." };
const OWN = { code: "PX002", message: "The picture is located within one of your own excluded area." };

/** A square of 2° around a point. */
async function exclude(sql: Sql, longitude: number, latitude: number, account: string | null = null): Promise<void> {
  await sql`
    INSERT INTO excluded_areas (account_id, geom)
    VALUES (${account}, ST_Multi(ST_Expand(${point(longitude, latitude)}::geometry, 1)))`;
}

databaseTest("a picture within an excluded area is refused", async (sql) => {
  const bob = await insertAccount(sql), camille = await insertAccount(sql, { name: "camille" });
  await exclude(sql, 0, 0);
  await exclude(sql, 10, 0, bob);
  await exclude(sql, 20, 0);
  await exclude(sql, 20, 0, bob);
  const cases: [name: string, account: string, position: [number, number], error: typeof GENERAL | null][] = [
    ["in a general area", camille, [0.5, 0.5], GENERAL],
    ["on its border", camille, [1, 0.5], null],
    ["outside", camille, [1.5, 0.5], null],
    ["in one's own area", bob, [10, 0], OWN],
    ["in an area of somebody else", camille, [10, 0], null],
    ["in both", bob, [20, 0], GENERAL],
  ];
  for (const [name, account_id, position, error] of cases) {
    const insert = () => insertPicture(sql, { account_id, geom: point(...position) });
    if (error) await assert.rejects(insert, error, name);
    else await insert();
  }
  assert.equal((await sql`SELECT FROM pictures`).length, 3);
  assert.equal((await sql`SELECT FROM job_queue`).length, 3);
});

databaseTest("a picture cannot be moved into an excluded area, and one that is there may still change", async (sql) => {
  const outside = await insertPicture(sql, { geom: point(5, 5) });
  const inside = await insertPicture(sql, { geom: point(0, 0) });
  await exclude(sql, 0, 0);
  const move = (id: string, x: number, y: number) => async () =>
    await sql`UPDATE pictures SET geom = ${point(x, y)} WHERE id = ${id}`;
  await assert.rejects(move(outside, 0.5, 0.5), GENERAL);
  await move(outside, 6, 6)();
  await sql`UPDATE pictures SET status = 'ready', geom = geom WHERE id = ${inside}`;
});

databaseTest("excluded areas keep the order in which they came, and go with their account", async (sql) => {
  const bob = await insertAccount(sql);
  await exclude(sql, 0, 0);
  await exclude(sql, 10, 0, bob);
  await exclude(sql, 20, 0);
  assert.deepEqual((await sql`SELECT ST_XMin(geom) AS x FROM excluded_areas ORDER BY seq`).map(({ x }) => x), [
    -1,
    9,
    19,
  ]);
  await sql`DELETE FROM accounts WHERE id = ${bob}`;
  assert.equal((await sql`SELECT FROM excluded_areas`).length, 2);
});
