import assert from "node:assert/strict";
import { onlyRow } from "../../../../src/core/db/rows.ts";
import { openPool, type Sql } from "../../../../src/core/db/sql.ts";
import { databaseTest, nativeDatabaseTest } from "../../../support/databases.ts";
import { insertPicture, insertSequence, insertSequenceAlong, insertUploadSet, linkPictures, point } from "./objects.ts";
import { untilSomebodyWaits } from "./waiting.ts";

async function grid(sql: Sql) {
  const rows = await sql`
    SELECT ST_AsText(geom) AS cell, nb_pictures, nb_360_pictures, nb_non_public_pictures, nb_non_public_360_pictures
    FROM pictures_aggregate_grid ORDER BY cell`;
  return Object.fromEntries(rows.map(({ cell, ...numbers }) => [cell, Object.values(numbers)]));
}

async function expiredCells(sql: Sql): Promise<string[]> {
  const cells = await sql<{ cell: string }[]>`
    SELECT ST_AsText(geom) AS cell FROM pictures_aggregate_grid_expired ORDER BY cell`;
  return cells.map(({ cell }) => cell);
}

const refresh = async (sql: Sql): Promise<number> =>
  onlyRow(await sql<{ cells: number }[]>`SELECT compute_pictures_aggregate_grid_expired() AS cells`).cells;

databaseTest("the grid counts pictures by cell of 0.1°, visibility and kind", async (sql) => {
  const is360 = { type: "equirectangular" }, flat = { type: "flat" };
  const open = await insertSequence(sql, { visibility: null });
  const logged = await insertSequence(sql, { visibility: "logged-only" });
  const hiddenSet = await insertUploadSet(sql, { visibility: "owner-only" });
  const here = (values: Record<string, unknown>) => insertPicture(sql, { geom: point(1.749999, 46.02), ...values });
  await linkPictures(sql, open, [
    await here({ metadata: is360 }),
    await here({ metadata: flat, visibility: null }),
    await here({ metadata: flat, visibility: "owner-only" }),
    await here({ metadata: is360, upload_set_id: hiddenSet }),
    await here({ metadata: null }),
    await insertPicture(sql, { geom: point(1.7501, 46.02), metadata: is360 }),
    await insertPicture(sql, { geom: point(-0.02, 0.01) }),
  ]);
  await linkPictures(sql, logged, [await here({ metadata: flat })]);
  await here({ metadata: is360 });
  const expected = {
    "POINT(0 0)": [1, 0, 0, 0],
    "POINT(1.7 46)": [3, 1, 3, 1],
    "POINT(1.8 46)": [1, 1, 0, 0],
  };
  await sql`SELECT compute_pictures_aggregate_grid()`;
  assert.deepEqual(await grid(sql), expected);

  await sql`DELETE FROM pictures_aggregate_grid`;
  await sql`SELECT expire_grid_cells(ARRAY(SELECT grid_cell(geom) FROM pictures))`;
  assert.equal(await refresh(sql), 3);
  assert.deepEqual(await grid(sql), expected, "cell by cell gives the same");
  assert.deepEqual(await expiredCells(sql), []);
});

databaseTest("what changes the grid expires its cells", async (sql) => {
  const set = await insertUploadSet(sql);
  const { sequence, pictures } = await insertSequenceAlong(sql, [[1.92, 49.01], [-1.684, 48.155]]);
  await sql`UPDATE pictures SET upload_set_id = ${set}`;
  assert.deepEqual(await expiredCells(sql), [], "an upload changes nothing until its sequence is ready");
  const first = ["POINT(1.9 49)"], both = ["POINT(-1.7 48.2)", "POINT(1.9 49)"];
  const of = (picture: string) => sql`id = ${picture}`;
  const steps: [name: string, expired: string[], step: () => PromiseLike<unknown>][] = [
    ["processing", [], () => sql`UPDATE pictures SET status = 'ready', heading = 3`],
    ["end of the sequence", both, () => sql`UPDATE sequences SET status = 'ready', bbox = compute_sequence_bbox(id)`],
    ["another title", [], () => sql`UPDATE sequences SET metadata = '{"title": "t"}'`],
    ["hidden picture", first, () => sql`UPDATE pictures SET visibility = 'owner-only' WHERE ${of(pictures[0])}`],
    ["hidden sequence", both, () => sql`UPDATE sequences SET visibility = 'owner-only'`],
    ["hidden upload set", both, () => sql`UPDATE upload_sets SET visibility = 'owner-only'`],
    [
      "picture moved",
      ["POINT(1.9 49)", "POINT(3 47)"],
      () => sql`UPDATE pictures SET geom = ${point(3, 47)} WHERE ${of(pictures[0])}`,
    ],
    ["picture deleted", ["POINT(3 47)"], () => sql`DELETE FROM pictures WHERE ${of(pictures[0])}`],
    ["link removed", ["POINT(-1.7 48.2)"], () => sql`DELETE FROM sequences_pictures`],
    ["link to a shown sequence", ["POINT(-1.7 48.2)"], () => linkPictures(sql, sequence, [pictures[1]])],
    ["sequence gone", ["POINT(-1.7 48.2)"], () => sql`DELETE FROM sequences`],
  ];
  for (const [name, expired, step] of steps) {
    await step();
    assert.deepEqual(await expiredCells(sql), expired, name);
    assert.equal(await refresh(sql), expired.length, name);
  }
  assert.deepEqual(await grid(sql), {}, "a cell without pictures has no row");
});

nativeDatabaseTest("a cell that expires while it is counted stays expired", async (sql, { target }) => {
  const other = openPool(target, { max: 1 });
  try {
    const { sequence } = await insertSequenceAlong(sql, [[1.92, 49.01]]);
    await sql`UPDATE sequences SET status = 'ready' WHERE id = ${sequence}`;
    let counting: Promise<number> | undefined;
    await sql.begin(async (tx) => {
      await tx`UPDATE pictures SET visibility = 'owner-only'`;
      counting = refresh(other);
      await untilSomebodyWaits(sql);
    });
    await counting;
    assert.deepEqual(await grid(sql), { "POINT(1.9 49)": [1, 0, 0, 0] }, "counted before the change");
    assert.deepEqual(await expiredCells(sql), ["POINT(1.9 49)"]);
    await refresh(sql);
    assert.deepEqual(await grid(sql), { "POINT(1.9 49)": [0, 0, 1, 0] });
  } finally {
    await other.end({ timeout: 5 });
  }
});
