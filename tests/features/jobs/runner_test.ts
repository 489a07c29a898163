/** The queue: each job runs once however many runners there are, and is never forgotten. */
import assert from "node:assert/strict";
import { onlyRow } from "../../../src/core/db/rows.ts";
import type { Sql } from "../../../src/core/db/sql.ts";
import {
  type Job,
  JobInterrupted,
  type JobKind,
  RecoverableJobError,
  ServiceAwayError,
} from "../../../src/features/jobs/job.ts";
import {
  bringTimesNearer,
  type Claimant,
  claimNextJob,
  releaseAllClaims,
  removeFinishedJob,
  renewClaims,
} from "../../../src/features/jobs/queries.ts";
import { startRunner } from "../../../src/features/jobs/runner.ts";
import type { Services } from "../../../src/core/services.ts";
import { StoreUnreachableError } from "../../../src/core/storage/mod.ts";
import { databaseTest, nativeDatabaseTest } from "../../support/databases.ts";
import { until } from "../../support/until.ts";
import { message } from "../../../src/core/messages/mod.ts";

const RETRIES = 2;

function services(sql: Sql): Services {
  return { sql, settings: { PICTURE_PROCESS_NB_RETRIES: RETRIES } } as Services;
}

/** Queues jobs about pictures that have no row: nothing else reacts to them. */
async function queue(sql: Sql, count: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    INSERT INTO job_queue (picture_to_delete_id, task) SELECT gen_random_uuid(), 'delete' FROM generate_series(1, ${count})
    RETURNING picture_to_delete_id AS id`;
  return rows.map(({ id }) => id);
}

async function queueOne(sql: Sql): Promise<string> {
  return onlyRow(await queue(sql, 1));
}

/** A worker that does nothing else. */
function claimant(worker: string = crypto.randomUUID()): Claimant {
  return { worker, running: [], isAlone: true, hasDatabase: false };
}

async function queueIsEmpty(sql: Sql): Promise<boolean> {
  return onlyRow(await sql<{ count: number }[]>`SELECT count(*)::int FROM job_queue`).count === 0;
}

async function history(sql: Sql) {
  return await sql<{ error: string | null; warning: string | null; finished: boolean }[]>`
    SELECT error, warning, finished_at IS NOT NULL AS finished FROM job_history ORDER BY started_at`;
}

databaseTest("startRunner() runs each job once, with several runners", async (sql) => {
  const done: string[] = [];
  const kind: JobKind = {
    run: (job) => Promise.resolve({ commit: async () => void await done.push(job.pictureToDeleteId ?? "") }),
  };
  const ids = await queue(sql, 60);
  const runners = await Promise.all([1, 2, 3].map(() => startRunner(services(sql), { delete: kind }, 2)));
  await until(() => queueIsEmpty(sql));
  await Promise.all(runners.map((runner) => runner.stop()));
  assert.deepEqual(done.toSorted(), ids.toSorted());
  assert.equal((await history(sql)).length, 60);
});

databaseTest("startRunner() is woken by a new job at once", async (sql) => {
  const runner = await startRunner(services(sql), { delete: { run: () => Promise.resolve({}) } }, 1);
  try {
    await runner.idle();
    const start = performance.now();
    await queue(sql, 1);
    await until(() => queueIsEmpty(sql));
    assert.ok(performance.now() - start < 5000, "It waited for its regular look at the queue");
  } finally {
    await runner.stop();
  }
});

databaseTest("startRunner() retries what may pass, so many times, then fails the job", async (sql) => {
  const attempts: number[] = [];
  const givenUp: string[] = [];
  const kind: JobKind = {
    run(job) {
      attempts.push(job.nbErrors);
      throw new RecoverableJobError(message("outgoing.answered", { host: "other", status: 503 }));
    },
    onFailed: async (_, __, reason) => void await givenUp.push(reason),
  };
  await queue(sql, 1);
  const runner = await startRunner(services(sql), { delete: kind }, 1);
  await until(() => queueIsEmpty(sql));
  await runner.stop();
  assert.deepEqual(attempts, [0, 1, 2]);
  assert.deepEqual(givenUp, ["retries exhausted"]);
  assert.deepEqual((await history(sql)).map(({ error }) => error), Array(3).fill("other answered 503"));
});

databaseTest(
  "startRunner() gives interrupted work back when it stops, and the next one goes on with it",
  async (sql) => {
    const started = Promise.withResolvers<void>(), attempts: number[] = [];
    const long: JobKind = {
      run(job, _, stopping) {
        attempts.push(job.nbErrors);
        started.resolve();
        return new Promise((_, reject) => stopping.addEventListener("abort", () => reject(new JobInterrupted())));
      },
    };
    const short: JobKind = {
      run(job) {
        attempts.push(job.nbErrors);
        return Promise.resolve({});
      },
    };
    await queue(sql, 1);
    const first = await startRunner(services(sql), { delete: long }, 1);
    await started.promise;
    await first.stop();
    assert.equal(await queueIsEmpty(sql), false);
    const second = await startRunner(services(sql), { delete: short }, 1);
    await until(() => queueIsEmpty(sql));
    await second.stop();
    // An interruption is no failure.
    assert.deepEqual(attempts, [0, 0]);
    assert.deepEqual((await history(sql)).map(({ error }) => error), ["Interrupted by the end of the server", null]);
  },
);

databaseTest("startRunner() runs what takes long next to the rest, one at a time", async (sql) => {
  const { promise, resolve: release } = Promise.withResolvers<void>();
  let running = 0, most = 0;
  const long: JobKind = {
    isLong: true,
    async run() {
      most = Math.max(most, ++running);
      await promise;
      running--;
      return {};
    },
  };
  const done: string[] = [];
  const quick: JobKind = { run: (job) => Promise.resolve({ commit: async () => void await done.push(job.id) }) };
  // Asked for first, so that with one queue for all the others would wait.
  await sql`INSERT INTO sequences (account_id) SELECT id FROM accounts, generate_series(1, 2) WHERE is_default`;
  await sql`INSERT INTO job_queue (sequence_id, task) SELECT id, 'transfer' FROM sequences`;
  await queue(sql, 3);
  const runner = await startRunner(services(sql), { delete: quick, transfer: long }, 1);
  await until(() => Promise.resolve(done.length === 3));
  assert.equal(running, 1);
  release();
  await runner.drained();
  await runner.stop();
  assert.deepEqual([most, running, await queueIsEmpty(sql)], [1, 0, true]);
});

databaseTest("startRunner() tries again while a store is away or full", async (sql) => {
  const failures: Error[] = [
    new StoreUnreachableError("The bucket is away"),
    Object.assign(new Error("No space left on device"), { code: "ENOSPC" }),
  ];
  const givenUp: string[] = [];
  const kind: JobKind = {
    run(job) {
      const failure = failures[job.nbOutages];
      return failure ? Promise.reject(failure) : Promise.resolve({});
    },
    onFailed: async (_, __, reason) => void await givenUp.push(reason),
  };
  await queue(sql, 1);
  const runner = await startRunner(services(sql), { delete: kind }, 1);
  await until(() => queueIsEmpty(sql));
  await runner.stop();
  assert.deepEqual(givenUp, []);
  const errors = (await history(sql)).map(({ error }) => error);
  assert.deepEqual(errors, [...failures.map(({ message }) => message), null]);
});

const OUTAGES: Record<string, Error> = {
  "its store": new StoreUnreachableError("The bucket is away"),
  "the database": Object.assign(new Error("terminating connection"), { code: "57P01", name: "PostgresError" }),
  "another server": new ServiceAwayError(message("outgoing.not_json", { host: "other" })),
};

for (const [what, error] of Object.entries(OUTAGES)) {
  databaseTest(`startRunner() does not count it as failures of a job when ${what} is away, for hours`, async (sql) => {
    const failed: string[] = [];
    let isAway = true, attempts = 0;
    const kind: JobKind = {
      run() {
        attempts++;
        return isAway ? Promise.reject(error) : Promise.resolve({});
      },
      onFailed: async (_, __, reason) => void await failed.push(reason),
    };
    const id = await queueOne(sql);
    await queue(sql, 2);
    const mine = sql`picture_to_delete_id = ${id}`;
    await sql`UPDATE job_queue SET nb_outages = 1, to_do_after_ts = now() + interval '1 hour' WHERE NOT ${mine}`;
    const runner = await startRunner(services(sql), { delete: kind }, 2);
    const pauses: number[] = [];
    for (let outages = 1; outages <= 20; outages++) {
      const waiting = () =>
        sql<{ pause: number }[]>`
        SELECT extract(epoch FROM to_do_after_ts - now())::float8 AS pause FROM job_queue
        WHERE ${mine} AND nb_outages = ${outages} AND claimed_by IS NULL`;
      await until(async () => {
        const [row] = await waiting();
        if (row) pauses.push(row.pause);
        return row !== undefined;
      });
      if (outages === 20) isAway = false;
      await sql`UPDATE job_queue SET to_do_after_ts = NULL WHERE ${mine}`;
    }
    // The others follow at once.
    await until(() => queueIsEmpty(sql));
    await runner.stop();
    assert.deepEqual(failed, []);
    assert.equal(attempts, 23);
    const [first = NaN] = pauses, last = pauses.at(-1) ?? NaN;
    assert.ok(first <= 1 && last > 250 && last <= 3600, `${pauses}`);
  });
}

databaseTest("startRunner() fails at once what cannot pass, and continues with the rest", async (sql) => {
  const kind: JobKind = {
    run(job: Job) {
      if (job.seq === first) throw new Error("The picture is broken");
      return Promise.resolve({});
    },
  };
  await queue(sql, 3);
  const { first } = onlyRow(await sql<{ first: number }[]>`SELECT min(seq) AS first FROM job_queue`);
  const runner = await startRunner(services(sql), { delete: kind }, 1);
  await until(() => queueIsEmpty(sql));
  await runner.stop();
  assert.deepEqual((await history(sql)).map(({ error }) => error), ["The picture is broken", null, null]);
});

databaseTest("startRunner() runs a job again that was asked for while it ran", async (sql) => {
  const id = await queueOne(sql);
  let runs = 0;
  const kind: JobKind = {
    async run() {
      if (++runs === 1) {
        await sql`
          INSERT INTO job_queue (picture_to_delete_id, task) VALUES (${id}, 'delete')
          ON CONFLICT (picture_to_delete_id) DO UPDATE SET ts = clock_timestamp(), seq = DEFAULT`;
      }
      return {};
    },
  };
  const runner = await startRunner(services(sql), { delete: kind }, 1);
  await until(() => queueIsEmpty(sql));
  await runner.stop();
  assert.equal(runs, 2);
});

nativeDatabaseTest("removeFinishedJob() keeps a job that is queued again at the very moment it ends", async (sql) => {
  const id = await queueOne(sql);
  const worker = crypto.randomUUID();
  const job = await claimNextJob(sql, claimant(worker), 60);
  assert.ok(job);
  let ending: Promise<boolean> | undefined;
  await sql.begin(async (again) => {
    await again`
      INSERT INTO job_queue (picture_to_delete_id, task) VALUES (${id}, 'delete')
      ON CONFLICT (picture_to_delete_id) DO UPDATE SET ts = clock_timestamp(), seq = DEFAULT`;
    const { pid } = onlyRow(await again<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`);
    // Not awaited: it waits for this transaction.
    ending = sql.begin<boolean>((tx) => removeFinishedJob(tx, job, worker));
    await until(async () => {
      const rows = await sql<{ waiting: number }[]>`
        SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE ${pid} = ANY (pg_blocking_pids(pid))`;
      return onlyRow(rows).waiting === 1;
    });
  });
  assert.equal(await ending, true);
  const left = await sql<object[]>`SELECT claimed_by, claimed_until, nb_errors FROM job_queue`;
  assert.deepEqual(left.map((row) => ({ ...row })), [{ claimed_by: null, claimed_until: null, nb_errors: 0 }]);
});

databaseTest("startRunner() undoes a job whose object was deleted while it ran", async (sql) => {
  const id = await queueOne(sql);
  let isCleanedUp = false;
  const kind: JobKind = {
    async run() {
      await sql`DELETE FROM job_queue WHERE picture_to_delete_id = ${id}`;
      return { commit: async (tx) => void await tx`INSERT INTO accounts (name) VALUES ('effect of the job')` };
    },
    onObjectDeleted: () => Promise.resolve(void (isCleanedUp = true)),
  };
  const runner = await startRunner(services(sql), { delete: kind }, 1);
  await until(() => Promise.resolve(isCleanedUp));
  await runner.stop();
  assert.equal((await sql`SELECT id FROM accounts WHERE name = 'effect of the job'`).length, 0);
});

databaseTest("claimNextJob() gives a job of a dead runner to another one that does nothing else", async (sql) => {
  await queue(sql, 1);
  const dead = claimant(), living = claimant();
  assert.equal((await claimNextJob(sql, dead, 60))?.nbDeaths, 0);
  assert.equal(await claimNextJob(sql, living, 60), undefined);
  await sql`UPDATE job_queue SET claimed_until = now() - interval '1 second'`;
  assert.equal(await claimNextJob(sql, { ...living, isAlone: false }, 60), undefined);
  const { nbDeaths, nbErrors } = await claimNextJob(sql, living, 60) ?? {};
  assert.deepEqual([nbDeaths, nbErrors], [1, 0]);
});

databaseTest("claimNextJob() takes no claim that ran out for a death when its own runner lives", async (sql) => {
  await queue(sql, 1);
  const worker = claimant(), job = await claimNextJob(sql, worker, 60);
  assert.ok(job);
  await sql`UPDATE job_queue SET claimed_until = now()`;
  assert.equal(await claimNextJob(sql, { ...worker, running: [job.id] }, 60), undefined, "it is being done");
  assert.equal((await claimNextJob(sql, { ...worker, isAlone: false }, 60))?.nbDeaths, 0, "its end was not recorded");
});

databaseTest("startRunner() does a job again whose end could not be recorded, however busy it is", async (sql) => {
  const [job, worker] = [await queueOne(sql), crypto.randomUUID()];
  await claimNextJob(sql, claimant(worker), 0);
  await renewClaims(sql, { worker, running: [crypto.randomUUID()] }, 60);
  assert.equal((await claimNextJob(sql, claimant(worker), 60))?.pictureToDeleteId, job);
});

nativeDatabaseTest("renewClaims() does not wait for a job that is ending, and renews the others", async (sql) => {
  await queue(sql, 2);
  const worker = crypto.randomUUID();
  const ending = await claimNextJob(sql, claimant(worker), 60);
  const other = await claimNextJob(sql, claimant(worker), 60);
  assert.ok(ending && other);
  await sql`UPDATE job_queue SET claimed_until = now()`;
  await sql.begin(async (tx) => {
    await tx`DELETE FROM job_queue WHERE id = ${ending.id}`;
    await renewClaims(sql, { worker, running: [ending.id, other.id] }, 60);
  });
  const renewed = await sql<{ id: string }[]>`SELECT id FROM job_queue WHERE claimed_until > now()`;
  assert.deepEqual(renewed.map(({ id }) => id), [other.id]);
});

databaseTest("releaseAllClaims() makes claimed jobs free at once", async (sql) => {
  await queue(sql, 1);
  await claimNextJob(sql, claimant(), 60);
  await releaseAllClaims(sql);
  assert.equal((await claimNextJob(sql, claimant(), 60))?.nbDeaths, 1);
});

databaseTest("claimNextJob() takes jobs that failed last, else in the order of asking", async (sql) => {
  const a = await queueOne(sql), b = await queueOne(sql), c = await queueOne(sql);
  await sql`UPDATE job_queue SET nb_errors = 1 WHERE picture_to_delete_id = ${a}`;
  const taken = [];
  for (let i = 0; i < 3; i++) taken.push((await claimNextJob(sql, claimant(), 60))?.pictureToDeleteId);
  assert.deepEqual(taken, [b, c, a]);
});

/** Has a process take every job, and die of them, so many times. */
async function die(sql: Sql, times: number): Promise<void> {
  for (let death = 0; death < times; death++) {
    const dead = claimant();
    while (await claimNextJob(sql, dead, 30));
    await releaseAllClaims(sql);
  }
}

databaseTest("startRunner() fails a job that has killed its process too often, without doing it again", async (sql) => {
  await queue(sql, 1);
  await die(sql, 5);
  const reasons: string[] = [];
  const kind: JobKind = {
    run: () => assert.fail("It would kill this process too"),
    onFailed: async (_, __, reason) => void await reasons.push(reason),
  };
  const runner = await startRunner(services(sql), { delete: kind }, 1);
  await until(() => queueIsEmpty(sql));
  await runner.stop();
  assert.deepEqual(reasons, ["unrecoverable"]);
  assert.equal((await history(sql)).at(-1)?.error, "The server stopped 5 times while it worked on this");
  const texts = await sql`SELECT FROM job_history WHERE error_text->>'key' = 'jobs.process_died'`;
  assert.equal(texts.length, 1, "kept with its key, to be translated");
});

databaseTest("startRunner() does a job again that killed its process less often, whatever it may fail", async (sql) => {
  await queue(sql, 1);
  await die(sql, 4);
  let runs = 0;
  const runner = await startRunner(
    { sql, settings: { PICTURE_PROCESS_NB_RETRIES: 0 } } as Services,
    { delete: { run: () => (runs++, Promise.resolve({})) } },
    1,
  );
  await until(() => queueIsEmpty(sql));
  await runner.stop();
  assert.equal(runs, 1);
});

for (const threads of [1, 4]) {
  databaseTest(
    `startRunner() does jobs during which a process died one at a time, after the others, of ${threads}`,
    async (sql) => {
      const suspects = await queue(sql, 3);
      await die(sql, 1);
      await queue(sql, 8);
      const order: string[] = [], running = new Set<string>();
      let together = 0;
      const kind: JobKind = {
        async run({ pictureToDeleteId }) {
          assert.ok(pictureToDeleteId);
          const isSuspect = suspects.includes(pictureToDeleteId);
          order.push(isSuspect ? "suspect" : "other");
          running.add(pictureToDeleteId);
          together = Math.max(together, running.size);
          if (isSuspect) assert.equal(running.size, 1);
          await sql`SELECT pg_sleep(0.02)`;
          if (isSuspect) assert.equal(running.size, 1);
          running.delete(pictureToDeleteId);
          return {};
        },
      };
      const runner = await startRunner(services(sql), { delete: kind }, threads);
      await runner.drained();
      await runner.stop();
      assert.deepEqual(order, [...Array(8).fill("other"), ...Array(3).fill("suspect")]);
      assert.equal(together > 1, threads > 1, "the others run at once");
      assert.deepEqual((await history(sql)).filter(({ error }) => error), []);
    },
  );
}

databaseTest(
  "startRunner() does jobs of dead processes alone after some minutes, though others never end",
  async (sql) => {
    const suspects = await queue(sql, 2);
    await die(sql, 1);
    await sql`UPDATE job_queue SET claimed_until = now() - interval '11 minutes'`;
    await queue(sql, 4);
    const running = new Set<string>(), left = new Set(suspects), most = 200;
    let others = 0;
    const kind: JobKind = {
      async run({ pictureToDeleteId }) {
        assert.ok(pictureToDeleteId);
        running.add(pictureToDeleteId);
        // The others do not end before a suspect was done.
        if (suspects.includes(pictureToDeleteId)) {
          assert.equal(running.size, 1);
          left.delete(pictureToDeleteId);
        } else if (left.size === suspects.length && ++others < most) await queue(sql, 1);
        running.delete(pictureToDeleteId);
        return {};
      },
    };
    const runner = await startRunner(services(sql), { delete: kind }, 3);
    await runner.drained();
    await runner.stop();
    assert.equal(left.size, 0);
    assert.ok(others < most, "a suspect was done while there were others");
    assert.deepEqual((await history(sql)).filter(({ error }) => error), []);
  },
);

databaseTest("startRunner() counts no death when it is stopped in order", async (sql) => {
  await queue(sql, 1);
  await die(sql, 3);
  const { promise: isRunning, resolve } = Promise.withResolvers<void>();
  const kind: JobKind = {
    run: (_, __, stopping) =>
      new Promise((_, reject) => {
        stopping.addEventListener("abort", () => reject(new JobInterrupted()));
        resolve();
      }),
  };
  const runner = await startRunner(services(sql), { delete: kind }, 1);
  await isRunning;
  await runner.stop();
  assert.equal((await claimNextJob(sql, claimant(), 60))?.nbDeaths, 0);
});

databaseTest("bringTimesNearer() ends the wait that a clock which was put back would make", async (sql) => {
  const DEAD = crypto.randomUUID();
  const [claimed, failed, away, later, soon] = await queue(sql, 5);
  await sql`UPDATE job_queue SET claimed_by = ${DEAD}, claimed_until = now() + interval '5 hours' WHERE picture_to_delete_id = ${claimed!}`;
  await sql`UPDATE job_queue SET nb_errors = 1, to_do_after_ts = now() + interval '1 hour 5 s' WHERE picture_to_delete_id = ${failed!}`;
  await sql`UPDATE job_queue SET nb_outages = 1, to_do_after_ts = now() + interval '2 hours' WHERE picture_to_delete_id = ${away!}`;
  await sql`UPDATE job_queue SET to_do_after_ts = now() + interval '3 days' WHERE picture_to_delete_id = ${later!}`;
  await sql`UPDATE job_queue SET nb_errors = 1, to_do_after_ts = now() + interval '20 s' WHERE picture_to_delete_id = ${soon!}`;
  await bringTimesNearer(sql, 30);
  const waits = new Map((await sql<{ id: string; wait: number }[]>`
    SELECT picture_to_delete_id AS id, extract(epoch FROM greatest(claimed_until, to_do_after_ts) - now())::float8 AS wait
    FROM job_queue`).map(({ id, wait }) => [id, wait]));
  for (const [id, seconds] of [[claimed, 30], [failed, 60], [away, 3600], [later, 3600], [soon, 20]] as const) {
    const wait = waits.get(id!)!;
    assert.equal(wait <= seconds && wait > seconds - 15, true, `${wait} of ${seconds} s`);
  }
  const [row] = await sql<{ nb_deaths: number; claimed_by: string | null }[]>`
    SELECT nb_deaths, claimed_by FROM job_queue WHERE picture_to_delete_id = ${claimed!}`;
  assert.deepEqual(
    row,
    { nb_deaths: 0, claimed_by: DEAD },
    "whoever lives renews it, and nothing counts as a death yet",
  );
});
