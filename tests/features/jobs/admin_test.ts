/** Jobs, for administrators: looking at them, trying again, dropping. */
import assert from "node:assert/strict";
import { onlyRow } from "../../../src/core/db/rows.ts";
import { makePicture, walk } from "../../support/pictures.ts";
import { answer, serverTest, type TestServer } from "../../support/server.ts";
import { createUploadSet, sendFile, uploadSetWhenIdle } from "../../support/uploads.ts";

const NOBODY = "11111111-2222-3333-4444-555555555555";
const ERROR = "The disk is full";

/** A picture whose preparation failed twice, and waits an hour for the next try. */
async function failingJob(server: TestServer): Promise<{ job: string; picture: string }> {
  const set = await createUploadSet(server);
  const file = { name: "1.jpg", bytes: await makePicture(walk(1)[0]) };
  const { picture_id: picture } = await answer(sendFile(server, set, file), 202);
  await answer(fetch(`${server.url}/api/upload_sets/${set}/complete`, { method: "POST" }));
  await uploadSetWhenIdle(server, set);
  const rows = await server.sql<{ id: string }[]>`
    INSERT INTO job_queue (task, picture_id, nb_errors, to_do_after_ts)
    VALUES ('prepare', ${picture}, 2, now() + interval '1 hour') RETURNING id`;
  const { id: job } = onlyRow(rows);
  await server.sql`
    INSERT INTO job_history (job_id, job_task, picture_id, started_at, finished_at, error)
    VALUES (${job}, 'prepare', ${picture}, now() - interval '1 minute', now(), ${ERROR})`;
  return { job, picture };
}

function ask({ url, defaultAccount }: TestServer, method: string, path = "", headers = defaultAccount) {
  return fetch(`${url}/api/admin/jobs${path}`, { method, headers });
}

serverTest("a job that failed is listed with its error, and runs at once when it is tried again", async (server) => {
  const { job, picture } = await failingJob(server);
  const { jobs: [listed] } = await answer(ask(server, "GET"));
  const { id, task, picture_id, nb_errors, is_running, last_error } = listed;
  assert.deepEqual(
    { id, task, picture_id, nb_errors, is_running, last_error },
    { id: job, task: "prepare", picture_id: picture, nb_errors: 2, is_running: false, last_error: ERROR },
  );
  assert.ok(Date.parse(listed.not_before) > Date.now());
  await answer(ask(server, "POST", `/${job}/retry`), 204);
  await server.backend.runner!.idle();
  assert.deepEqual((await answer(ask(server, "GET"))).jobs, []);
  const attempts = await server.sql<
    { error: string | null }[]
  >`SELECT error FROM job_history WHERE job_id = ${job} ORDER BY started_at`;
  assert.deepEqual(attempts.map(({ error }) => error), [ERROR, null]);
});

serverTest("a job that is dropped is not done, and what it was for stays", async (server) => {
  const { job, picture } = await failingJob(server);
  await answer(ask(server, "DELETE", `/${job}`), 204);
  assert.deepEqual((await answer(ask(server, "GET"))).jobs, []);
  await server.backend.runner!.idle();
  assert.equal((await server.sql`SELECT FROM job_history WHERE job_id = ${job}`).length, 1);
  assert.equal((await fetch(`${server.url}/api/pictures/${picture}/thumb.jpg`, { method: "HEAD" })).status, 200);
});

serverTest("what runs is left alone, and what is not there is not found", async (server) => {
  const { job } = await failingJob(server);
  await server.sql`UPDATE job_queue SET claimed_by = ${NOBODY}, claimed_until = now() + interval '1 hour'`;
  assert.equal((await answer(ask(server, "GET"))).jobs[0].is_running, true);
  for (const id of [job, NOBODY]) {
    await answer(ask(server, "POST", `/${id}/retry`), 404);
    await answer(ask(server, "DELETE", `/${id}`), 404);
  }
  assert.equal((await server.sql`SELECT FROM job_queue WHERE id = ${job}`).length, 1);
});

serverTest("pictures whose processing failed are listed with their last error", async (server) => {
  const { job, picture } = await failingJob(server);
  await server.sql`DELETE FROM job_queue WHERE id = ${job}`;
  await server.sql`UPDATE pictures SET status = 'broken' WHERE id = ${picture}`;
  const { broken_pictures: [given] } = await answer(ask(server, "GET"));
  assert.deepEqual([given.picture_id, given.error], [picture, ERROR]);
  assert.ok(given.collection_id);
  const text = server.sql.json({ key: "jobs.process_died", values: { times: 5 } });
  await server.sql`UPDATE job_history SET error_text = ${text} WHERE job_id = ${job}`;
  const french = await answer(ask(server, "GET", "", { ...server.defaultAccount, "Accept-Language": "fr" }));
  assert.equal(french.broken_pictures[0].error, "Le serveur s’est arrêté 5 fois pendant cette tâche");
});

serverTest("nobody but administrators gets at jobs", async (server) => {
  const { job } = await failingJob(server);
  for (const [method, path] of [["GET", ""], ["POST", `/${job}/retry`], ["DELETE", `/${job}`]] as const) {
    await answer(ask(server, method, path, await server.account(`Bob ${method}`)), 403);
    await answer(ask(server, method, path, {}), 401);
  }
  const left = await server.sql<{ nb_errors: number }[]>`SELECT nb_errors FROM job_queue WHERE id = ${job}`;
  assert.equal(onlyRow(left).nb_errors, 2);
});

serverTest(
  "a long queue is listed page by page, each job once, and all that failed are tried again",
  async (server) => {
    await server.sql`
    INSERT INTO job_queue (task, picture_to_delete_id, nb_errors, ts)
    SELECT 'delete', gen_random_uuid(), n % 3, '2026-01-01'::timestamptz + n / 5 * interval '1 microsecond'
    FROM generate_series(1, 1000) n`;
    await server.sql`ANALYZE job_queue`;
    const seen: { id: string; nb_errors: number }[] = [];
    let next: string | null = null;
    do {
      const page = await answer(ask(server, "GET", `?limit=150${next ? `&after=${next}` : ""}`));
      seen.push(...page.jobs);
      next = page.next;
    } while (next);
    assert.equal(new Set(seen.map(({ id }) => id)).size, 1000);
    assert.deepEqual(
      seen.map(({ nb_errors }) => nb_errors),
      seen.map(({ nb_errors }) => nb_errors).toSorted().reverse(),
    );
    const failed = await answer(ask(server, "GET", "?has_failed=true&limit=200"));
    assert.ok(failed.jobs.every(({ nb_errors }: { nb_errors: number }) => nb_errors > 0));
    assert.deepEqual((await answer(ask(server, "GET", "?task=prepare"))).jobs, []);
    for (const wrong of ["?after=x", "?after=1-2-x", "?limit=201", "?task=dance"]) {
      await answer(
        ask(server, "GET", wrong),
        400,
      );
    }
    const plan = await server.sql`
    EXPLAIN SELECT * FROM job_queue ORDER BY -(nb_errors + nb_deaths), ts, seq LIMIT 50`;
    assert.match(JSON.stringify(plan), /job_queue_failures_idx/);
    assert.deepEqual(await answer(ask(server, "POST", "/retry", await server.account("Ana")), 403).then(() => 0), 0);
    assert.deepEqual(await answer(ask(server, "POST", "/retry")), { jobs: 666 + 1, pictures: 0 });
    assert.equal((await server.sql`SELECT FROM job_queue WHERE nb_errors > 0`).length, 0);
  },
  { PICTURE_PROCESS_THREADS_LIMIT: "0" },
);
