import assert from "node:assert/strict";
import { databaseTest } from "../../../support/databases.ts";
import { defaultAccount, insertAccount, insertPicture, insertSequence } from "./objects.ts";

const ISSUES: [issue: string, hides: boolean][] = [
  ["blur_missing", true],
  ["blur_excess", false],
  ["inappropriate", true],
  ["privacy", true],
  ["picture_low_quality", false],
  ["mislocated", false],
  ["copyright", true],
  ["other", false],
];

databaseTest("reports of what may harm somebody hide it at once", async (sql) => {
  const reporter = await insertAccount(sql);
  for (const [issue, hides] of ISSUES) {
    const picture = await insertPicture(sql), sequence = await insertSequence(sql);
    const visibilities = async () =>
      (await sql<[Record<string, unknown>]>`
        SELECT (SELECT visibility FROM pictures WHERE id = ${picture}) AS picture,
          (SELECT visibility FROM sequences WHERE id = ${sequence}) AS sequence`)[0];

    const [both] = await sql<[Record<string, unknown>]>`
      INSERT INTO reports (issue, picture_id, sequence_id) VALUES (${issue}, ${picture}, ${sequence}) RETURNING status`;
    assert.equal(both.status, hides ? "open_autofix" : "open", issue);
    assert.deepEqual(
      { ...await visibilities() },
      { picture: hides ? "owner-only" : "anyone", sequence: "anyone" },
      `${issue}: of both, only the picture`,
    );
    const reportSequence = (reporter: string | null, key: string | null) =>
      sql`INSERT INTO reports (issue, sequence_id, reporter_account_id, reporter_key)
        VALUES (${issue}, ${sequence}, ${reporter}, ${key})`;
    for (const key of [null, "one", "one"]) {
      await reportSequence(null, key);
      assert.equal((await visibilities()).sequence, "anyone", `${issue}: two anonymous reporters are not enough`);
    }
    await reportSequence(null, "two");
    assert.equal((await visibilities()).sequence, hides ? "owner-only" : "anyone", `${issue}: the sequence, by three`);
    await sql`UPDATE sequences SET visibility = 'anyone'`;
    await sql`DELETE FROM reports`;
    await reportSequence(reporter, null);
    assert.equal(
      (await visibilities()).sequence,
      hides ? "owner-only" : "anyone",
      `${issue}: the sequence, by an account`,
    );
  }
});

databaseTest("a report hides in the name of its reporter, or else of the default account", async (sql) => {
  const picture = await insertPicture(sql), reporter = await insertAccount(sql);
  const [before] = await sql<[{ updated_at: string }]>`SELECT updated_at FROM pictures`;
  await sql`INSERT INTO reports (issue, picture_id) VALUES ('privacy', ${picture})`;
  await sql`INSERT INTO reports (issue, picture_id, reporter_account_id) VALUES ('privacy', ${picture}, ${reporter})`;
  assert.deepEqual([
    ...await sql`SELECT account_id, previous_value_changed FROM pictures_changes ORDER BY account_id = ${reporter}`,
  ], [
    { account_id: await defaultAccount(sql), previous_value_changed: { visibility: "anyone" } },
    { account_id: reporter, previous_value_changed: null },
  ]);
  const [after] = await sql<[{ updated_at: string }]>`SELECT updated_at FROM pictures`;
  assert.ok(after.updated_at > before.updated_at);
});

databaseTest("a report that is not open, or about nothing known, hides nothing", async (sql) => {
  const picture = await insertPicture(sql);
  await sql`INSERT INTO reports (issue, picture_id, status) VALUES ('privacy', ${picture}, 'closed_solved')`;
  await assert.rejects(
    async () => await sql`INSERT INTO reports (issue, picture_id) VALUES ('privacy', ${crypto.randomUUID()})`,
    { code: "23503" },
  );
  assert.equal((await sql`SELECT FROM pictures WHERE visibility = 'anyone'`).length, 1);
});

databaseTest("a report is closed while its status says so", async (sql) => {
  const picture = await insertPicture(sql), resolver = await defaultAccount(sql);
  const [{ id }] = await sql<
    [{ id: string }]
  >`INSERT INTO reports (issue, picture_id) VALUES ('other', ${picture}) RETURNING id`;
  const set = async (status: string) =>
    (await sql<[{ ts_closed: string; resolver_account_id: string | null }]>`
      UPDATE reports SET status = ${status}, resolver_account_id = ${resolver} WHERE id = ${id}
      RETURNING ts_closed, resolver_account_id`)[0];
  for (const status of ["closed_solved", "closed_ignored"]) {
    const closed = await set(status);
    assert.ok(closed.ts_closed, status);
    assert.equal(closed.resolver_account_id, resolver, status);
  }
  const first = await set("closed_solved"), second = await set("closed_solved");
  assert.ok(second.ts_closed >= first.ts_closed);
  for (const status of ["waiting", "open", "open_autofix"]) {
    assert.deepEqual({ ...await set(status) }, { ts_closed: null, resolver_account_id: null }, status);
  }
});

databaseTest("reports go with what they are about", async (sql) => {
  const picture = await insertPicture(sql), sequence = await insertSequence(sql);
  await sql`INSERT INTO reports (issue, picture_id) VALUES ('other', ${picture})`;
  await sql`INSERT INTO reports (issue, sequence_id) VALUES ('other', ${sequence})`;
  await sql`DELETE FROM pictures`;
  assert.equal((await sql`SELECT FROM reports`).length, 1);
  await sql`DELETE FROM sequences`;
  assert.equal((await sql`SELECT FROM reports`).length, 0);
});
