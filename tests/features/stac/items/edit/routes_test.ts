// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import { seedSequence, uuid, walk } from "../../seeds.ts";
import { type StacTest, stacTest } from "../../support.ts";

const SEQUENCE = uuid(1), PICTURE = uuid(11), PATH = `/api/collections/${SEQUENCE}/items/${PICTURE}`;

/** A sequence of bob, and camille, who owns nothing. */
async function withSequence(test: StacTest, visibility = "anyone"): Promise<string> {
  const bob = await test.account("bob");
  await test.account("camille");
  const [first, ...others] = walk(11);
  await seedSequence(test.sql, { id: SEQUENCE, account: bob, pictures: [{ ...first, visibility }, ...others] });
  return bob;
}

function patch(body: unknown): RequestInit {
  return { method: "PATCH", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
}

stacTest("PATCH of an item changes each of its fields, and keeps what was there before", async (test) => {
  const bob = await withSequence(test);
  const cases: { body: any; shows(item: any): unknown; value: unknown; before: any }[] = [
    {
      body: { heading: 66 },
      shows: ({ properties }) => properties["view:azimuth"],
      value: 66,
      before: { heading: 349 },
    },
    {
      body: { capture_time: "2023-07-03T12:12:01.001+02:00" },
      shows: ({ properties }) => properties.datetime,
      value: "2023-07-03T10:12:01.001000+00:00",
      before: { ts: "2021-07-29T09:16:54+00:00" },
    },
    {
      body: { longitude: "2.5", latitude: 48 },
      shows: ({ geometry }) => geometry.coordinates,
      value: [2.5, 48],
      before: { geom: { type: "Point", coordinates: [1.919185442, 49.00688962] } },
    },
    { body: { pitch: 42 }, shows: ({ properties }) => properties["pers:pitch"], value: 42, before: { pitch: 0 } },
    { body: { roll: -3.5 }, shows: ({ properties }) => properties["pers:roll"], value: -3.5, before: { roll: 0 } },
    { body: { yaw: 180 }, shows: ({ properties }) => properties["pers:yaw"], value: 180, before: { yaw: null } },
    {
      body: { visible: "false" },
      shows: ({ properties }) => properties["geovisio:visibility"],
      value: "owner-only",
      before: { visibility: "anyone" },
    },
  ];
  let updated = "";
  for (const { body, shows, value } of cases) {
    const item = await test.json(PATH, { role: "bob", init: patch(body) });
    assert.deepEqual(shows(item), value);
    assert.ok(item.properties.updated > updated, "the item moves on");
    updated = item.properties.updated;
    assert.deepEqual(await test.json(PATH, { role: "bob" }), item);
  }
  const changes = await test.sql`SELECT account_id, previous_value_changed AS before FROM pictures_changes ORDER BY ts`;
  assert.deepEqual([...changes], cases.map(({ before }) => ({ account_id: bob, before })));
});

stacTest("PATCH of an item's position moves its collection", async (test) => {
  await withSequence(test);
  await test.json(PATH, { role: "bob", init: patch({ longitude: 1, latitude: 49 }) });
  const { extent } = await test.json(`/api/collections/${SEQUENCE}`);
  assert.equal(extent.spatial.bbox[0][0], 1);
});

stacTest("PATCH of an item without anything to do answers 304", async (test) => {
  await withSequence(test);
  for (const body of [{}, { unknown: 1 }]) assert.equal((await test.ask(PATH, "camille", patch(body))).status, 304);
  await test.json(PATH, { role: "bob", init: patch({ visible: "true", heading: 349 }) });
  assert.equal((await test.sql`SELECT FROM pictures_changes`).length, 0);
});

stacTest("PATCH of an item names what is wrong, and then changes nothing", async (test) => {
  await withSequence(test);
  const before = await test.json(PATH, { role: "bob" });
  const cases: [any, string, any?][] = [
    [{ heading: 361 }, "Heading is not valid"],
    [{ heading: "north" }, "Heading is not valid"],
    [{ capture_time: "pouet" }, "Parameter `capture_time` is not a valid datetime", {
      error: "Unknown string format: pouet",
    }],
    ...["0001-01-01T00:00:00+15:00", "9999-12-31T23:59:59-15:00", "9999-12-31T23:59:60Z"].map((
      capture_time,
    ): [any, string, any] => [{ capture_time }, "Parameter `capture_time` is not a valid datetime", {
      error: "The year cannot be written in every time zone",
    }]),
    [{ longitude: 1 }, "Longitude cannot be overridden alone, latitude also needs to be set"],
    [{ latitude: 1 }, "Latitude cannot be overridden alone, longitude also needs to be set"],
    [{ longitude: -299, latitude: 1 }, "For parameter `longitude`, `-299.0` is not a valid longitude", {
      error: "longitude needs to be between -180 and 180",
    }],
    [{ longitude: 1, latitude: "pouet" }, "Impossible to parse parameters", [{
      fields: ["latitude"],
      error: "Input should be a valid number, unable to parse string as a number",
      input: "pouet",
    }]],
    [{ pitch: "100" }, "Impossible to parse parameters", [{
      fields: ["pitch"],
      error: "Input should be less than or equal to 90",
      input: "100",
    }]],
    [{ yaw: -1 }, "Impossible to parse parameters"],
    [{ heading: 1, visible: "no" }, "Picture visibility parameter (visible) should be either unset, true or false"],
    [{ semantics: [{ key: "", value: "v".repeat(2049) }] }, "Impossible to parse parameters"],
  ];
  for (const [body, message, details] of cases) {
    const refusal = await test.json(PATH, { role: "bob", status: 400, init: patch(body) });
    assert.ok(refusal.message.startsWith(message), refusal.message);
    if (details) assert.deepEqual(refusal.details, details);
  }
  assert.deepEqual(await test.json(PATH, { role: "bob" }), before);
});

stacTest("PATCH of an item is for whom it belongs to, or who may take part", async (test) => {
  await withSequence(test);
  const tag = { semantics: [{ key: "k", value: "v" }] };
  const cases: { role: string; body: any; collaborative: boolean; status: number }[] = [
    { role: "anonymous", body: tag, collaborative: true, status: 401 },
    { role: "camille", body: { visibility: "owner-only" }, collaborative: true, status: 403 },
    { role: "camille", body: { heading: 1 }, collaborative: true, status: 200 },
    { role: "camille", body: { heading: 2 }, collaborative: false, status: 403 },
    { role: "camille", body: { pitch: 2 }, collaborative: false, status: 403 },
    { role: "camille", body: tag, collaborative: false, status: 403 },
    { role: "camille", body: tag, collaborative: true, status: 200 },
    { role: "admin", body: { visibility: "owner-only" }, collaborative: false, status: 200 },
    { role: "camille", body: { semantics: [{ key: "k", value: "2" }] }, collaborative: true, status: 404 },
    { role: "bob", body: { visibility: "anyone" }, collaborative: false, status: 200 },
  ];
  for (const { role, body, collaborative, status } of cases) {
    await test.sql`UPDATE accounts SET collaborative_metadata = ${collaborative} WHERE name = 'bob'`;
    await test.json(PATH, { role, status, init: patch(body) });
  }
});

stacTest("DELETE of an item takes it out of its collection", async (test) => {
  await withSequence(test);
  const remove = { method: "DELETE" };
  await test.json(PATH, { role: "anonymous", status: 401, init: remove });
  await test.json(PATH, { role: "camille", status: 403, init: remove });
  assert.equal((await test.ask(PATH, "bob", remove)).status, 204);
  await test.json(PATH, { role: "bob", status: 404, init: remove });
  await test.json(PATH, { role: "admin", status: 404 });
  const collection = await test.json(`/api/collections/${SEQUENCE}`);
  assert.equal(collection["stats:items"].count, 4);
  assert.equal(collection.extent.temporal.interval[0][0], "2021-07-29T09:16:56+00:00");
  assert.equal((await test.json(`/api/collections/${SEQUENCE}/items`)).features.length, 4);
  assert.deepEqual([...await test.sql`SELECT task, picture_to_delete_id FROM job_queue WHERE task = 'delete'`], [
    { task: "delete", picture_to_delete_id: PICTURE },
  ]);
});

stacTest("DELETE of a hidden item is for those who see it", async (test) => {
  await withSequence(test, "owner-only");
  await test.json(PATH, { role: "camille", status: 404, init: { method: "DELETE" } });
  assert.equal((await test.ask(PATH, "bob", { method: "DELETE" })).status, 204);
});
