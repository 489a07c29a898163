import { jsonb } from "../../core/db/json.ts";
import { onlyRow } from "../../core/db/rows.ts";
import type { Fragment, Queryable, Sql, Transaction } from "../../core/db/sql.ts";
import { Message, storeMessage } from "../../core/messages/mod.ts";
import type { Job, Task } from "./job.ts";

/** Which kinds of jobs are looked for: those of the list, or all others. */
export interface TaskChoice {
  tasks: readonly Task[];
  isListed: boolean;
}

const ALL_TASKS: TaskChoice = { tasks: [], isListed: false };

/** Who asks for a job. */
export interface Claimant {
  worker: string;
  /** Jobs that the worker is doing: never claimed again by it, even if their claims ran out while the database was away. */
  running: readonly string[];
  /** Whether it does nothing else: only then it gets a job during which a process died, unless that is overdue. */
  isAlone: boolean;
  /** Gets only a job that was left behind long ago, also while it does others: while these never end, nobody would get it. */
  wantsOverdue?: boolean;
  /**
   * Whether the database dies with this process: a claim then waits for the disk, else nobody would know afterwards during which
   * job the process died.
   */
  hasDatabase: boolean;
}

function isChosen(sql: Queryable, { tasks, isListed }: TaskChoice): Fragment {
  return sql`(task::text = ANY ((SELECT ${[...tasks]}::text[])::text[])) = (SELECT ${isListed}::boolean)`;
}

/** How long after the end of its claim a job of a dead process waits for others at most. */
const OVERDUE = "10 minutes";

/**
 * Claims the next job for a while and records the attempt in the history; undefined when there is nothing to do.
 *
 * A claim is a lease, not a lock: the embedded database has one backend, so no transaction may stay open during the
 * work. A lease of another worker that ran out means that its process died, which is counted: a job that kills the process
 * must not do so for ever. Which of the jobs that ran at that time did it, nobody knows; so from then on each of them runs
 * alone, after all others, or when it is overdue.
 *
 * Parameters are selected so that PostgreSQL does not see their values when it plans. Otherwise, by what it thinks of the values, a
 * connection may make another plan at each call, which takes longer than the rest.
 * @param leaseSeconds how long the claim holds without being renewed
 */
export async function claimNextJob(
  sql: Sql,
  claimant: Claimant,
  leaseSeconds: number,
  choice: TaskChoice = ALL_TASKS,
): Promise<Job | undefined> {
  const { worker, running, hasDatabase } = claimant;
  const [row] = await sql<ClaimedJobRow[]>`
    WITH ${hasDatabase ? sql`not_waiting AS (SELECT)` : withoutWaitingForTheDisk(sql)}, next AS (
      SELECT id, claimed_by FROM (
        SELECT id, claimed_by, picture_id, upload_set_id, sequence_id FROM job_queue
        WHERE (claimed_until IS NULL OR claimed_until <= now()) AND (to_do_after_ts IS NULL OR to_do_after_ts <= now())
          AND id <> ALL ((SELECT ${[...running]}::uuid[])::uuid[]) AND ${isAllowed(sql, claimant)}
          AND ${isChosen(sql, choice)}
        ORDER BY nb_deaths, nb_errors, ts, seq
        OFFSET 0
      ) AS job
      WHERE ${isObjectFree(sql)}
      LIMIT 1 FOR UPDATE SKIP LOCKED
    ), claimed AS (
      UPDATE job_queue q
      SET claimed_by = ${worker}, claimed_until = now() + make_interval(secs => ${leaseSeconds}),
        nb_deaths = q.nb_deaths + coalesce(next.claimed_by <> ${worker}, FALSE)::int
      FROM next WHERE q.id = next.id
      RETURNING q.*
    ), attempt AS (
      INSERT INTO job_history (job_id, picture_id, upload_set_id, sequence_id, picture_to_delete_id, job_task, args, started_at)
      SELECT id, picture_id, upload_set_id, sequence_id, picture_to_delete_id, task, args, clock_timestamp() FROM claimed
      RETURNING id
    )
    SELECT claimed.id, attempt.id AS history_id, task, picture_id, upload_set_id, sequence_id, picture_to_delete_id, args,
      nb_errors, nb_outages, nb_deaths, seq
    FROM claimed, attempt, not_waiting`;
  return row && toJob(row);
}

/** Whether a worker may do a job: one that does others too gets none during which a process died, unless it asks for that. */
function isAllowed(sql: Queryable, { worker, isAlone, wantsOverdue }: Claimant): Fragment {
  if (wantsOverdue) return sql`claimed_until < now() - ${OVERDUE}::interval`;
  // Not `= 0`, of which PostgreSQL expects few where it has no statistics yet: it would sort them all instead of taking the first.
  return isAlone ? sql`TRUE` : sql`nb_deaths < 1 AND coalesce(claimed_by = (SELECT ${worker}::uuid), TRUE)`;
}

/**
 * Whether nobody is deleting the object of a `job`. Its row in the history will refer to the object, hence wait for whoever deletes
 * it, who waits for the job in turn. Asking locks the object: one job after the other is asked for until one is free, not all that
 * wait.
 */
function isObjectFree(sql: Queryable): Fragment {
  const isFree = (table: string, column: string) =>
    sql`(${sql(column)} IS NULL
      OR EXISTS (SELECT FROM ${sql(table)} object WHERE object.id = job.${sql(column)} FOR KEY SHARE SKIP LOCKED))`;
  return sql`${isFree("pictures", "picture_id")} AND ${isFree("upload_sets", "upload_set_id")}
    AND ${isFree("sequences", "sequence_id")}`;
}

interface ClaimedJobRow {
  id: string;
  history_id: string;
  task: Task;
  picture_id: string | null;
  upload_set_id: string | null;
  sequence_id: string | null;
  picture_to_delete_id: string | null;
  args: Record<string, unknown> | null;
  nb_errors: number;
  nb_outages: number;
  nb_deaths: number;
  seq: number;
}

function toJob(row: ClaimedJobRow): Job {
  return {
    id: row.id,
    historyId: row.history_id,
    task: row.task,
    pictureId: row.picture_id,
    uploadSetId: row.upload_set_id,
    sequenceId: row.sequence_id,
    pictureToDeleteId: row.picture_to_delete_id,
    args: row.args,
    nbErrors: row.nb_errors,
    nbOutages: row.nb_outages,
    nbDeaths: row.nb_deaths,
    seq: row.seq,
  };
}

/** Milliseconds until a job that cannot be claimed now by somebody may be; undefined when no job is left for them. */
export async function millisecondsUntilNextJob(
  sql: Sql,
  claimant: Claimant,
  choice: TaskChoice = ALL_TASKS,
): Promise<number | undefined> {
  const rows = await sql<{ wait: number | null }[]>`
    SELECT extract(epoch FROM min(greatest(coalesce(claimed_until, now()), coalesce(to_do_after_ts, now()))) - now())
      ::float8 * 1000 AS wait
    FROM job_queue WHERE id <> ALL ((SELECT ${[...claimant.running]}::uuid[])::uuid[]) AND ${isAllowed(sql, claimant)}
      AND ${isChosen(sql, choice)}`;
  return onlyRow(rows).wait ?? undefined;
}

/** How soon a job must be due to be waited for. */
const SOON = "1 minute";

/** Whether a job is of those that are done now, or tried again soon, rather than queued for a later time. */
function isDueSoon(sql: Queryable): Fragment {
  return sql`(nb_errors > 0 OR nb_deaths > 0 OR claimed_by IS NOT NULL OR to_do_after_ts IS NULL
    OR to_do_after_ts <= now() + ${SOON}::interval)`;
}

/** As `millisecondsUntilNextJob()`, but without the jobs that are for later: what else is left is done when it gives undefined. */
export async function millisecondsUntilDone(sql: Sql): Promise<number | undefined> {
  const rows = await sql<{ wait: number | null }[]>`
    SELECT extract(epoch FROM min(greatest(coalesce(claimed_until, now()), coalesce(to_do_after_ts, now()))) - now())
      ::float8 * 1000 AS wait
    FROM job_queue WHERE ${isDueSoon(sql)}`;
  return onlyRow(rows).wait ?? undefined;
}

/**
 * Makes claims of a worker last longer: of the jobs that it is doing. One whose end could not be recorded, since the database
 * was away, has to run out instead, to be done again. A job that is ending keeps its row locked, maybe for long; nobody else takes
 * it meanwhile, and waiting for it here would use up the connections.
 */
export async function renewClaims(
  sql: Sql,
  { worker, running }: Pick<Claimant, "worker" | "running">,
  leaseSeconds: number,
): Promise<void> {
  await sql`
    UPDATE job_queue SET claimed_until = now() + make_interval(secs => ${leaseSeconds}) WHERE id IN (
      SELECT id FROM job_queue WHERE claimed_by = ${worker} AND id = ANY (${[...running]}::uuid[])
      ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
    )`;
}

/** Longest pauses before a job is tried again: after a failure, and for whatever else it waits. */
const LONGEST_RETRY = "1 minute", LONGEST_DELAY = "1 hour";

/**
 * Brings times nearer that lie further ahead than this program ever sets them, as after the clock was put back: a claim then lasts
 * as long as one that was just renewed, and a job waits for as long as if it had just been put off. Whoever lives and holds a job
 * renews its claim meanwhile, so that nobody else takes it.
 * @param leaseSeconds how long a claim holds
 */
export async function bringTimesNearer(sql: Sql, leaseSeconds: number): Promise<void> {
  const lease = sql`make_interval(secs => ${leaseSeconds})`;
  const delay =
    sql`CASE WHEN nb_errors > 0 AND nb_outages = 0 THEN ${LONGEST_RETRY} ELSE ${LONGEST_DELAY} END::interval`;
  await sql`
    UPDATE job_queue SET
      claimed_until = CASE WHEN claimed_until IS NOT NULL THEN least(claimed_until, now() + ${lease}) END,
      to_do_after_ts = CASE WHEN to_do_after_ts IS NOT NULL THEN least(to_do_after_ts, now() + ${delay}) END
    WHERE id IN (
      SELECT id FROM job_queue WHERE claimed_until > now() + ${lease} OR to_do_after_ts > now() + ${delay}
      ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
    )`;
}

/** Releases every claim. Only for a database that nobody else uses: those who claimed have died. */
export async function releaseAllClaims(sql: Sql): Promise<void> {
  await sql`UPDATE job_queue SET claimed_until = now() WHERE claimed_by IS NOT NULL`;
}

/**
 * Takes a finished job from the queue. One that was queued again while it ran stays, to run once more.
 * @returns false when this worker no longer holds the job: its object was deleted, or the claim ran out
 */
export async function removeFinishedJob(tx: Transaction, job: Job, worker: string, warning?: string): Promise<boolean> {
  // The lock comes first: a plain comparison would use the value of `seq` from before the job was queued again.
  const rows = await tx<{ held: boolean }[]>`
    WITH ${withoutWaitingForTheDisk(tx)}, held AS (
      SELECT id, seq FROM job_queue WHERE id = ${job.id} AND claimed_by = ${worker} FOR UPDATE
    ), removed AS (
      DELETE FROM job_queue q USING held WHERE q.id = held.id AND held.seq = ${job.seq}
    ), kept AS (
      UPDATE job_queue q SET claimed_by = NULL, claimed_until = NULL, nb_errors = 0, nb_outages = 0, nb_deaths = 0
      FROM held WHERE q.id = held.id AND held.seq <> ${job.seq}
    ), attempt AS (
      UPDATE job_history SET finished_at = clock_timestamp(), warning = ${warning ?? null}
      WHERE id = ${job.historyId} AND EXISTS (SELECT FROM held)
    )
    SELECT EXISTS (SELECT FROM held) AS held FROM not_waiting`;
  return onlyRow(rows).held;
}

/**
 * Has a job that ends with this transaction run once more, as when it is queued again meanwhile.
 * @param seconds after which it may run
 */
export async function queueJobAgain(tx: Transaction, jobId: string, { seconds = 0 } = {}): Promise<void> {
  await tx`
    UPDATE job_queue SET seq = DEFAULT,
      to_do_after_ts = CASE WHEN ${seconds}::float8 > 0 THEN now() + make_interval(secs => ${seconds}::float8) ELSE to_do_after_ts END
    WHERE id = ${jobId}`;
}

/** Whether a job has been in the queue for longer than so many seconds, however often it ran since; true for one that is not. */
export async function wasQueuedBefore(tx: Transaction, jobId: string, seconds: number): Promise<boolean> {
  const rows = await tx`
    SELECT FROM job_queue WHERE id = ${jobId} AND ts > now() - make_interval(secs => ${seconds}::float8)`;
  return rows.length === 0;
}

/** Whether this worker still holds the job: its object was not deleted, and the claim did not run out. */
export async function holdsJob(sql: Sql, job: Job, worker: string): Promise<boolean> {
  return (await sql`SELECT FROM job_queue WHERE id = ${job.id} AND claimed_by = ${worker}`).length > 0;
}

/** Records the end of a failed attempt. */
export async function recordFailure(tx: Queryable, job: Job, error: Message | string): Promise<void> {
  const text = error instanceof Message ? jsonb(tx, storeMessage(error)) : null;
  await tx`
    UPDATE job_history SET finished_at = clock_timestamp(), error = ${String(error)}, error_text = ${text}
    WHERE id = ${job.historyId}`;
}

/** Releases the claim of one job, for others to take it: the process ends in order, which is no death. */
export async function releaseClaim(tx: Transaction, job: Job, worker: string): Promise<void> {
  await tx`UPDATE job_queue SET claimed_by = NULL, claimed_until = NULL, nb_deaths = 0
    WHERE id = ${job.id} AND claimed_by = ${worker}`;
}

/**
 * Puts a job back for another attempt after a pause.
 * @param cause whether the attempt counts as a failure, or something that the job needs was away
 */
export async function postponeJob(
  tx: Transaction,
  job: Job,
  worker: string,
  pauseMilliseconds: number,
  cause: "failure" | "outage",
): Promise<void> {
  await tx`
    UPDATE job_queue SET nb_errors = nb_errors + ${cause === "failure" ? 1 : 0},
      nb_outages = CASE WHEN ${
    cause === "outage"
  } THEN nb_outages + 1 ELSE 0 END, nb_deaths = 0, claimed_by = NULL, claimed_until = NULL,
      to_do_after_ts = now() + make_interval(secs => ${pauseMilliseconds / 1000})
    WHERE id = ${job.id} AND claimed_by = ${worker}`;
}

/** After a job of a kind that had something it needs away, lets the others of its kind that wait for the same run at once. */
export async function endOutage(tx: Transaction, task: Task): Promise<void> {
  await tx`
    UPDATE job_queue SET to_do_after_ts = NULL, nb_outages = 0 WHERE id IN (
      SELECT id FROM job_queue WHERE task::text = ${task} AND nb_outages > 0 AND claimed_by IS NULL
      ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
    )`;
}

/** Jobs of one kind that failed as often as each other. */
export interface JobGroupRow {
  nb_jobs: number;
  task: Task;
  nb_errors: number;
  /** PostgreSQL text. */
  min_task_inserted_at: string;
  max_task_inserted_at: string;
}

/** Jobs left, by task and number of failures; without those that were queued for a later time. */
export async function countJobs(sql: Sql): Promise<JobGroupRow[]> {
  return await sql<JobGroupRow[]>`
    SELECT count(*)::int AS nb_jobs, task, nb_errors, min(ts) AS min_task_inserted_at, max(ts) AS max_task_inserted_at
    FROM job_queue WHERE nb_outages > 0 OR ${isDueSoon(sql)} GROUP BY task, nb_errors ORDER BY task, nb_errors`;
}

/**
 * A part of a query, to be selected from, that lets its transaction commit without waiting for the disk
 * (`synchronous_commit`). Nothing is acknowledged to anybody by a job: what a loss of power undoes, its effects and its
 * removal from the queue alike, is done again.
 */
function withoutWaitingForTheDisk(sql: Queryable): Fragment {
  return sql`not_waiting AS (SELECT set_config('synchronous_commit', 'off', TRUE))`;
}
