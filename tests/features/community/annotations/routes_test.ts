import assert from "node:assert/strict";
import { onlyRow } from "../../../../src/core/db/rows.ts";
import { seedSequence, uuid, walk } from "../../stac/seeds.ts";
import { answer, serverTest, type TestServer } from "../../../support/server.ts";

const NO_JOBS = { PICTURE_PROCESS_THREADS_LIMIT: "0" };
const PATH = `/api/pictures/${uuid(10)}/annotations`;
const SIGN = { key: "osm|traffic_sign", value: "stop" };

/** A walk by the default account, and how bob calls. */
async function seed(server: TestServer) {
  const { id } = onlyRow(await server.sql<{ id: string }[]>`SELECT id FROM accounts WHERE is_default`);
  await seedSequence(server.sql, { id: uuid(1), account: id, pictures: walk(10) });
  const bob = await server.account("bob");
  return {
    bob,
    call: (method: string, path: string, body?: unknown, headers: Record<string, string> = bob) =>
      fetch(`${server.url}${path}`, {
        method,
        headers: { ...headers, ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
        body: body === undefined ? undefined : JSON.stringify(body),
      }),
    updatedAt: async () =>
      onlyRow(await server.sql<{ updated_at: string }[]>`SELECT updated_at FROM pictures WHERE id = ${uuid(10)}`)
        .updated_at,
  };
}

serverTest("an annotation lives as long as it has tags", async (server) => {
  const { call, updatedAt } = await seed(server);
  const before = await updatedAt();
  const made = await call("POST", PATH, { shape: [10, 20, 30, 40], semantics: [SIGN] });
  const location = made.headers.get("location")!;
  const annotation = await answer(made);
  assert.deepEqual(annotation, {
    id: location.split("/").at(-1),
    picture_id: uuid(10),
    shape: { type: "Polygon", coordinates: [[[10, 20], [30, 20], [30, 40], [10, 40], [10, 20]]] },
    semantics: [SIGN],
  });
  assert.ok(await updatedAt() > before);
  const path = new URL(location).pathname;
  const same = await answer(call("POST", PATH, { shape: annotation.shape, semantics: [{ key: "a", value: "b" }] }));
  assert.deepEqual([same.id, same.semantics], [annotation.id, [{ key: "a", value: "b" }, SIGN]]);
  const below = `/api/collections/${uuid(1)}/items/${uuid(10)}/annotations/${annotation.id}`;
  assert.deepEqual(await answer(fetch(`${server.url}${below}`)), same);
  await answer(fetch(`${server.url}${below.replace(uuid(10), uuid(11))}`), 404);
  const remove = (tag: typeof SIGN) => ({ semantics: [{ action: "delete", ...tag }] });
  assert.deepEqual((await answer(call("PATCH", path, remove({ key: "a", value: "b" })))).semantics, [SIGN]);
  await answer(call("PATCH", path, remove(SIGN)), 204);
  await answer(fetch(location), 404);
  const history = await server.sql`SELECT updates FROM pictures_semantics_history ORDER BY ts`;
  assert.equal(history.length, 4);
  assert.deepEqual(history[3]?.updates, [{ action: "delete", ...SIGN, annotation_shape: annotation.shape }]);
}, NO_JOBS);

serverTest("an annotation is deleted below its item, and the history records it", async (server) => {
  const { call, updatedAt } = await seed(server);
  const below = `/api/collections/${uuid(1)}/items/${uuid(10)}/annotations`;
  for (const semantics of [[SIGN], []]) {
    const { id } = await answer(call("POST", below, { shape: [1, 1, 2, 2], semantics }));
    const before = await updatedAt();
    await answer(call("DELETE", `${below}/${id}`, undefined, {}), 401);
    await answer(call("DELETE", `${below}/${id}`), 204);
    await answer(call("DELETE", `${below}/${id}`), 404);
    assert.ok(await updatedAt() > before);
  }
  assert.equal((await server.sql`SELECT FROM annotations`).length, 0);
}, NO_JOBS);

serverTest("an annotation is as visible as its picture", async (server) => {
  const { call } = await seed(server);
  const { id } = await answer(call("POST", PATH, { shape: [1, 1, 2, 2], semantics: [SIGN] }));
  await server.sql`UPDATE sequences SET visibility = 'owner-only'`;
  await answer(fetch(`${server.url}/api/annotations/${id}`), 404);
  await answer(call("PATCH", `/api/annotations/${id}`, { semantics: [{ key: "a", value: "b" }] }), 404);
  await answer(call("POST", PATH, { shape: [3, 3, 4, 4] }), 404);
  await answer(fetch(`${server.url}/api/annotations/${id}`, { headers: server.defaultAccount }));
}, NO_JOBS);

serverTest("an invalid annotation is refused by field, and nothing is written", async (server) => {
  const { call } = await seed(server);
  const details = async (body: unknown) => (await answer(call("POST", PATH, body), 400)).details;
  const triangle = [[0, 0], [1, 0], [1, 1], [0, 0]];
  const polygon = (coordinates: unknown) => ({ shape: { type: "Polygon", coordinates } });
  assert.deepEqual(await details({ shape: [1, 2, 3] }), [{
    fields: ["shape", "bbox"],
    error: "List should have at least 4 items after validation, not 3",
    input: [1, 2, 3],
  }]);
  assert.deepEqual((await details({ shape: [1, 2, 3, "x"] }))[0].fields, ["shape", "bbox", 3]);
  assert.deepEqual(await details({}), [{ fields: ["shape"], error: "Field required" }]);
  assert.deepEqual((await details({ shape: "pouet" }))[0].fields, ["shape", "geometry"]);
  assert.match((await details(polygon([triangle.with(3, [5, 5])])))[0].error, /same start and end/);
  assert.match((await details(polygon([triangle.slice(1)])))[0].error, /at least 4 items/);
  assert.deepEqual((await details({ shape: [0, 0, 1, 1], semantics: [{ key: "a" }] }))[0].fields, [
    "semantics",
    0,
    "value",
  ]);
  const outside = await answer(call("POST", PATH, { shape: [0, 0, 5761, 1] }), 400);
  assert.deepEqual(outside.value, { x: 5761, y: 0 });
  const twice = { shape: [0, 0, 1, 1], semantics: [SIGN, SIGN] };
  assert.match((await answer(call("POST", PATH, twice), 400)).message, /duplicates/);
  assert.equal((await server.sql`SELECT FROM annotations`).length, 0);
  const { id } = await answer(call("POST", PATH, { id: uuid(99), shape: [0, 0, 1, 1], semantics: [SIGN] }));
  assert.equal(id, uuid(99));
  await answer(call("POST", `/api/pictures/${uuid(11)}/annotations`, { id, shape: [0, 0, 1, 1] }), 409);
}, NO_JOBS);

serverTest("others may annotate a picture only if its owner allows it", async (server) => {
  const bob = await server.account("bob"), alice = await server.account("alice");
  const { id } = onlyRow(await server.sql<{ id: string }[]>`SELECT id FROM accounts WHERE name = 'bob'`);
  await seedSequence(server.sql, { id: uuid(1), account: id, pictures: walk(10) });
  const call = async (method: string, path: string, headers: Record<string, string>, body: unknown, status: number) =>
    await answer(
      fetch(`${server.url}${path}`, {
        method,
        headers: { "Content-Type": "application/json", ...headers },
        body: JSON.stringify(body),
      }),
      status,
    );
  const made = (value: string) => ({ shape: [1, 1, 20, 20], semantics: [{ key: "k", value }] });
  const { id: annotation } = await call("POST", PATH, alice, made("1"), 200);
  await server.sql`UPDATE accounts SET collaborative_metadata = FALSE WHERE name = 'bob'`;
  const tag = { semantics: [{ key: "k", value: "2" }] };
  await call("POST", PATH, alice, made("3"), 403);
  await call("PATCH", `/api/annotations/${annotation}`, alice, tag, 403);
  await call("DELETE", `/api/annotations/${annotation}`, alice, undefined, 403);
  assert.equal((await server.sql`SELECT FROM annotations_semantics`).length, 1);
  await call("PATCH", `/api/annotations/${annotation}`, bob, tag, 200);
  await call("DELETE", `/api/annotations/${annotation}`, server.defaultAccount, undefined, 204);
});
