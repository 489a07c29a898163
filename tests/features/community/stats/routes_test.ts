import assert from "node:assert/strict";
import { onlyRow } from "../../../../src/core/db/rows.ts";
import { seedSequence, uuid, walk } from "../../stac/seeds.ts";
import { answer, serverTest } from "../../../support/server.ts";

serverTest("administrators read how much there is", async ({ url, sql, defaultAccount, account }) => {
  const { id } = onlyRow(await sql<{ id: string }[]>`SELECT id FROM accounts WHERE is_default`);
  await seedSequence(sql, { id: uuid(1), account: id, visibility: null, pictures: walk(10) });
  await sql`UPDATE job_queue SET to_do_after_ts = now() + interval '1 hour' WHERE picture_id <> ${uuid(10)}`;
  await sql`UPDATE job_queue SET ts = now() - interval '1 minute'`;
  await answer(fetch(`${url}/api/admin/stats`), 401);
  await answer(fetch(`${url}/api/admin/stats`, { headers: await account("bob") }), 403);
  const stats = await answer(fetch(`${url}/api/admin/stats`, { headers: defaultAccount }));
  assert.equal(stats.accounts.new["1d"], stats.accounts.total);
  assert.deepEqual([stats.pictures.total, stats.pictures.by_status.ready, stats.pictures.by_status.broken], [5, 5, 0]);
  assert.deepEqual(stats.sequences.by_visibility, { "anyone": 0, "owner-only": 0, "logged-only": 0, "unset": 1 });
  assert.equal(stats.jobs.by_task.prepare, 5);
  assert.equal(stats.jobs.by_task.transfer, 0);
  assert.ok(stats.jobs.oldest_due_job_age_seconds >= 60 && stats.jobs.oldest_due_job_age_seconds < 600);
}, { PICTURE_PROCESS_THREADS_LIMIT: "0" });

serverTest("administrators read how many reports there are, and nothing about their authors", async (server) => {
  const { url, sql, defaultAccount } = server;
  const ask = () => answer(fetch(`${url}/api/admin/reports/stats`, { headers: defaultAccount }));
  assert.deepEqual((await ask()).by_status_issue, {});
  const { id } = onlyRow(await sql<{ id: string }[]>`SELECT id FROM accounts WHERE is_default`);
  await seedSequence(sql, { id: uuid(1), account: id });
  await sql`INSERT INTO reports (issue, sequence_id) VALUES ('other', ${uuid(1)}), ('other', ${uuid(1)}), ('privacy', ${
    uuid(1)
  })`;
  await sql`UPDATE reports SET status = 'closed_solved' WHERE issue = 'privacy'`;
  assert.deepEqual(await ask(), {
    total: 3,
    unresolved: 2,
    by_status: { open: 2, open_autofix: 0, waiting: 0, closed_solved: 1, closed_ignored: 0 },
    by_status_issue: { open: { other: 2 }, closed_solved: { privacy: 1 } },
  });
});
