import assert from "node:assert/strict";
import { seedSequence, uuid, walk } from "../../seeds.ts";
import { type StacTest, stacTest } from "../../support.ts";

const SEQUENCE = uuid(1), PICTURE = uuid(11), PATH = `/api/collections/${SEQUENCE}/items/${PICTURE}`;

async function withSequence(test: StacTest): Promise<string> {
  const bob = await test.account("bob");
  await test.account("camille");
  await seedSequence(test.sql, { id: SEQUENCE, account: bob, pictures: walk(11) });
  return bob;
}

function send(method: string, body: unknown): RequestInit {
  return { method, body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
}

stacTest(
  "the history of a picture says what was replaced by what, and each change can be undone and redone",
  async (test) => {
    const bob = await withSequence(test);
    const before = await test.json(PATH, { role: "bob" });
    const { updated: _, ...stored } = before.properties;
    const edits = [
      { heading: 66 },
      { longitude: 2.5, latitude: 48 },
      { capture_time: "2023-07-03T10:12:01.001Z" },
      { pitch: 42 },
      { visibility: "owner-only" },
    ];
    for (const edit of edits) await test.json(PATH, { role: "bob", init: send("PATCH", edit) });

    const history = async () => (await test.json(`${PATH}/history`, { role: "bob" })).changes;
    const changes = await history();
    assert.deepEqual(changes.map(({ values }: { values: unknown[] }) => values[0]), [
      { name: "visibility", before: "anyone", after: "owner-only" },
      { name: "pitch", before: 0, after: 42 },
      { name: "ts", before: "2021-07-29T09:16:54+00:00", after: "2023-07-03T10:12:01.001+00:00" },
      {
        name: "geom",
        before: { type: "Point", coordinates: [1.919185442, 49.00688962] },
        after: { type: "Point", coordinates: [2.5, 48] },
      },
      { name: "heading", before: 349, after: 66 },
    ]);
    for (const change of changes) {
      assert.deepEqual([change.account, change.may_undo, change.is_of_collection], [
        { id: bob, name: "bob" },
        true,
        false,
      ]);
    }

    // In any order, since none touches what another one does.
    for (const { id } of [changes[3], changes[0], changes[1], changes[4], changes[2]]) {
      await test.json(`${PATH}/undo`, { role: "bob", init: send("POST", { change: id }) });
    }
    const after = await test.json(PATH, { role: "bob" });
    const { updated: __, ...restored } = after.properties;
    assert.deepEqual(restored, stored);
    assert.deepEqual(after.geometry, before.geometry);
    assert.equal((await test.json(`/api/collections/${SEQUENCE}`)).extent.spatial.bbox[0][0], 1.919185442);

    // Undoing is a change itself: what is undone last comes back first.
    const [last, ...others] = await history();
    assert.equal(others.length, 9);
    await test.json(`${PATH}/undo`, { role: "bob", init: send("POST", { change: last.id }) });
    assert.equal((await test.json(PATH, { role: "bob" })).properties.datetime, "2023-07-03T10:12:01.001000+00:00");
  },
);

stacTest("a change is not undone while later ones replaced the same, and a bulk edit is told apart", async (test) => {
  await withSequence(test);
  await test.json(PATH, { role: "bob", init: send("PATCH", { heading: 1 }) });
  await test.json(PATH, { role: "bob", init: send("PATCH", { heading: 2, visibility: "logged-only" }) });
  await test.json(`/api/collections/${SEQUENCE}/items`, {
    role: "bob",
    init: send("PATCH", { capture_time_shift: 5 }),
  });
  const { changes } = await test.json(`${PATH}/history`, { role: "admin" });
  const kinds = changes.map((change: Record<string, unknown>) => [change.may_undo, change.is_of_collection]);
  assert.deepEqual(kinds, [[true, true], [true, false], [false, false]]);
  const undo = (change: string, status = 200, role = "bob") =>
    test.json(`${PATH}/undo`, { role, status, init: send("POST", { change }) });
  await undo(changes[2].id, 409);
  await undo(changes[1].id);
  const { properties } = await test.json(PATH);
  assert.deepEqual([properties["view:azimuth"], properties["geovisio:visibility"]], [1, "anyone"]);
  await undo(uuid(99), 404);
  await undo("x", 400);
  await test.sql`UPDATE pictures_changes SET previous_value_changed = NULL WHERE id = ${changes[0].id}`;
  await undo(changes[0].id, 409);
});

stacTest("history is for the owner and administrators", async (test) => {
  await withSequence(test);
  await test.json(PATH, { role: "bob", init: send("PATCH", { heading: 1 }) });
  const { changes: [{ id }] } = await test.json(`${PATH}/history`, { role: "bob" });
  const cases = [["anonymous", 401], ["camille", 403], ["admin", 200]] as const;
  for (const [role, status] of cases) {
    await test.json(`${PATH}/history`, { role, status });
    await test.json(`${PATH}/undo`, { role, status, init: send("POST", { change: id }) });
  }
  await test.sql`UPDATE pictures SET visibility = 'owner-only'`;
  await test.json(`${PATH}/history`, { role: "camille", status: 404 });
  await test.json(`${PATH}/undo`, { role: "camille", status: 404, init: send("POST", { change: id }) });
  // A change of another picture.
  await test.json(`/api/collections/${SEQUENCE}/items/${uuid(12)}/undo`, {
    role: "bob",
    status: 404,
    init: send("POST", { change: id }),
  });
});

stacTest("no edit, and no undo, takes a picture into an excluded area", async (test) => {
  await withSequence(test);
  await test.json(PATH, { role: "bob", init: send("PATCH", { longitude: 10, latitude: 10 }) });
  await test.sql`
    INSERT INTO excluded_areas (label, is_public, geom)
    VALUES ('Around', TRUE, ST_Multi(ST_MakeEnvelope(1, 48, 3, 50, 4326)))`;
  const { changes: [{ id }] } = await test.json(`${PATH}/history`, { role: "bob" });
  const refusals = [
    await test.json(`${PATH}/undo`, { role: "bob", status: 400, init: send("POST", { change: id }) }),
    await test.json(PATH, { role: "bob", status: 400, init: send("PATCH", { longitude: 2, latitude: 49 }) }),
  ];
  for (const { message } of refusals) assert.equal(message, "Picture is located within an excluded area");
});

stacTest("a picture is edited, deleted and restored under its own collection alone", async (test) => {
  const bob = await withSequence(test);
  const other = `/api/collections/${uuid(2)}/items/${PICTURE}`;
  await seedSequence(test.sql, { id: uuid(2), account: bob, pictures: walk(21) });
  await test.json(PATH, { role: "bob", init: send("PATCH", { heading: 66 }) });
  const [change] = (await test.json(`${PATH}/history`, { role: "bob" })).changes;
  const state = () => test.sql`SELECT id, heading, status FROM pictures ORDER BY id`;
  const before = [...await state()];
  await test.json(`${other}/undo`, { role: "bob", status: 404, init: send("POST", { change: change.id }) });
  await test.json(`${other}/history`, { role: "bob", status: 404 });
  await test.json(other, { role: "bob", status: 404, init: send("PATCH", { heading: 5 }) });
  await test.json(other, { role: "bob", status: 404, init: { method: "DELETE" } });
  assert.deepEqual([...await state()], before);
});

stacTest("no undo brings a visibility back that the instance does not allow", async (test) => {
  await withSequence(test);
  await test.sql`UPDATE pictures SET visibility = 'logged-only' WHERE id = ${PICTURE}`;
  await test.json(PATH, { role: "bob", init: send("PATCH", { visibility: "owner-only" }) });
  const [change] = (await test.json(`${PATH}/history`, { role: "bob" })).changes;
  const { message } = await test.json(`${PATH}/undo`, {
    role: "bob",
    status: 400,
    init: send("POST", { change: change.id }),
  });
  assert.match(message, /logged-only/);
  const rows = await test.sql`SELECT visibility FROM pictures WHERE id = ${PICTURE}`;
  assert.deepEqual([...rows], [{ visibility: "owner-only" }]);
}, { API_REGISTRATION_IS_OPEN: "true" });
