/** Starts the parts in order — database, stores, codec, jobs, HTTP — and stops them in the reverse order. */
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { tryAddress } from "./address.ts";
import { createApp } from "./app.ts";
import { keepDefaults, readSecretKey } from "../features/accounts/mod.ts";
import { BackgroundWork } from "../core/background.ts";
import { Blurrer } from "../core/blurring/mod.ts";
import { checkDatabase } from "../core/db/migrate/mod.ts";
import { type Database, openDatabase } from "../core/db/open.ts";
import { blursHere } from "../features/pictures/mod.ts";
import { followStored, loadStored } from "../features/instance_settings/mod.ts";
import { removeUnconfirmedMedia } from "../features/syncapi/mod.ts";
import { removeUnconfirmed } from "../features/uploads/mod.ts";
import { serveHttp } from "./http_server.ts";
import { JOB_KINDS } from "./job_kinds.ts";
import { refuseMissingFiles, refuseNewDatabase } from "./mount_check.ts";
import { releaseAllClaims, type Runner, startRunner, startSchedule } from "../features/jobs/mod.ts";
import { PERIODIC_TASKS } from "./periodic_tasks.ts";
import { withoutFalseLength } from "../core/http/head_answers.ts";
import { giveBackFreeMemoryRegularly, limitFreeMemory } from "../core/glibc_memory.ts";
import { logger } from "../core/log.ts";
import { Metrics } from "../core/metrics/metrics.ts";
import { openCodec } from "../core/imaging/codec/mod.ts";
import { Derivates } from "../core/imaging/derivates/mod.ts";
import { warmUpMetadata } from "../core/metadata/mod.ts";
import type { Services } from "../core/services.ts";
import type { Settings } from "../core/settings/mod.ts";
import { openStores, type Stores, sweepUploads } from "../core/storage/mod.ts";

const log = logger("server");
/** While one job waits for the database or the disk, another one computes; pixels have a limit of their own. */
const JOBS_PER_THREAD = 2;

/** A server that runs. */
export interface Server {
  /** `http://127.0.0.1:5000` */
  url: string;
  services: Services;
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

/**
 * Opens the database and the stores, starts the jobs and the periodic tasks.
 * @param isPassing whether this process only does what is left in the queue, without periodic tasks
 * @throws SettingsError, StorageError, MountError, DataFolderInUseError, PendingMigrationsError: each says how to fix it
 */
export async function startBackend(settings: Settings, { isPassing = false } = {}): Promise<Backend> {
  await limitFreeMemory();
  const database = await openDatabase(settings, "server");
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
    const stopGivingBack = giveBackFreeMemoryRegularly();
    return {
      ...backend,
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
  opened?: Stores,
): Promise<Backend> {
  await loadStored(backgroundSql, settings);
  if (!settings.API_READ_ONLY) await keepDefaults(backgroundSql, settings);
  const { services, close } = await openServices(settings, sql, opened, backgroundSql);
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
  const stopFollowing = await followStored(backgroundSql, settings, checkBlurringOnce);
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

/** The parts that features work with; nothing runs yet. */
export async function openServices(
  settings: Settings,
  sql: Database["sql"],
  opened?: Stores,
  backgroundSql = sql,
): Promise<{ services: Services; close(): Promise<void> }> {
  const secretKey = await readSecretKey(settings).catch((error) => {
    if (!settings.DB_URL) throw error;
    log.warn("FLASK_SECRET_KEY is not set: nobody can be authenticated");
    return undefined;
  });
  const stores = opened ?? await openStores(settings.storage);
  const codec = await openCodec(settings.PICTURE_CODEC);
  const derivates = new Derivates({
    codec,
    stores,
    maxPixels: settings.PICTURE_MAX_PIXELS,
    concurrency: settings.PICTURE_PROCESS_THREADS_LIMIT || availableParallelism(),
  });
  const blurrer = new Blurrer({
    faceConfidence: settings.BLUR_FACE_CONFIDENCE,
    scale: settings.BLUR_SCALE,
    threads: settings.BLUR_THREADS,
    plateModel: settings.BLUR_PLATE_MODEL && resolve(settings.BLUR_PLATE_MODEL),
  });
  const background = new BackgroundWork(backgroundSql);
  const metrics = settings.API_METRICS === "false" ? undefined : new Metrics();
  return {
    services: { settings, sql, stores, derivates, blurrer, background, secretKey, metrics },
    async close() {
      await background.stop();
      metrics?.[Symbol.dispose]();
      await blurrer[Symbol.asyncDispose]();
      await codec[Symbol.asyncDispose]();
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
  const backend = await startBackend(settings);
  try {
    const { url, stop } = await listen(backend.services);
    return {
      url,
      services: backend.services,
      async stop() {
        backend.prepareToStop();
        await stop();
        await backend.stop();
      },
    };
  } catch (error) {
    await backend.stop();
    throw error;
  }
}

/**
 * Answers HTTP requests on the address of the settings.
 * @throws Deno.errors.AddrInUse when another process took the address since it was tried
 */
export async function listen(services: Services): Promise<{ url: string; stop(): Promise<void> }> {
  const { app } = createApp(services);
  const { HOST: hostname, PORT: port } = services.settings;
  const { address, stop } = await serveHttp(
    { hostname, port },
    async (request, { remoteAddr }) =>
      withoutFalseLength(request, await app.fetch(request, { remoteAddress: remoteAddr.hostname })),
  );
  const host = address.hostname.includes(":") ? `[${address.hostname}]` : address.hostname;
  return { url: `http://${host}:${address.port}`, stop };
}
