import assert from "node:assert/strict";
import { onlyRow } from "../../../src/core/db/rows.ts";
import { seedSequence, uuid, walk } from "../stac/seeds.ts";
import { answer, serverTest, type TestServer } from "../../support/server.ts";
import { present } from "../../support/present.ts";
import { until } from "../../support/until.ts";
import { readTile } from "./support.ts";

/** The rows have no files: jobs would take them for broken. */
const NO_JOBS = { PICTURE_PROCESS_THREADS_LIMIT: "0" };
const WALK = "/api/map/15/16558/11252.mvt";

async function seedWalk({ sql }: TestServer): Promise<string> {
  const { id: account } = onlyRow(await sql<{ id: string }[]>`SELECT id FROM accounts WHERE is_default`);
  await seedSequence(sql, { id: uuid(1), account, pictures: walk(10) });
  return account;
}

serverTest("a tile is not sent again until the map changes", async (server) => {
  await seedWalk(server);
  const ask = (etag: string) => fetch(`${server.url}${WALK}`, { headers: { "If-None-Match": etag } });
  const first = await fetch(`${server.url}${WALK}`);
  assert.equal(first.headers.get("content-type"), "application/vnd.mapbox-vector-tile");
  assert.equal(first.headers.get("cache-control"), "public");
  assert.equal((await readTile(first)).pictures?.length, 5);
  const etag = first.headers.get("etag")!;
  for (let time = 0; time < 3; time++) {
    const again = await ask(etag);
    assert.equal(again.status, 304);
    assert.equal(again.headers.get("etag"), etag);
    assert.equal(await again.text(), "");
  }
  await server.sql`UPDATE pictures SET visibility = 'owner-only' WHERE id = ${uuid(10)}`;
  await until(async () => {
    const changed = await ask(etag);
    return changed.status === 200 && (await readTile(changed)).pictures?.length === 4;
  });
}, NO_JOBS);

serverTest("tiles show what the caller may see, and are then private", async (server) => {
  const account = await seedWalk(server);
  await server.sql`UPDATE sequences SET visibility = 'logged-only'`;
  const stranger = await server.account("Zoé");
  const anonymous = await fetch(`${server.url}${WALK}`);
  assert.equal((await anonymous.arrayBuffer()).byteLength, 0);
  const member = await fetch(`${server.url}${WALK}`, { headers: stranger });
  assert.equal(member.headers.get("cache-control"), "private");
  assert.equal((await readTile(member)).sequences?.[0]?.attributes.hidden, true);
  const refused = await fetch(`${server.url}${WALK}`, { headers: { "If-None-Match": member.headers.get("etag")! } });
  assert.equal(refused.status, 200, "what somebody else has seen is no reason to say that nothing changed");
  await refused.body?.cancel();

  await server.sql`UPDATE sequences SET visibility = 'anyone'`;
  await server.sql`UPDATE pictures SET visibility = 'owner-only' WHERE id = ${uuid(12)}`;
  const own = await readTile(
    await fetch(`${server.url}/api/users/me/map/15/16558/11252.pbf`, { headers: server.defaultAccount }),
  );
  const isHidden = (id: string) =>
    present(own.pictures?.find(({ attributes }) => attributes.id === id), id).attributes.hidden;
  assert.deepEqual([isHidden(uuid(12)), isHidden(uuid(13))], [true, undefined]);
  const others = await readTile(await fetch(`${server.url}/api/users/${account}/map/15/16558/11252.mvt`));
  assert.equal(others.pictures?.length, 4);
}, NO_JOBS);

serverTest("where anybody may register, tiles contain only what is public", async (server) => {
  await seedWalk(server);
  await server.sql`UPDATE pictures SET visibility = 'owner-only' WHERE id = ${uuid(12)}`;
  const response = await fetch(`${server.url}${WALK}`, { headers: server.defaultAccount });
  assert.equal(response.headers.get("cache-control"), "public");
  assert.equal((await readTile(response)).pictures?.length, 4);
}, { ...NO_JOBS, API_REGISTRATION_IS_OPEN: "true" });

serverTest("tiles of a user are filtered", async (server) => {
  const account = await seedWalk(server);
  await server.sql`UPDATE pictures SET visibility = 'owner-only' WHERE id = ${uuid(12)}`;
  const ask = (filter: string, tile = "15/16558/11252.mvt") =>
    fetch(`${server.url}/api/users/${account}/map/${tile}?${new URLSearchParams({ filter })}`, {
      headers: server.defaultAccount,
    });
  const hidden = await readTile(await ask("visibility = 'owner-only'"));
  assert.deepEqual([hidden.pictures?.length, hidden.sequences], [1, undefined]);
  const recent = await readTile(await ask("created > '2030-01-01'"));
  assert.deepEqual([recent.pictures?.length, recent.sequences], [5, undefined]);
  for (const wrong of ["status = 'hidden'", "colour = 'red'", "visibility = 'nobody'", "created >"]) {
    await answer(ask(wrong), 400);
  }
}, NO_JOBS);

serverTest("invalid tile addresses are refused", async ({ url }) => {
  const message = async (path: string, status: number) => (await answer(fetch(`${url}${path}`), status)).message;
  assert.equal(await message("/api/map/1/0/0.png", 400), "Tile format is invalid, should be either pbf or mvt");
  assert.equal(await message("/api/map/1/2/0.mvt", 404), "X or Y parameter is out of bounds");
  assert.equal(await message("/api/map/16/0/0.mvt", 404), "Z parameter is out of bounds (should be 0-15)");
  await message("/api/map/-1/0/0.mvt", 404);
  await message("/api/map/99999999999999999999/0/0.mvt", 404);
});

serverTest("styles name the tiles of their scope", async ({ url, defaultAccount }) => {
  const style = await answer(fetch(`${url}/api/map/style.json`));
  assert.deepEqual(style.sources.geovisio.tiles, [`${url}/api/map/{z}/{x}/{y}.mvt`]);
  assert.equal(style.metadata["panoramax:fields"].grid.length, 9);
  const mine = await answer(fetch(`${url}/api/users/me/map/style.json`, { headers: defaultAccount }));
  assert.deepEqual(mine.layers.map(({ id }: { id: string }) => id), ["geovisio_me_sequences", "geovisio_me_pictures"]);
});

serverTest("the name of a style is in the caller's language, and varies by it for caches", async ({ url }) => {
  const response = await fetch(`${url}/api/map/style.json`, { headers: { "Accept-Language": "fr" } });
  assert.equal((await response.json()).name, "Photos");
  assert.match(response.headers.get("Vary")!, /Accept-Language/);
}, { API_SUMMARY: JSON.stringify({ name: { en: "Pictures", fr: "Photos" } }) });
