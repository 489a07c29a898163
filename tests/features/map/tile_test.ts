import assert from "node:assert/strict";
import { onlyRow } from "../../../src/core/db/rows.ts";
import { encodeTile } from "../../../src/features/map/encoding/encode_tile.ts";
import { GridScales } from "../../../src/features/map/grid_scale.ts";
import { readGridScale, writesVectorTiles, writeTile } from "../../../src/features/map/queries.ts";
import { layersOf } from "../../../src/features/map/tile.ts";
import type { TileAddress } from "../../../src/features/map/tile_address.ts";
import type { Sql } from "../../../src/core/db/sql.ts";
import { PANORAMA, seedSequence, uuid, walk } from "../stac/seeds.ts";
import { databaseTest, nativeDatabaseTest } from "../../support/databases.ts";
import { present } from "../../support/present.ts";
import { decodeTile } from "./support.ts";

const EVERYBODY = { viewer: null, isPublic: false };
const at = (zoom: number, column: number, row: number): TileAddress => ({ zoom, column, row });

/** A long way through Brittany, and a short walk with pictures of two cameras. */
async function seed(sql: Sql): Promise<string> {
  const { id: account } = onlyRow(await sql<{ id: string }[]>`SELECT id FROM accounts WHERE is_default`);
  await seedSequence(sql, {
    id: uuid(1),
    account,
    pictures: Array.from({ length: 60 }, (_, index) => ({
      id: uuid(100 + index),
      longitude: -2.5 + index * 0.0008,
      latitude: 48.1 + Math.sin(index / 5) * 0.0003,
      accuracy: 2.5,
    })),
  });
  const pictures = walk(10);
  present(pictures[1]).metadata = { ...PANORAMA, type: "flat", make: "Étoile", model: "📷 1" };
  present(pictures[2]).accuracy = null;
  await seedSequence(sql, { id: uuid(2), account, pictures });
  await sql`SELECT compute_pictures_aggregate_grid()`;
  return account;
}

async function tileOf(sql: Sql, address: TileAddress, owner?: string) {
  const options = { hasOpenRegistration: false, scale: await readGridScale(sql) };
  const layers = layersOf({ address, scope: { ...EVERYBODY, owner } }, options);
  return decodeTile(await (await writesVectorTiles(sql) ? writeTile : encodeTile)(sql, layers));
}

databaseTest("a tile of the deepest zoom has pictures and their sequence", async (sql) => {
  const account = await seed(sql);
  const { sequences = [], pictures = [] } = await tileOf(sql, at(15, 16558, 11252));
  assert.equal(sequences.length, 1);
  assert.deepEqual(sequences[0]?.attributes, {
    id: uuid(2),
    account_id: account,
    date: "2021-07-29",
    gps_accuracy: 4,
    h_pixel_density: 16,
  });
  assert.deepEqual(pictures.map(({ attributes }) => attributes.id).sort(), [10, 11, 12, 13, 14].map(uuid));
  const attributesOf = (number: number) =>
    present(pictures.find(({ attributes }) => attributes.id === uuid(number)), `picture ${number}`).attributes;
  assert.deepEqual(attributesOf(10), {
    id: uuid(10),
    ts: "2021-07-29 09:16:54+00",
    heading: 349,
    account_id: account,
    type: "equirectangular",
    model: "GoPro Max",
    gps_accuracy: 4,
    h_pixel_density: 16,
    sequences: JSON.stringify([uuid(2)]),
    first_sequence: uuid(2),
  });
  assert.deepEqual([attributesOf(11).model, attributesOf(11).type], ["Étoile 📷 1", "flat"]);
  assert.ok(!("gps_accuracy" in attributesOf(12)));
  for (const { geometry } of pictures) {
    const [x, y] = present(geometry[0]?.[0], "a position");
    assert.ok(x >= 0 && x < 4096 && y >= 0 && y < 4096);
  }
});

databaseTest("a tile of low zoom has the grid, then the sequences that are long enough", async (sql) => {
  await seed(sql);
  const zoom5 = await tileOf(sql, at(5, 16, 10));
  assert.deepEqual(Object.keys(zoom5), ["grid"]);
  assert.equal(zoom5.grid?.length, 1);
  assert.deepEqual(zoom5.grid?.[0]?.attributes, {
    nb_pictures: 5,
    nb_360_pictures: 4,
    nb_flat_pictures: 1,
    coef: 0.1,
    coef_360_pictures: 0.1,
    coef_flat_pictures: 0.5,
    logged_coef: 0.1,
    logged_coef_360_pictures: 0.1,
    logged_coef_flat_pictures: 0,
  });
  const zoom6 = await tileOf(sql, at(6, 31, 22));
  assert.deepEqual(Object.keys(zoom6), ["grid", "sequences"]);
  assert.deepEqual(zoom6.sequences?.map(({ attributes }) => attributes), [{}]);
  assert.deepEqual(Object.keys(await tileOf(sql, at(6, 32, 21))), ["grid"]);
  assert.deepEqual(Object.keys(await tileOf(sql, at(7, 63, 44))), ["sequences"]);
});

databaseTest("a tile of one user has sequences at any zoom, and nothing by others", async (sql) => {
  const account = await seed(sql);
  assert.equal((await tileOf(sql, at(4, 7, 5), account)).sequences?.length, 1);
  assert.deepEqual(await tileOf(sql, at(4, 7, 5), uuid(999)), {});
});

nativeDatabaseTest("both encoders write the same features", async (sql) => {
  const account = await seed(sql);
  for (const owner of [undefined, account]) {
    for (
      const [zoom, longitude, latitude] of [
        [0, 0, 0],
        [5, 1.9, 49],
        [6, -2.48, 48.1],
        [9, -2.48, 48.1],
        [
          12,
          -2.47,
          48.1,
        ],
        [14, -2.47, 48.1],
        [15, 1.9192, 49.0069],
      ] as const
    ) {
      const layers = layersOf(
        { address: tileAround(zoom, longitude, latitude), scope: { ...EVERYBODY, owner } },
        { hasOpenRegistration: false, scale: await readGridScale(sql) },
      );
      const written = decodeTile(await writeTile(sql, layers));
      assert.deepEqual(decodeTile(await encodeTile(sql, layers)), written, `zoom ${zoom}`);
      if (zoom > 5) assert.ok(Object.keys(written).length > 0, `zoom ${zoom}`);
    }
  }
});

databaseTest("GridScales keeps the scale of the grid until a cell changes", async (sql) => {
  const scales = new GridScales(sql);
  const none = { median: null, most: null };
  assert.deepEqual((await scales.current()).number, none);
  const cell = (longitude: number, pictures: number, hidden = 0) =>
    sql`
    INSERT INTO pictures_aggregate_grid (geom, nb_pictures, nb_member_pictures)
    VALUES (ST_SetSRID(ST_MakePoint(${longitude}, 1), 4326), ${pictures}, ${hidden})`;
  await cell(1, 1);
  await cell(2, 14, 6);
  await cell(3, 0, 3);
  const scale = await scales.current();
  assert.deepEqual(scale.number, { median: 7.5, most: 14 });
  assert.deepEqual(scale.logged_number, { median: 3, most: 20 });
  assert.deepEqual(scale.number_360, { median: null, most: 0 });
  assert.equal(await scales.current(), scale);
  await sql`UPDATE pictures_aggregate_grid SET nb_pictures = 20 WHERE nb_pictures = 14`;
  assert.equal((await scales.current()).number.most, 20);
  await sql`DELETE FROM pictures_aggregate_grid WHERE nb_pictures = 20`;
  assert.equal((await scales.current()).number.most, 1);
});

function tileAround(zoom: number, longitude: number, latitude: number): TileAddress {
  const side = 2 ** zoom;
  const y = Math.asinh(Math.tan(latitude * Math.PI / 180)) / Math.PI;
  return at(zoom, Math.floor((longitude + 180) / 360 * side), Math.floor((1 - y) / 2 * side));
}
