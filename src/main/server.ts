/** Starts the parts in order — database, stores, codec, jobs, HTTP — and stops them in the reverse order. */
import { tryAddress } from "./address.ts";
import { keepDefaults } from "../features/accounts/mod.ts";
import { checkDatabase } from "../core/db/migrate/mod.ts";
import { type Database, openDatabase } from "../core/db/open.ts";
import type { Target } from "../core/db/sql.ts";
import { blursHere } from "../features/pictures/mod.ts";
import { followStored, loadStored } from "../features/instance_settings/mod.ts";
import { removeUnconfirmedMedia } from "../features/syncapi/mod.ts";
import { removeUnconfirmed } from "../features/uploads/mod.ts";
import { JOB_KINDS } from "./job_kinds.ts";
import { listen } from "./listen.ts";
import { refuseMissingFiles, refuseNewDatabase } from "./mount_check.ts";
import { releaseAllClaims, type Runner, startRunner, startSchedule } from "../features/jobs/mod.ts";
import { PERIODIC_TASKS } from "./periodic_tasks.ts";
import { giveBackMemoryAtRest, limitFreeMemory } from "../core/glibc_memory.ts";
import { logger } from "../core/log.ts";
import { warmUpMetadata } from "../core/metadata/mod.ts";
import type { Services } from "../core/services.ts";
import type { Settings } from "../core/settings/mod.ts";
import { openServices } from "./services.ts";
import { openStores, type Stores, sweepUploads } from "../core/storage/mod.ts";
import { answerOthers } from "./threads/answers.ts";
import { type HttpThreads, startHttpThreads } from "./threads/http_threads.ts";
import { threadCount } from "./threads/thread_count.ts";

const log = logger("server");
/** While one job waits for the database or the disk, another one computes; pixels have a limit of their own. */
const JOBS_PER_THREAD = 2;

/** A server that runs. */
export interface Server {
  /** `http://127.0.0.1:5000` */
  url: string;
  services: Services;
  /** Whether the event loops of all its threads run. */
  isWell(): boolean;
  /** Rejects with a ThreadError when one of its threads has failed, or cannot start: then the server should stop. */
  failure: Promise<never>;
  /** Stops accepting, finishes running requests and jobs, closes the database. */
  stop(): Promise<void>;
}

/** Everything but HTTP: what a server and a separate worker have in common. */
export interface Backend {
  services: Services;
  /** Jobs of this process; undefined when it runs none. */
  runner?: Runner;
  /** To be called when the process is about to end: see `Database`. */
  prepareToStop(): void;
  stop(): Promise<void>;
}

/** A backend with a database of its own. */
export interface StartedBackend extends Backend {
  target: Target;
}

/**
 * Opens the database and the stores, starts the jobs and the periodic tasks.
 * @param isPassing whether this process only does what is left in the queue, without periodic tasks
 * @param threads that answer requests
 * @throws SettingsError, StorageError, MountError, DataFolderInUseError, PendingMigrationsError: each says how to fix it
 */
export async function startBackend(
  settings: Settings,
  { isPassing = false, threads = 1 } = {},
): Promise<StartedBackend> {
  await limitFreeMemory();
  const database = await openDatabase(settings, "server", threads);
  try {
    const stores = await openStores(settings.storage);
    // Nobody waits for a request yet: what a start has to do may take longer than one.
    const { backgroundSql } = database;
    await refuseNewDatabase(backgroundSql, stores.permanent, settings);
    if (settings.DB_CHECK_SCHEMA) await checkDatabase(backgroundSql);
    await refuseMissingFiles(backgroundSql, stores.permanent, settings);
    const backend = await assembleBackend(settings, database, stores);
    const isIdle = isPassing || settings.API_READ_ONLY;
    const schedule = isIdle ? undefined : startSchedule({ ...backend.services, sql: backgroundSql }, PERIODIC_TASKS);
    const stopGivingBack = giveBackMemoryAtRest();
    return {
      ...backend,
      target: database.target,
      async stop() {
        database.prepareToClose();
        await stopGivingBack();
        await schedule?.stop();
        await backend.stop();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** As `startBackend()` without a schedule, on a database that is open, has the schema, and stays open. */
export async function assembleBackend(
  settings: Settings,
  { sql, backgroundSql = sql, whenAlone, prepareToClose: prepareToStop = () => {} }:
    & Pick<Database, "sql" | "whenAlone">
    & Partial<Database>,
  stores?: Stores,
): Promise<Backend> {
  await loadStored(backgroundSql, settings);
  if (!settings.API_READ_ONLY) await keepDefaults(backgroundSql, settings);
  const { services, close } = await openServices(settings, sql, { stores, backgroundSql });
  answerOthers(services, backgroundSql);
  await whenAlone(async () => {
    if (!settings.API_READ_ONLY) await releaseAllClaims(backgroundSql);
    await sweepUploads(services.stores, 0);
    await removeUnconfirmed({ ...services, sql: backgroundSql }, 0);
    await removeUnconfirmedMedia({ ...services, sql: backgroundSql }, 0);
  });
  await sweepUploads(services.stores);
  warmUpMetadata();
  const runner = await startJobs({ ...services, sql: backgroundSql });
  const checkBlurringOnce = onceEach(() => checkBlurring(services), () => runner !== undefined && blursHere(settings));
  checkBlurringOnce();
  const stopFollowing = await followStored(backgroundSql, settings, () => {
    checkBlurringOnce();
    void services.team.ask("settings");
  });
  return {
    services,
    runner,
    prepareToStop,
    async stop() {
      await stopFollowing();
      await runner?.stop();
      await close();
    },
  };
}

/** Does something each time a condition begins to hold. */
function onceEach(work: () => void, holds: () => boolean): () => void {
  let held = false;
  return () => {
    if (holds() && !held) work();
    held = holds();
  };
}

/** Says at once when pictures cannot be blurred, which keeps them from being published; nothing waits for it. */
function checkBlurring({ blurrer }: Services): void {
  blurrer.check().catch((error) => {
    log.error("No picture is published, since BLUR=builtin does not work here: {error}", { error: error.message });
  });
}

/** Runs jobs, as many at the same time as the settings allow; undefined if they allow none. */
export async function startJobs(services: Services): Promise<Runner | undefined> {
  const threads = services.settings.PICTURE_PROCESS_THREADS_LIMIT;
  if (services.settings.API_READ_ONLY) return undefined;
  if (threads === 0) {
    log.warn("PICTURE_PROCESS_THREADS_LIMIT is 0: pictures wait until `panoramax picture-worker` runs");
    return undefined;
  }
  return await startRunner(services, JOB_KINDS, threads * JOBS_PER_THREAD);
}

/**
 * Starts the whole server.
 * @throws AddressError before anything is made, when nobody can listen on the address of the settings
 */
export async function startServer(settings: Settings): Promise<Server> {
  tryAddress(settings);
  const threads = threadCount(settings);
  const backend = await startBackend(settings, { threads });
  let http: Awaited<ReturnType<typeof listen>> | undefined, others: HttpThreads | undefined;
  try {
    http = await listen(backend.services, { threads });
    if (threads > 1) {
      others = startHttpThreads(backend.services, { threads, database: backend.target, port: http.port });
      void others.joined.then(() => log.info("{threads} threads answer requests", { threads }));
    }
  } catch (error) {
    await http?.stop();
    await backend.stop();
    throw error;
  }
  const { url, stop } = http;
  return {
    url,
    services: backend.services,
    isWell: () => others?.areWell() ?? true,
    failure: others?.failure ?? new Promise(() => {}),
    async stop() {
      backend.prepareToStop();
      await Promise.all([stop(), others?.stop()]);
      await backend.stop();
    },
  };
}
