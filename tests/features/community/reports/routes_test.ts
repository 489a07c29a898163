import assert from "node:assert/strict";
import { seedSequence, uuid, walk } from "../../stac/seeds.ts";
import { answer, serverTest, type TestServer } from "../../../support/server.ts";

const NO_JOBS = { PICTURE_PROCESS_THREADS_LIMIT: "0" };

/** A walk by bob, whom alice reports to. */
async function seed(server: TestServer) {
  const bob = await server.account("bob"), alice = await server.account("alice");
  const [{ id }] = await server.sql`SELECT id FROM accounts WHERE name = 'bob'`;
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

serverTest("a report that makes no sense is refused by field", async (server) => {
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

serverTest("each role reads and changes what it may of a report", async (server) => {
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

serverTest("reports are listed to administrators, and to each what concerns them", async (server) => {
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
