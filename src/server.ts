/** Starts the parts in order — database, stores, codec, jobs, HTTP — and stops them in the reverse order. */
import { availableParallelism } from "node:os";
import { createApp } from "./app.ts";
import { persistDefaults } from "./accounts/queries.ts";
import { readSecretKey } from "./accounts/secret_key.ts";
import { prepareSchema } from "./db/migrate/mod.ts";
import { openDatabase } from "./db/open.ts";
import { JOB_KINDS } from "./jobs/kinds.ts";
import { releaseAllClaims } from "./jobs/queries.ts";
import { type Runner, startRunner } from "./jobs/runner.ts";
import { logger } from "./log.ts";
import { openCodec } from "./pictures/codec/mod.ts";
import { Derivates } from "./pictures/derivates/mod.ts";
import type { Services } from "./services.ts";
import type { Settings } from "./settings.ts";
import { openStores } from "./storage/mod.ts";

const log = logger("server");
/** How long running requests may take to end once the server is told to stop. */
const LONGEST_FAREWELL = 30_000;

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
  stop(): Promise<void>;
}

/**
 * Opens the database and the stores, and starts running jobs.
 * @throws SettingsError, StorageError, DataFolderInUseError, PendingMigrationsError: each says how to mend it
 */
export async function startBackend(settings: Settings): Promise<Backend> {
  const cleanup: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const step of cleanup.splice(0).reverse()) await step();
  };
  try {
    const database = await openDatabase(settings, "server");
    cleanup.push(() => database.close());
    const { sql } = database;
    if (settings.DB_CHECK_SCHEMA) await prepareSchema(sql);
    if (!settings.API_READ_ONLY) {
      await persistDefaults(sql, {
        visibility: settings.API_DEFAULT_PICTURE_VISIBILITY,
        collaborativeMetadata: settings.API_DEFAULT_COLLABORATIVE_METADATA_EDITING,
      });
    }
    const stores = await openStores(settings.storage);
    const codec = await openCodec(settings.PICTURE_CODEC);
    cleanup.push(() => codec[Symbol.asyncDispose]());
    const derivates = new Derivates({
      codec,
      stores,
      maxPixels: settings.PICTURE_MAX_PIXELS,
      concurrency: availableParallelism(),
    });
    const secretKey = await readSecretKey(settings).catch((error) => {
      if (!settings.DB_URL) throw error;
      log.warn("FLASK_SECRET_KEY is not set: nobody can be authenticated");
      return undefined;
    });
    const services: Services = { settings, sql, stores, derivates, secretKey };

    if (database.isExclusive) {
      await releaseAllClaims(sql);
      await sweepUploads(services);
    }
    const runner = await startJobs(services);
    if (runner) cleanup.push(() => runner.stop());
    return { services, runner, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startJobs(services: Services): Promise<Runner | undefined> {
  const threads = services.settings.PICTURE_PROCESS_THREADS_LIMIT;
  if (services.settings.API_READ_ONLY) return undefined;
  if (threads === 0) {
    log.warn("PICTURE_PROCESS_THREADS_LIMIT is 0: pictures wait until `panoramax picture-worker` runs");
    return undefined;
  }
  return await startRunner(services, JOB_KINDS, threads);
}

/** Uploads that a crash interrupted: nobody was told that they are safe, and no row claims them. */
async function sweepUploads({ stores }: Services): Promise<void> {
  for (const store of [stores.tmp, stores.permanent, stores.derivates]) {
    const count = await store.sweepTemporary();
    if (count > 0) log.info("Removed {count} interrupted uploads from {location}", { count, location: store.location });
  }
}

/** Starts the whole server. */
export async function startServer(settings: Settings): Promise<Server> {
  const backend = await startBackend(settings);
  const { app } = createApp(backend.services);
  const listening = Promise.withResolvers<Deno.NetAddr>();
  let http: Deno.HttpServer<Deno.NetAddr>;
  try {
    http = Deno.serve({
      hostname: settings.HOST,
      port: settings.PORT,
      onListen: listening.resolve,
    }, (request) => app.fetch(request));
  } catch (error) {
    await backend.stop();
    throw error;
  }
  const { hostname, port } = await listening.promise;
  return {
    url: `http://${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`,
    services: backend.services,
    async stop() {
      await endRequests(http);
      await backend.stop();
    },
  };
}

async function endRequests(http: Deno.HttpServer): Promise<void> {
  const { promise: tooLong, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, LONGEST_FAREWELL);
  await Promise.race([http.shutdown(), tooLong]);
  clearTimeout(timer);
}
