import assert from "node:assert/strict";
import { onlyRow } from "../../../../src/core/db/rows.ts";
import { seedSequence, uuid, walk } from "../../stac/seeds.ts";
import { makePicture, walk as walkOfPictures } from "../../../support/pictures.ts";
import { createUploadSet, sendFile, uploadSetWhenIdle } from "../../../support/uploads.ts";
import { answer, serverTest, type TestServer } from "../../../support/server.ts";

const NO_JOBS = { PICTURE_PROCESS_THREADS_LIMIT: "0" };

/** A walk by bob, whom alice reports to. */
async function seed(server: TestServer) {
  const bob = await server.account("bob"), alice = await server.account("alice");
  const { id } = onlyRow(await server.sql<{ id: string }[]>`SELECT id FROM accounts WHERE name = 'bob'`);
  await seedSequence(server.sql, { id: uuid(1), account: id, pictures: walk(10) });
  const call = (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${server.url}${path}`, {
      method,
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  return { bob, alice, call };
}

serverTest("what may harm somebody is hidden when it is reported", async (server) => {
  const { call } = await seed(server);
  const report = { issue: "privacy", picture_id: uuid(10), reporter_email: "a@example.org" };
  const made = await answer(call("POST", "/api/reports", report));
  assert.deepEqual([made.status, made.picture_id, "reporter_email" in made], ["open_autofix", uuid(10), false]);
  const visible = await server.sql`SELECT id FROM pictures WHERE visibility = 'anyone'`;
  assert.equal(visible.length, 4);
  const other = await answer(call("POST", "/api/reports", { issue: "mislocated", sequence_id: uuid(1) }));
  assert.equal(other.status, "open");
}, NO_JOBS);

serverTest("an invalid report is refused by field", async (server) => {
  const { call } = await seed(server);
  const { message, details } = await answer(call("POST", "/api/reports", { issue: "privacy" }), 400);
  assert.equal(message, "Impossible to create a Report");
  assert.deepEqual(details, [{
    fields: [],
    error: "Value error, At least one ID between picture_id and sequence_id must be set",
    input: { issue: "privacy" },
  }]);
  const long = { issue: "other", picture_id: uuid(10), reporter_comments: "x".repeat(10_001) };
  assert.deepEqual((await answer(call("POST", "/api/reports", long), 400)).details[0].fields, ["reporter_comments"]);
  await answer(fetch(`${server.url}/api/reports`, { method: "POST", body: "x" }), 415);
  assert.equal((await server.sql`SELECT FROM reports`).length, 0);
}, NO_JOBS);

serverTest("each role reads and changes only its parts of a report", async (server) => {
  const { bob, alice, call } = await seed(server);
  const carol = await server.account("carol");
  const report = { issue: "other", picture_id: uuid(10), reporter_email: "a@example.org", reporter_comments: "Look!" };
  const { id } = await answer(call("POST", "/api/reports", report, alice));
  const path = `/api/reports/${id}`;
  await answer(fetch(`${server.url}${path}`), 401);
  await answer(fetch(`${server.url}${path}`, { headers: carol }), 403);
  assert.ok(!("reporter_email" in await answer(fetch(`${server.url}${path}`, { headers: bob }))));
  const whole = await answer(fetch(`${server.url}${path}`, { headers: server.defaultAccount }));
  assert.equal(whole.reporter_email, "a@example.org");

  const refusal = async (body: unknown, headers: Record<string, string>) =>
    (await answer(call("PATCH", path, body, headers), 400)).details[0];
  assert.deepEqual(await refusal({ status: "closed_ignored" }, alice), {
    fields: [],
    error: "Value error, status can't be 'closed_ignored' for reporter",
    input: { status: "closed_ignored", editor_role: "reporter" },
  });
  assert.match((await refusal({ resolver_comments: "No" }, alice)).error, /resolver comments/);
  assert.match((await refusal({ issue: "privacy" }, bob)).error, /issue type/);
  assert.match((await refusal({ reporter_email: "b@example.org" }, bob)).error, /reporter email/);
  assert.deepEqual((await refusal({ status: "open" }, server.defaultAccount)).fields, ["status"]);
  await answer(call("PATCH", path, { status: "waiting" }, carol), 403);

  assert.equal((await answer(call("PATCH", path, {}, bob))).status, "open", "nothing to change is no error");
  const closed = await call("PATCH", path, { status: "closed_ignored", resolver_comments: "Fine" }, bob);
  assert.equal(closed.headers.get("location"), `${server.url}${path}`);
  const { ts_closed, resolver_account_id } = await answer(closed);
  assert.ok(ts_closed && resolver_account_id);
  const reopened = await answer(call("PATCH", path, { status: "waiting" }, server.defaultAccount));
  assert.deepEqual([reopened.ts_closed, reopened.resolver_account_id], [undefined, undefined]);
}, NO_JOBS);

serverTest("administrators list all reports, others those that concern them", async (server) => {
  const { bob, alice, call } = await seed(server);
  const make = async (headers: Record<string, string>) =>
    (await answer(call("POST", "/api/reports", { issue: "other", picture_id: uuid(10) }, headers))).id;
  const [first, second] = [await make(alice), await make({})];
  const list = async (path: string, headers: Record<string, string>, status = 200) => {
    const { reports, message } = await answer(fetch(`${server.url}${path}`, { headers }), status);
    return reports?.map((report: { id: string }) => report.id) ?? message;
  };
  assert.deepEqual(await list("/api/reports", server.defaultAccount), [second, first]);
  assert.deepEqual(await list("/api/reports?limit=1", server.defaultAccount), [second]);
  assert.equal(await list("/api/reports", bob, 403), "You're not authorized to list reports");
  assert.deepEqual(await list("/api/users/me/reports", bob), [second, first]);
  assert.deepEqual(await list("/api/users/me/reports", alice), [first]);
  const filtered = (filter: string) => `/api/users/me/reports?${new URLSearchParams({ filter })}`;
  assert.deepEqual(await list(filtered("reporter = 'me'"), bob), []);
  assert.deepEqual(await list(filtered("reporter IS NULL"), alice), [], "a filter widens nothing");
  for (const wrong of ["status = 'new'", "issue = 'other'", "owner = 'bob'", "status LIKE 'o%'"]) {
    assert.equal(await list(filtered(wrong), bob, 400), "Unsupported filter parameter");
  }
}, NO_JOBS);

/** Counts what is not visible to everybody. */
async function hidden(server: TestServer, table: "pictures" | "sequences"): Promise<number> {
  const rows = await server.sql`SELECT FROM ${server.sql(table)} WHERE visibility IS DISTINCT FROM 'anyone'`;
  return rows.length;
}

serverTest("one anonymous person cannot hide a sequence, however many reports they make", async (server) => {
  const { call } = await seed(server);
  const { id: bob } = onlyRow(await server.sql<{ id: string }[]>`SELECT id FROM accounts WHERE name = 'bob'`);
  for (let number = 100; number < 160; number++) await seedSequence(server.sql, { id: uuid(number), account: bob });
  const statuses: number[] = [];
  for (let number = 100; number < 160; number++) {
    const response = await call("POST", "/api/reports", { issue: "privacy", sequence_id: uuid(number) });
    statuses.push(response.status);
    if (response.status === 429) assert.ok(Number(response.headers.get("retry-after")) > 60);
    await response.body?.cancel();
  }
  assert.equal(statuses.filter((status) => status === 200).length, 20);
  assert.equal(statuses.filter((status) => status === 429).length, 40);
  assert.equal(await hidden(server, "sequences"), 0);
  // The limit is that of the anonymous caller.
  const other = await answer(
    call("POST", "/api/reports", { issue: "other", sequence_id: uuid(1) }, server.defaultAccount),
  );
  assert.equal(other.status, "open");
}, NO_JOBS);

serverTest("a sequence is hidden by a known reporter, or by three different anonymous ones", async (server) => {
  const { call, alice } = await seed(server);
  const report = (from: string, sequence: number, headers = {}) =>
    answer(call("POST", "/api/reports", { issue: "privacy", sequence_id: uuid(sequence) }, {
      "X-Forwarded-For": from,
      ...headers,
    }));
  const seen: string[] = [];
  for (const address of ["203.0.113.1", "203.0.113.1", "203.0.113.2", "203.0.113.2", "203.0.113.3"]) {
    seen.push((await report(address, 1)).status);
  }
  assert.deepEqual(seen, ["open", "open", "open", "open", "open_autofix"]);
  assert.equal(await hidden(server, "sequences"), 1);
  const { keys } = onlyRow(
    await server.sql<{ keys: string[] }[]>`SELECT array_agg(DISTINCT reporter_key) AS keys FROM reports`,
  );
  assert.equal(keys.length, 3);
  assert.doesNotMatch(keys.join(), /203/, "no address is kept");

  const { id: bob } = onlyRow(await server.sql<{ id: string }[]>`SELECT id FROM accounts WHERE name = 'bob'`);
  await seedSequence(server.sql, { id: uuid(2), account: bob });
  assert.equal((await report("203.0.113.9", 2, alice)).status, "open_autofix");
  assert.equal(await hidden(server, "sequences"), 2);
}, { ...NO_JOBS, INFRA_NB_PROXIES: "1" });

serverTest(
  "what reports hid is shown again in one action, as it was, and anonymous reports do not repeat it",
  async (server) => {
    const { bob, alice, call } = await seed(server);
    await server.sql`UPDATE pictures SET visibility = 'logged-only' WHERE id = ${uuid(10)}`;
    const report = { issue: "privacy", picture_id: uuid(10) };
    const first = await answer(call("POST", "/api/reports", report));
    const second = await answer(call("POST", "/api/reports", report, alice));
    const visibility = async () =>
      onlyRow(await server.sql`SELECT visibility FROM pictures WHERE id = ${uuid(10)}`).visibility;
    assert.equal(await visibility(), "owner-only");
    assert.ok(!("is_hidden" in first), "strangers are not told");
    const read = async (id: string) =>
      await answer(fetch(`${server.url}/api/reports/${id}`, { headers: server.defaultAccount }));
    assert.deepEqual([(await read(first.id)).is_hidden, (await read(second.id)).is_hidden], [true, true]);

    for (const headers of [bob, alice]) await answer(call("POST", `/api/reports/${second.id}/undo`, {}, headers), 403);
    await answer(call("POST", `/api/reports/${uuid(99)}/undo`, {}, server.defaultAccount), 404);
    const undone = await answer(call("POST", `/api/reports/${second.id}/undo`, {}, server.defaultAccount));
    assert.deepEqual([undone.status, undone.is_hidden], ["closed_ignored", false]);
    assert.equal(await visibility(), "logged-only");
    assert.equal((await read(first.id)).status, "closed_ignored");
    await answer(call("POST", `/api/reports/${first.id}/undo`, {}, server.defaultAccount), 409);

    assert.equal((await answer(call("POST", "/api/reports", report))).status, "open");
    assert.equal(await visibility(), "logged-only", "somebody has looked at it already");
    assert.equal(
      (await answer(call("POST", "/api/reports", { ...report, issue: "copyright" }))).status,
      "open_autofix",
    );
    // What its owner hides meanwhile stays hidden.
    const last = await answer(call("POST", "/api/reports", report, alice));
    await server.sql`UPDATE pictures SET visibility = 'logged-only' WHERE id = ${uuid(10)}`;
    assert.equal((await read(last.id)).is_hidden, false);
  },
  NO_JOBS,
);

serverTest(
  "a report on something unknown is a 404 that names the field, and tells nothing of tables",
  async (server) => {
    const { call } = await seed(server);
    for (
      const [field, body] of [
        ["picture_id", { picture_id: uuid(99) }],
        ["sequence_id", { sequence_id: uuid(99) }],
        ["sequence_id", { picture_id: uuid(10), sequence_id: uuid(99) }],
      ] as const
    ) {
      const refusal = await answer(call("POST", "/api/reports", { issue: "privacy", ...body }), 404);
      assert.deepEqual(refusal.details[0].fields, [field]);
      assert.doesNotMatch(JSON.stringify(refusal), /table|constraint|key \(|reports_/i);
    }
    assert.equal(await hidden(server, "pictures"), 0);
  },
  NO_JOBS,
);

serverTest("administrators see the files of what was hidden, others do not", async (server) => {
  const carol = await server.account("carol");
  const set = await createUploadSet(server, {}, carol);
  await answer(
    sendFile(server, set, { name: "1.jpg", bytes: await makePicture(walkOfPictures(1)[0]) }, { headers: carol }),
    202,
  );
  await answer(fetch(`${server.url}/api/upload_sets/${set}/complete`, { method: "POST", headers: carol }));
  await uploadSetWhenIdle(server, set);
  const { id, collection } = onlyRow(
    await server.sql`
    SELECT pic_id AS id, seq_id AS collection FROM sequences_pictures`,
  );
  const send = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/api/reports`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  await answer(send({ issue: "privacy", picture_id: id }));
  await answer(send({ issue: "privacy", sequence_id: collection }, carol));
  const alice = await server.account("alice");
  const paths: string[] = [
    ...["thumb", "sd", "hd"].map((name) => `/api/pictures/${id}/${name}.jpg`),
    `/api/collections/${collection}/thumb.jpg`,
  ];
  for (const path of paths) {
    const status = async (headers: Record<string, string>) => {
      const response = await fetch(`${server.url}${path}`, { headers });
      await response.body?.cancel();
      return [response.status, response.headers.get("cache-control")];
    };
    assert.deepEqual(await status(server.defaultAccount), [200, "private, no-cache"], path);
    assert.deepEqual(await status(carol), [200, "private, no-cache"], path);
    assert.equal((await status(alice))[0], 404, path);
    assert.equal((await status({}))[0], 404, path);
  }
});
