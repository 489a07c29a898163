// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import { seedSequence, uuid, walk } from "../../seeds.ts";
import { type StacTest, stacTest } from "../../support.ts";

const SEQUENCE = uuid(1), PATH = `/api/collections/${SEQUENCE}`;

/** A sequence of bob, and camille, who owns nothing. */
async function withSequence(test: StacTest, values: { visibility?: string } = {}): Promise<string> {
  const bob = await test.account("bob");
  await test.account("camille");
  await seedSequence(test.sql, { id: SEQUENCE, account: bob, title: "before", pictures: walk(11), ...values });
  return bob;
}

function patch(body: unknown): RequestInit {
  return { method: "PATCH", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
}

async function headings({ sql }: StacTest): Promise<number[]> {
  const rows = await sql<{ heading: number }[]>`
    SELECT heading FROM pictures JOIN sequences_pictures ON pic_id = id WHERE seq_id = ${SEQUENCE} ORDER BY rank`;
  return rows.map(({ heading }) => heading);
}

stacTest("PATCH of a collection changes what its owner asks for, and answers it", async (test) => {
  const bob = await withSequence(test);
  const before = await test.json(PATH, { role: "bob" });
  const changed = await test.json(PATH, { role: "bob", init: patch({ title: "après", visible: "false" }) });
  assert.equal(changed.title, "après");
  assert.equal(changed["geovisio:visibility"], "owner-only");
  assert.equal(changed["geovisio:status"], undefined);
  assert.notEqual(changed.updated, before.updated);
  assert.deepEqual(await test.json(PATH, { role: "bob" }), changed);
  assert.deepEqual([...await test.sql`SELECT account_id, previous_value_changed FROM sequences_changes`], [
    { account_id: bob, previous_value_changed: { title: "before", visibility: "anyone" } },
  ]);
});

stacTest("PATCH of a collection takes forms", async (test) => {
  await withSequence(test);
  const form = new FormData();
  form.set("title", "from a form");
  assert.equal((await test.json(PATH, { role: "bob", init: { method: "PATCH", body: form } })).title, "from a form");
  const encoded = new URLSearchParams({ relative_heading: "90" });
  await test.json(PATH, { role: "bob", init: { method: "PATCH", body: encoded } });
  assert.equal((await headings(test)).at(-1), (await headings(test)).at(-2));
});

stacTest("PATCH of a collection that changes nothing leaves no trace", async (test) => {
  await withSequence(test);
  const before = await test.json(PATH, { role: "bob" });
  for (const body of [{}, { title: "before" }, { visibility: "anyone" }, { unknown: 1 }]) {
    assert.deepEqual(await test.json(PATH, { role: "bob", init: patch(body) }), before, JSON.stringify(body));
  }
  assert.equal((await test.sql`SELECT FROM sequences_changes`).length, 0);
});

stacTest("PATCH of a collection is for whom it belongs to, or who may take part", async (test) => {
  await withSequence(test);
  const ownerOnly =
    "You're not authorized to edit those fields for this sequence. Only the owner can change the visibility and the title";
  const closed = "You're not authorized to edit this sequence, collaborative editing is not allowed";
  const cases: { role: string; body: any; collaborative: boolean; status: number; message?: string }[] = [
    {
      role: "anonymous",
      body: { title: "x" },
      collaborative: true,
      status: 401,
      message: "Authentication is mandatory",
    },
    { role: "camille", body: { title: "x" }, collaborative: true, status: 403, message: ownerOnly },
    { role: "camille", body: { visibility: "owner-only" }, collaborative: true, status: 403, message: ownerOnly },
    { role: "camille", body: { visible: "false", sortby: "+gpsdate" }, collaborative: true, status: 403 },
    { role: "camille", body: { relative_heading: 10 }, collaborative: true, status: 200 },
    { role: "camille", body: { relative_heading: 20 }, collaborative: false, status: 403, message: closed },
    { role: "camille", body: { sortby: "-gpsdate" }, collaborative: false, status: 403, message: closed },
    { role: "camille", body: {}, collaborative: false, status: 200 },
    { role: "camille", body: { semantics: [{ key: "k", value: "1" }] }, collaborative: false, status: 403 },
    { role: "camille", body: { semantics: [{ key: "k", value: "1" }] }, collaborative: true, status: 200 },
    { role: "bob", body: { title: "bob's" }, collaborative: false, status: 200 },
    { role: "admin", body: { title: "admin's" }, collaborative: false, status: 200 },
  ];
  for (const { role, body, collaborative, status, message } of cases) {
    await test.sql`UPDATE accounts SET collaborative_metadata = ${collaborative} WHERE name = 'bob'`;
    const answer = await test.json(PATH, { role, status, init: patch(body) });
    if (message) assert.equal(answer.message, message);
  }
});

stacTest("PATCH and DELETE of a hidden collection are for those who see it", async (test) => {
  await withSequence(test, { visibility: "owner-only" });
  const message = `Collection ${SEQUENCE} wasn't found in database`;
  for (const init of [patch({ semantics: [{ key: "k", value: "v" }] }), patch({ title: "x" }), { method: "DELETE" }]) {
    assert.deepEqual(await test.json(PATH, { role: "camille", status: 404, init }), { message, status_code: 404 });
  }
  assert.equal((await test.sql`SELECT FROM sequences_semantics`).length, 0);
});

stacTest("PATCH of a collection names what is wrong, and then changes nothing", async (test) => {
  await withSequence(test);
  const before = await test.json(PATH, { role: "bob" });
  const heading = "Relative heading is not valid, should be an integer in degrees from -180 to 180";
  const cases: [any, string, any?][] = [
    [{ title: "x".repeat(251) }, "Impossible to parse parameters", ["title"]],
    [{ title: 1 }, "Impossible to parse parameters", ["title"]],
    [{ title: "a\0b" }, "Impossible to parse parameters", ["title"]],
    [{ visible: true }, "Picture visibility parameter (visible) should be either unset, true or false"],
    [{ visible: "true", visibility: "anyone" }, "Visibility and visible parameters are mutually exclusive parameters"],
    [{ visibility: "nobody" }, "Impossible to parse parameters", ["visibility"]],
    [{ sortby: "gpsdate" }, "Sort order parameter is invalid"],
    [{ relative_heading: 181 }, heading],
    [{ relative_heading: null }, heading],
    [{ relative_heading: "north" }, heading],
    [{ title: "new", semantics: [{ key: "k" }] }, "Impossible to parse parameters", ["semantics", 0, "value"]],
    [{ semantics: "k=v" }, "Impossible to parse parameters", ["semantics"]],
    [[], "The body should be a JSON object"],
  ];
  for (const [body, message, fields] of cases) {
    const refusal = await test.json(PATH, { role: "bob", status: 400, init: patch(body) });
    assert.equal(refusal.message, message, JSON.stringify(body));
    if (fields) assert.deepEqual(refusal.details[0].fields, fields);
  }
  assert.deepEqual(await test.json(PATH, { role: "bob" }), before);
});

stacTest("PATCH of a collection undoes everything when a tag is there already", async (test) => {
  await withSequence(test);
  const tag = { key: "k", value: "v" };
  await test.json(PATH, { role: "bob", init: patch({ semantics: [tag] }) });
  const before = await test.json(PATH, { role: "bob" });
  assert.deepEqual(before.semantics, [tag]);
  await test.json(PATH, { role: "bob", status: 400, init: patch({ title: "after", semantics: [tag] }) });
  assert.deepEqual(await test.json(PATH, { role: "bob" }), before);
});

stacTest("relative_heading turns all pictures from the movement, and says so in the history", async (test) => {
  await withSequence(test);
  await test.json(PATH, { role: "bob", init: patch({ relative_heading: 90 }) });
  const first = await headings(test);
  await test.json(PATH, { role: "bob", init: patch({ relative_heading: -90 }) });
  assert.deepEqual(await headings(test), first.map((heading) => (heading + 180) % 360));
  const [change] = await test.sql`
    SELECT p.previous_value_changed, s.previous_value_changed AS of_sequence
    FROM pictures_changes p JOIN sequences_changes s ON s.id = p.sequences_changes_id
    WHERE picture_id = ${uuid(11)} ORDER BY p.ts LIMIT 1`;
  assert.deepEqual(change, {
    previous_value_changed: { heading: 349, heading_computed: false },
    of_sequence: null,
  });
});

stacTest("sortby ranks the pictures anew", async (test) => {
  await withSequence(test);
  const order = async (): Promise<[number, string][]> => {
    const { features } = await test.json(`${PATH}/items`);
    return features.map(({ id, properties }: any) => [properties["geovisio:rank_in_collection"], id]);
  };
  const forwards = await order();
  const sorted = await test.json(PATH, { role: "bob", init: patch({ sortby: "-filename" }) });
  assert.equal(sorted["geovisio:sorted-by"], "-filename");
  assert.deepEqual(await order(), forwards.map(([rank], index) => [rank, forwards.at(-1 - index)![1]]));
  const refusal = await test.json(PATH, { role: "bob", status: 422, init: patch({ sortby: "+filedate" }) });
  assert.equal(
    refusal.message,
    "Sort by file date is not possible on this sequence (no file date information available on pictures)",
  );
  assert.equal((await test.json(PATH, { role: "bob" }))["geovisio:sorted-by"], "-filename");
});

stacTest("DELETE of a collection leaves a tombstone, and jobs for the files", async (test) => {
  await withSequence(test);
  const status = async (path: string, role: string, init?: RequestInit) => {
    const response = await test.ask(path, role, init);
    await response.body?.cancel();
    return response.status;
  };
  assert.equal(await status(PATH, "anonymous", { method: "DELETE" }), 401);
  assert.equal(await status(PATH, "camille", { method: "DELETE" }), 403);
  assert.equal(await status(PATH, "bob", { method: "DELETE" }), 204);
  assert.equal(await status(PATH, "bob", { method: "DELETE" }), 404);
  for (const role of ["anonymous", "bob", "admin"]) {
    assert.equal(await status(PATH, role), 404);
    assert.equal(await status(`${PATH}/items`, role), 404);
    assert.equal(await status(`/api/pictures/${uuid(11)}`, role), 404);
    const { collections } = await test.json("/api/collections?show_deleted=true", { role });
    assert.deepEqual(collections, [{ id: SEQUENCE, "geovisio:status": "deleted" }]);
  }
  assert.equal((await test.sql`SELECT FROM pictures`).length, 0);
  assert.deepEqual(
    [...await test.sql`SELECT task, count(*) AS number FROM job_queue GROUP BY task`],
    [{ task: "delete", number: 5 }],
  );
});

stacTest("DELETE of a collection keeps what another one holds too", async (test) => {
  const bob = await withSequence(test);
  await seedSequence(test.sql, { id: uuid(2), account: bob });
  await test.sql`INSERT INTO sequences_pictures (seq_id, rank, pic_id) VALUES (${uuid(2)}, 1, ${uuid(13)})`;
  const response = await test.ask(PATH, "bob", { method: "DELETE" });
  assert.equal(response.status, 204);
  assert.deepEqual([...await test.sql`SELECT id FROM pictures`], [{ id: uuid(13) }]);
});
