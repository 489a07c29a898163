/**
 * Runs the jobs of the queue: so many at once, woken by PostgreSQL's NOTIFY as soon as one is queued. Any number of
 * processes may run on one database.
 */
import { logger } from "../../core/log.ts";
import type { JobResult } from "../../core/metrics/metrics.ts";
import type { Services } from "../../core/services.ts";
import type { Job, JobKind, JobOutcome, Task } from "./job.ts";
import { isDatabaseAway, isTransient, sqlStateOf } from "../../core/db/errors.ts";
import { isPassingStorageFailure } from "../../core/storage/mod.ts";
import { message } from "../../core/messages/mod.ts";
import { Gate } from "./gate.ts";
import { JobError, JobInterrupted, RecoverableJobError, ServiceAwayError } from "./job.ts";
import {
  bringTimesNearer,
  type Claimant,
  claimNextJob,
  endOutage,
  holdsJob,
  millisecondsUntilDone,
  millisecondsUntilNextJob,
  postponeJob,
  recordFailure,
  releaseClaim,
  removeFinishedJob,
  renewClaims,
  type TaskChoice,
} from "./queries.ts";

const log = logger("jobs");
/** A claim that is not renewed for so long belongs to a dead process. */
const LEASE_SECONDS = 30;
const RENEWAL_MILLISECONDS = 10_000;
/** Idle runners look again after so long, should a notification ever be lost. */
const LONGEST_WAIT = 30_000;
const SHORTEST_WAIT = 10;
const RETRY_DATABASE = 1000;
/** Milliseconds before a failed job is tried again; doubled each time, up to the longest. */
const RETRY_PAUSE = { first: 100, longest: 60_000 };
/** The same while a store or the database is away, or the disk is full. */
const OUTAGE_PAUSE = { first: 500, longest: 5 * 60_000 };
/** The same while another server is away, such as the one that blurs, maybe for days. */
const SERVICE_OUTAGE_PAUSE = { first: 1000, longest: 60 * 60_000 };
/** Milliseconds until it is looked again for jobs that were left behind long ago: it takes reading the whole queue. */
const OVERDUE_INTERVAL = 60_000;
/** The same for jobs that a clock which was put back made wait for too long. */
const CLOCK_INTERVAL = 60_000;
/** Deaths of the process in a row after which a job fails. What takes long may die of the jobs next to it, hence more of them. */
const MOST_DEATHS = { quick: 5, long: 20 };

/** Runs jobs until it is stopped. */
export interface Runner {
  /** Resolves when no job is waiting or running in this process. */
  idle(): Promise<void>;
  /**
   * Resolves when nothing is left to do: also what is to be tried again soon, or is done by other processes, is done. Jobs that
   * were queued for a later time, or wait for something that has been away for long, stay.
   */
  drained(): Promise<void>;
  /** Finishes the running jobs and takes no others. */
  stop(): Promise<void>;
}

type JobKinds = Partial<Record<Task, JobKind>>;

/**
 * Starts running jobs.
 * @param threads how many jobs at once; next to them, one of the kinds that take long
 */
export async function startRunner(services: Services, kinds: JobKinds, threads: number): Promise<Runner> {
  // The keys of `JobKinds` are tasks.
  const tasks = (Object.keys(kinds) as Task[]).filter((task) => kinds[task]?.isLong);
  const quick = await startLane(services, kinds, threads, { tasks, isListed: false });
  const long = await startLane(services, kinds, tasks.length > 0 ? 1 : 0, { tasks, isListed: true });
  async function idle(): Promise<void> {
    await quick.idle();
    await long.idle();
    // What takes long leaves work for the others.
    await quick.idle();
  }
  return {
    idle,
    async drained() {
      while (!quick.isStopping()) {
        await idle();
        const due = await millisecondsUntilDone(services.sql);
        if (due === undefined) return;
        await new Promise((resolve) => setTimeout(resolve, Math.min(Math.max(due, SHORTEST_WAIT), RETRY_DATABASE)));
      }
    },
    async stop() {
      await Promise.all([quick.stop(), long.stop()]);
    },
  };
}

interface Lane {
  idle(): Promise<void>;
  stop(): Promise<void>;
  isStopping(): boolean;
}

/** Runs so many jobs of some kinds at once. */
async function startLane(services: Services, kinds: JobKinds, threads: number, choice: TaskChoice): Promise<Lane> {
  const { sql } = services;
  const worker = crypto.randomUUID();
  const bell = new Bell();
  const stopping = new AbortController();
  const gate = new Gate();
  const running = new Set<string>();
  /** Whether somebody asks for a job that has to run alone, or does one: of two, each would wait for the other to leave. */
  let isAloneSought = false;
  let lastLookForOverdue = -Infinity;
  const idleWaiters: (() => void)[] = [];

  const listening = await sql.listen("panoramax_jobs", (task) => {
    // Empty where the schema is that of an earlier version (DB_CHECK_SCHEMA=false).
    if (task === "" || choice.tasks.some((known) => known === task) === choice.isListed) bell.ring();
  });
  const renewal = setInterval(() => {
    if (running.size === 0) return;
    renewClaims(sql, { worker, running: [...running] }, LEASE_SECONDS).catch((error) => {
      log.warn("Claims not renewed: {error}", { error });
    });
  }, RENEWAL_MILLISECONDS);
  const clockWatch = setInterval(() => {
    bringTimesNearer(sql, LEASE_SECONDS).catch((error) => log.warn("Times of jobs not checked: {error}", { error }));
  }, CLOCK_INTERVAL);

  async function work(): Promise<void> {
    while (!stopping.signal.aborted) {
      await gate.enter();
      const heard = bell.rings, wasAlone = gate.inside === 1;
      const hadJob = !stopping.signal.aborted && await takeJob();
      gate.leave();
      if (hadJob) continue;
      if (gate.inside === 0) {
        // What may only be taken by somebody alone.
        if (!wasAlone) continue;
        idleWaiters.splice(0).forEach((resolve) => resolve());
      }
      if (!stopping.signal.aborted && bell.rings === heard) await bell.wait(heard, await timeToNextJob());
    }
  }

  /** @param others how many others are at work */
  function claimant(others: number): Claimant {
    return { worker, running: [...running], isAlone: others === 0, hasDatabase: !services.settings.DB_URL };
  }

  async function takeJob(): Promise<boolean> {
    const others = gate.inside - 1;
    const wantsOverdue = !isAloneSought && performance.now() - lastLookForOverdue >= OVERDUE_INTERVAL;
    if (wantsOverdue) lastLookForOverdue = performance.now();
    // Whoever seeks it is inside, hence nobody else is when there are no others.
    let seeksAlone = wantsOverdue || others === 0;
    if (seeksAlone) isAloneSought = true;
    const seekNoMore = () => {
      if (seeksAlone) seeksAlone = isAloneSought = false;
    };
    try {
      const claim = (wanted: Partial<Claimant>) =>
        claimNextJob(sql, { ...claimant(others), ...wanted }, LEASE_SECONDS, choice);
      const overdue = wantsOverdue ? await claim({ wantsOverdue }) : undefined;
      const job = overdue ?? await claim({ isAlone: false }) ?? (others === 0 ? await claim({}) : undefined);
      if (!job) return false;
      if (job.nbDeaths === 0) seekNoMore();
      running.add(job.id);
      try {
        // Where there was one job, there may be more for the others.
        bell.ring();
        const run = () => perform(job, services, kinds[job.task], worker, stopping.signal);
        await (job.nbDeaths > 0 ? gate.alone(run) : run());
      } finally {
        running.delete(job.id);
      }
      return true;
    } catch (error) {
      if (!stopping.signal.aborted) log.error("The job queue cannot be used: {error}", { error });
      return false;
    } finally {
      seekNoMore();
    }
  }

  async function timeToNextJob(): Promise<number> {
    const due = await millisecondsUntilNextJob(sql, claimant(gate.inside), choice).catch(() => RETRY_DATABASE) ??
      LONGEST_WAIT;
    return Math.min(Math.max(due, SHORTEST_WAIT), LONGEST_WAIT);
  }

  function idle(): Promise<void> {
    if (threads === 0) return Promise.resolve();
    return new Promise((resolve) => {
      idleWaiters.push(resolve);
      bell.ring();
    });
  }

  const loops = Array.from({ length: threads }, () => work());
  return {
    idle,
    isStopping: () => stopping.signal.aborted,
    async stop() {
      stopping.abort();
      clearInterval(renewal);
      clearInterval(clockWatch);
      bell.ringAll();
      await Promise.all(loops);
      await listening.unlisten().catch(() => {});
    },
  };
}

async function perform(
  job: Job,
  services: Services,
  kind: JobKind | undefined,
  worker: string,
  stopping: AbortSignal,
): Promise<void> {
  const start = performance.now();
  const observe = (result: JobResult) =>
    services.metrics?.observeJob(job.task, result, (performance.now() - start) / 1000);
  try {
    if (!kind) throw new JobError(message("jobs.unknown_task", { task: job.task }));
    // Without this, a picture that kills the process would do so for ever.
    if (job.nbDeaths >= (kind.isLong ? MOST_DEATHS.long : MOST_DEATHS.quick)) {
      throw new JobError(message("jobs.process_died", { times: job.nbDeaths }));
    }
    const outcome = await kind.run(job, services, stopping);
    if (await finish(job, services, outcome, worker)) {
      observe("done");
      if (job.nbOutages > 0) await resumeOthers(job, services);
      log.debug("{task} {id} done in {ms} ms", { ...subject(job), ms: Math.round(performance.now() - start) });
    } else {
      observe("object deleted");
      log.debug("{task} {id}: its object was deleted meanwhile", subject(job));
      await kind.onObjectDeleted?.(job, services);
    }
  } catch (error) {
    if (error instanceof JobInterrupted) return await giveBack(job, services, worker);
    observe("failed");
    await fail(job, services, kind, worker, error instanceof Error ? error : new Error(String(error)));
  }
}

class ObjectDeleted extends Error {}

async function finish(job: Job, { sql }: Services, outcome: JobOutcome, worker: string): Promise<boolean> {
  try {
    await sql.begin(async (tx) => {
      // Jobs are locked after everything else, see "The order of locks" in docs/architecture.md. The effects of a job that is not
      // held any more are rolled back.
      await outcome.commit?.(tx);
      if (!await removeFinishedJob(tx, job, worker, outcome.warning)) throw new ObjectDeleted();
    });
    return true;
  } catch (error) {
    // What it was about may have gone while its effects were written.
    if (error instanceof ObjectDeleted || !await holdsJob(sql, job, worker)) return false;
    throw error;
  }
}

/** What was away is back. */
async function resumeOthers({ task }: Job, { sql }: Services): Promise<void> {
  await sql.begin((tx) => endOutage(tx, task)).catch((error) => {
    log.warn("Jobs that waited for the same are tried again later: {error}", { error });
  });
}

async function giveBack(job: Job, { sql }: Services, worker: string): Promise<void> {
  log.info("{task} {id} was interrupted and resumes with the next start", subject(job));
  await sql.begin(async (tx) => {
    await releaseClaim(tx, job, worker);
    await recordFailure(tx, job, message("jobs.interrupted"));
  });
}

async function fail(
  job: Job,
  services: Services,
  kind: JobKind | undefined,
  worker: string,
  error: Error,
): Promise<void> {
  const outage = outagePause(error), text = error instanceof JobError ? error.text : error.message;
  const isRecoverable = error instanceof RecoverableJobError || isTransient(error);
  const isLast = !outage && (!isRecoverable || job.nbErrors >= services.settings.PICTURE_PROCESS_NB_RETRIES);
  log.warn("{task} {id} failed{end}: {error}", {
    ...subject(job),
    end: outage ? ", as something it needs is away; it will be tried again" : isLast ? "" : ", it will be tried again",
    error: outage || isRecoverable ? error.message : error,
  });
  await services.sql.begin(async (tx) => {
    if (outage) await postponeJob(tx, job, worker, pause(outage, job.nbOutages), "outage");
    else if (!isLast) await postponeJob(tx, job, worker, pause(RETRY_PAUSE, job.nbErrors), "failure");
    else {
      await kind?.onFailed?.(tx, job, isRecoverable ? "retries exhausted" : "unrecoverable");
      if (!await removeFinishedJob(tx, job, worker)) throw new ObjectDeleted();
    }
    await recordFailure(tx, job, text);
  }).catch(async (problem) => {
    if (!(problem instanceof ObjectDeleted)) throw problem;
    await recordFailure(services.sql, job, text);
  });
}

interface Pause {
  first: number;
  longest: number;
}

/** How to wait when an error says that something the job needs is away; undefined when it is the job's own failure. */
function outagePause(error: unknown): Pause | undefined {
  if (error instanceof ServiceAwayError) return SERVICE_OUTAGE_PAUSE;
  const causes = [error, error instanceof RecoverableJobError ? error.cause : undefined];
  return causes.some((cause) => cause && (isOutage(cause) || isPassingStorageFailure(cause)))
    ? OUTAGE_PAUSE
    : undefined;
}

/** Two transactions in each other's way (class 40) mean no outage, though `isDatabaseAway()` holds for them. */
function isOutage(error: unknown): boolean {
  return isDatabaseAway(error) && !sqlStateOf(error)?.startsWith("40");
}

/** Milliseconds to wait after so many attempts before this one. */
function pause({ first, longest }: Pause, attempts: number): number {
  return Math.min(first * 2 ** Math.min(attempts, 30), longest);
}

function subject(job: Job): { task: Task; id: string | null } {
  return { task: job.task, id: job.pictureId ?? job.uploadSetId ?? job.sequenceId ?? job.pictureToDeleteId };
}

/**
 * Wakes one of those who wait: each one that finds work rings for the next. A ring between looking for work and waiting is not
 * lost: the count of rings is taken before.
 */
class Bell {
  rings = 0;
  readonly #waiting = new Set<() => void>();

  ring(): void {
    this.rings++;
    const [first] = this.#waiting;
    if (!first) return;
    this.#waiting.delete(first);
    first();
  }

  ringAll(): void {
    this.rings++;
    for (const wake of this.#waiting) wake();
  }

  /** Resolves when it has rung more than `heard` times, at the latest after so many milliseconds. */
  async wait(heard: number, milliseconds: number): Promise<void> {
    if (this.rings > heard) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, milliseconds);
    this.#waiting.add(resolve);
    await promise;
    this.#waiting.delete(resolve);
    clearTimeout(timer);
  }
}
