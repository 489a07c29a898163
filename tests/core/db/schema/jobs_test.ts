import assert from "node:assert/strict";
import { openPool, type Queryable, type Sql } from "../../../../src/core/db/sql.ts";
import { databaseTest } from "../../../support/databases.ts";
import { insertPicture, insertSequence, insertUploadSet } from "./objects.ts";

const UNKNOWN = "0000a000-0000-4000-8000-000000000000";

databaseTest("a new picture is queued for preparation", async (sql) => {
  const cases: [Record<string, unknown> | null, unknown][] = [
    [{}, null],
    [null, null],
    [{ blurredByAuthor: true }, { skip_blurring: true }],
    [{ blurredByAuthor: false }, null],
    [{ blurredByAuthor: "true" }, null],
  ];
  for (const [metadata, args] of cases) {
    const picture = await insertPicture(sql, { metadata });
    assert.deepEqual(
      [...await sql`SELECT task, args, nb_errors, claimed_by FROM job_queue WHERE picture_id = ${picture}`],
      [{ task: "prepare", args, nb_errors: 0, claimed_by: null }],
      JSON.stringify(metadata),
    );
  }
});

databaseTest("a deleted picture leaves a job to delete its files, and no other", async (sql) => {
  const [kept, deleted, marked] = [await insertPicture(sql), await insertPicture(sql), await insertPicture(sql)];
  await sql`UPDATE job_queue SET picture_id = NULL, picture_to_delete_id = ${marked}, task = 'delete', nb_errors = 2
    WHERE picture_id = ${marked}`;
  await sql`INSERT INTO job_history (job_task, picture_id) VALUES ('prepare', ${deleted})`;
  await sql`DELETE FROM pictures WHERE id IN (${deleted}, ${marked})`;
  assert.deepEqual(
    [...await sql`SELECT task, picture_id, picture_to_delete_id, nb_errors FROM job_queue ORDER BY seq`],
    [
      { task: "prepare", picture_id: kept, picture_to_delete_id: null, nb_errors: 0 },
      { task: "delete", picture_id: null, picture_to_delete_id: marked, nb_errors: 2 },
      { task: "delete", picture_id: null, picture_to_delete_id: deleted, nb_errors: 0 },
    ],
  );
  assert.equal((await sql`SELECT FROM job_history`).length, 0, "history goes with its picture");
});

databaseTest("a job is about exactly one object, which has one job at most", async (sql) => {
  const picture = await insertPicture(sql), sequence = await insertSequence(sql), set = await insertUploadSet(sql);
  const insert = (values: Record<string, unknown>) =>
    sql`INSERT INTO job_queue ${sql({ task: "finalize", ...values })}`;
  await insert({ sequence_id: sequence });
  await insert({ upload_set_id: set });
  await insert({ picture_to_delete_id: UNKNOWN });
  const refused: [Record<string, unknown>, string][] = [
    [{}, "23514"],
    [{ sequence_id: sequence, upload_set_id: set }, "23514"],
    [{ picture_id: picture }, "23505"],
    [{ sequence_id: sequence }, "23505"],
    [{ upload_set_id: set }, "23505"],
    [{ picture_to_delete_id: UNKNOWN }, "23505"],
    [{ picture_id: UNKNOWN }, "23503"],
  ];
  for (const [values, code] of refused) {
    await assert.rejects(async () => await insert(values), { code }, JSON.stringify(values));
  }
  await assert.rejects(async () => await sql`INSERT INTO job_history (job_task) VALUES ('prepare')`, { code: "23514" });
  await sql`DELETE FROM upload_sets WHERE id = ${set}`;
  await sql`DELETE FROM sequences WHERE id = ${sequence}`;
  assert.deepEqual((await sql`SELECT task FROM job_queue ORDER BY seq`).map(({ task }) => task), [
    "prepare",
    "finalize",
  ]);
});

databaseTest("jobs keep the order in which one transaction asked for them", async (sql) => {
  await sql.begin(async (tx) => {
    const set = await insertUploadSet(tx, { estimated_nb_files: 2 });
    await insertPicture(tx, { upload_set_id: set });
    await insertPicture(tx, { upload_set_id: set });
    await tx`UPDATE upload_sets SET completed = true WHERE id = ${set}`;
  });
  assert.deepEqual(
    (await sql`SELECT task FROM job_queue ORDER BY nb_errors, ts, seq`).map(({ task }) => task),
    ["prepare", "prepare", "dispatch"],
  );
});

databaseTest("a set is queued for dispatch whenever completed is written as true", async (sql) => {
  const dispatch = async () =>
    (await sql<[{ id: string; ts: string; seq: number }]>`SELECT id, ts, seq FROM job_queue WHERE task = 'dispatch'`)[
      0
    ];
  const set = await insertUploadSet(sql);
  await sql`UPDATE upload_sets SET completed = false, title = 'other' WHERE id = ${set}`;
  assert.equal(await dispatch(), undefined);
  await sql`UPDATE upload_sets SET completed = true WHERE id = ${set}`;
  const first = await dispatch();
  assert.ok(first);
  await sql`UPDATE upload_sets SET title = 'another' WHERE id = ${set}`;
  assert.deepEqual(await dispatch(), first);
  await sql`UPDATE upload_sets SET completed = true WHERE id = ${set}`;
  const again = await dispatch();
  assert.equal(again.id, first.id);
  assert.ok(again.seq > first.seq && again.ts >= first.ts, "the job that waited is put off");
  const complete = await insertUploadSet(sql, { completed: true });
  assert.equal((await sql`SELECT FROM job_queue WHERE upload_set_id = ${complete}`).length, 1);
});

databaseTest("runners are woken by work they may take, not by claims", async (sql, { target }) => {
  const listener = openPool(target, { max: 1 });
  const woken: string[] = [];
  await listener.listen("panoramax_jobs", (task) => void woken.push(task));
  try {
    const job = await insertPicture(sql);
    const worker = crypto.randomUUID();
    const update = (change: ReturnType<Sql>) => sql`UPDATE job_queue SET ${change} WHERE picture_id = ${job}`;
    await update(sql`claimed_by = ${worker}, claimed_until = now() + interval '1 minute'`);
    await update(sql`claimed_until = now() + interval '2 minutes'`);
    await sql`UPDATE job_queue SET claimed_by = ${worker} WHERE false`;
    await update(sql`claimed_by = NULL, claimed_until = NULL, nb_errors = nb_errors + 1`);
    await sql`DELETE FROM job_queue`;
    await notifyEnd(sql, listener);
    assert.deepEqual(woken, ["prepare", "prepare"], "once for the new job, once when it was given back");
  } finally {
    await listener.end({ timeout: 5 });
  }
});

/** Waits until notices sent so far have arrived: they come in the order of the commits. */
async function notifyEnd(sql: Queryable, listener: Sql): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await listener.listen("test_end", () => resolve());
  await sql`SELECT pg_notify('test_end', '')`;
  await promise;
}
