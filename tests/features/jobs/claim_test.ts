/** What claiming a job costs, however many others wait. */
import assert from "node:assert/strict";
import type { Sql } from "../../../src/core/db/sql.ts";
import { type Claimant, claimNextJob } from "../../../src/features/jobs/queries.ts";
import { databaseTest, nativeDatabaseTest } from "../../support/databases.ts";

const WAITING = 20;

function claimant(): Claimant {
  return { worker: crypto.randomUUID(), running: [crypto.randomUUID()], isAlone: false, hasDatabase: false };
}

/** Upload sets, the dispatch of which is queued by their completion. */
async function queueDispatches(sql: Sql, count: number): Promise<void> {
  await sql`
    INSERT INTO upload_sets (account_id, title, completed)
    SELECT accounts.id, 'Set', TRUE FROM accounts, generate_series(1, ${count}) WHERE is_default`;
}

/** Who locked or changed each upload set last. */
async function lastLocks(sql: Sql): Promise<string[]> {
  const rows = await sql<{ lock: string }[]>`SELECT xmax::text AS lock FROM upload_sets ORDER BY id`;
  return rows.map(({ lock }) => lock);
}

databaseTest("claimNextJob() locks the object of the job that it takes, and of no other that waits", async (sql) => {
  await queueDispatches(sql, WAITING);
  const before = await lastLocks(sql);
  assert.ok(await claimNextJob(sql, claimant(), 60));
  const after = await lastLocks(sql);
  assert.equal(before.length, WAITING);
  assert.equal(after.filter((lock, index) => lock !== before[index]).length, 1);
});

databaseTest("claimNextJob() takes jobs in the order in which they were queued", async (sql) => {
  await queueDispatches(sql, WAITING);
  const rows = await sql<{ id: string }[]>`SELECT id FROM job_queue ORDER BY seq`;
  const worker = claimant(), claimed: (string | undefined)[] = [];
  for (let count = 0; count <= WAITING; count++) claimed.push((await claimNextJob(sql, worker, 60))?.id);
  assert.deepEqual(claimed, [...rows.map(({ id }) => id), undefined]);
});

nativeDatabaseTest("claimNextJob() passes over a job whose object somebody deletes", async (sql) => {
  await queueDispatches(sql, 2);
  const [first, second] = await sql<{ id: string }[]>`SELECT upload_set_id AS id FROM job_queue ORDER BY seq`;
  assert.ok(first && second);
  await sql.begin(async (tx) => {
    await tx`SELECT FROM upload_sets WHERE id = ${first.id} FOR UPDATE`;
    assert.equal((await claimNextJob(sql, claimant(), 60))?.uploadSetId, second.id);
    assert.equal(await claimNextJob(sql, claimant(), 60), undefined);
  });
  assert.equal((await claimNextJob(sql, claimant(), 60))?.uploadSetId, first.id);
});
