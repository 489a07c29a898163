/** Opens the database of the settings: native PostgreSQL when `DB_URL` is set, the embedded one otherwise. */
import type { Settings } from "../settings/mod.ts";
import { onlyRow } from "./rows.ts";
import { connectFirst } from "./first_connection.ts";
import { poolSizes } from "./pool_sizes.ts";
import { openPool, type Sql, type Target } from "./sql.ts";

/** The open database, embedded or native, with a pool for each kind of work. */
export interface Database {
  /** For requests: a statement may run for `DB_STATEMENT_TIMEOUT`. */
  sql: Sql;
  /** For jobs, periodic tasks and commands: a statement may run for `BACKGROUND_STATEMENT_TIMEOUT` at least. */
  backgroundSql: Sql;
  /** How to reach it, for further pools. */
  target: Target;
  /** Whether this process runs the embedded database, so that it ends with this process. */
  isOwner: boolean;
  /**
   * Runs some work when no other server uses the database, before any other may start: repairs that would disturb them.
   * To be called once, by a server.
   */
  whenAlone(work: () => Promise<void>): Promise<void>;
  /** To be called when the program is about to end: long statements of the embedded database are ended soon. */
  prepareToClose(): void;
  /**
   * Runs some work while no server uses the database, for commands. A server that starts meanwhile waits, or refuses to start.
   * @throws ServerRunningError when one does
   */
  withoutServers<T>(work: () => Promise<T>): Promise<T>;
  /** Closes the pools, then the embedded database if this process started it. */
  close(): Promise<void>;
}

/** Milliseconds that a statement outside of requests may run, unless `DB_STATEMENT_TIMEOUT` is longer. */
const BACKGROUND_STATEMENT_TIMEOUT = 300_000;

/** Seconds that queries get to finish when a pool is closed. */
const CLOSING_TIME = 5;

type PoolSettings = Pick<Settings, "DB_MAX_CNX" | "DB_STATEMENT_TIMEOUT" | "API_READ_ONLY">;
type DatabaseSettings = PoolSettings & Pick<Settings, "DB_URL" | "PANORAMAX_DATA">;
type Role = "server" | "command";

/**
 * Opens the database of the settings.
 * @param role a "server" must have the embedded database for itself; a "command" joins a running server
 * @param threads of a server, which all have pools of their own (`openThreadPools()`)
 * @throws DataFolderInUseError for a second server on one data folder
 * @throws DatabaseConnectionError when there is no connection to the database of `DB_URL`
 */
export async function openDatabase(
  settings: DatabaseSettings,
  role: Role,
  threads = 1,
): Promise<Database> {
  if (settings.DB_URL) {
    const target = { url: settings.DB_URL };
    const pools = openPools(target, settings, role, threads);
    await connectFirst(pools.sql, connectionsOf(settings, role)).catch(async (error) => {
      await closePools(pools);
      throw error;
    });
    let stopAnnouncing = () => Promise.resolve();
    return {
      ...pools,
      target,
      isOwner: false,
      async whenAlone(work) {
        stopAnnouncing = await announceServer(target, work);
      },
      prepareToClose() {},
      withoutServers: (work) => withoutServers(target, work),
      async close() {
        await closePools(pools);
        await stopAnnouncing();
      },
    };
  }
  const { openEmbeddedDatabase } = await import("./embedded/mod.ts");
  const embedded = await openEmbeddedDatabase({ folder: settings.PANORAMAX_DATA, role });
  const target = { socket: embedded.socket };
  const pools = openPools(target, settings, role, threads);
  return {
    ...pools,
    target,
    isOwner: embedded.isOwner,
    whenAlone: (work) => work(),
    prepareToClose: () => embedded.prepareToClose(),
    withoutServers(work) {
      if (embedded.hasServer) throw new ServerRunningError();
      return work();
    },
    async close() {
      await closePools(pools);
      await embedded.close();
    },
  };
}

/** Most connections of one process: a server has two more, to listen and to say that it runs. A command opens few at a time. */
function connectionsOf({ DB_MAX_CNX }: DatabaseSettings, role: Role): number {
  return role === "server" ? Math.max(2, DB_MAX_CNX) + 2 : 1;
}

/** The pools of a thread. */
export type Pools = Pick<Database, "sql" | "backgroundSql">;

/** Both pools together open no more connections than the settings allow, or one each. */
function openPools(target: Target, settings: PoolSettings, role: Role, threads: number): Pools {
  if (role === "server") return openThreadPools(target, settings, threads, true);
  const sql = openPool(target, { max: settings.DB_MAX_CNX, statementTimeout: longerTimeout(settings) });
  return { sql, backgroundSql: sql };
}

/** The pools of one of so many threads of a server. @param isFirst whether it is the one that runs the jobs */
export function openThreadPools(target: Target, settings: PoolSettings, threads: number, isFirst: boolean): Pools {
  const { DB_MAX_CNX, DB_STATEMENT_TIMEOUT, API_READ_ONLY: readOnly } = settings;
  const { requests, background } = poolSizes(DB_MAX_CNX, threads, isFirst);
  return {
    sql: openPool(target, { max: requests, statementTimeout: DB_STATEMENT_TIMEOUT, readOnly }),
    backgroundSql: openPool(target, { max: background, statementTimeout: longerTimeout(settings), readOnly }),
  };
}

function longerTimeout({ DB_STATEMENT_TIMEOUT }: PoolSettings): number {
  // 0 is for never.
  return DB_STATEMENT_TIMEOUT && Math.max(DB_STATEMENT_TIMEOUT, BACKGROUND_STATEMENT_TIMEOUT);
}

/** Gives queries a few seconds to finish, then closes the connections. */
export async function closePools({ sql, backgroundSql }: Pools): Promise<void> {
  await Promise.all([...new Set([sql, backgroundSql])].map((pool) => pool.end({ timeout: CLOSING_TIME })));
}

/** A server uses the database, and some work must not be done meanwhile. */
export class ServerRunningError extends Error {
  override name = "ServerRunningError";

  constructor() {
    super("A server is using this database. Stop all servers first");
  }
}

/** Any number, the same in every server; no other lock of this program is a session lock. */
const SERVER_LOCK = 5_000_360;

/** Milliseconds between two looks whether the lock is still held. */
const ANNOUNCED_AGAIN_AFTER = 5_000;

/**
 * Announces that a server uses a native database, with a shared lock that it keeps until it ends: PostgreSQL releases it
 * when the process dies, however it dies.
 * @param whenAlone runs first if no other server uses the database; those that start meanwhile wait until it has ended
 * @returns a function that releases the lock
 */
async function announceServer(target: Target, whenAlone: () => Promise<void>): Promise<() => Promise<void>> {
  const sql = openPool(target, { max: 1, keepsConnections: true });
  try {
    const [{ alone }] = await sql<[{ alone: boolean }]>`SELECT pg_try_advisory_lock(${SERVER_LOCK}) AS alone`;
    if (alone) await whenAlone();
    await sql`SELECT pg_advisory_lock_shared(${SERVER_LOCK})`;
    if (alone) await sql`SELECT pg_advisory_unlock(${SERVER_LOCK})`;
    const stop = await announceAgain(sql);
    return async () => {
      stop();
      await sql.end({ timeout: 1 });
    };
  } catch (error) {
    await sql.end({ timeout: 1 });
    throw error;
  }
}

/**
 * A lock ends with its connection, as when PostgreSQL restarts: then it is taken again.
 * @returns a function that ends this
 */
async function announceAgain(sql: Sql): Promise<() => void> {
  const readBackend = async () =>
    onlyRow(
      await sql<{ backend: string }[]>`
        SELECT concat(pid, ' ', backend_start) AS backend FROM pg_stat_activity WHERE pid = pg_backend_pid()`,
    ).backend;
  let backend = await readBackend();
  let looking = Promise.resolve();
  const look = async () => {
    try {
      const now = await readBackend();
      if (now !== backend) await sql`SELECT pg_advisory_lock_shared(${SERVER_LOCK})`;
      backend = now;
    } catch {
      // PostgreSQL is away: whoever needs it says so.
    }
  };
  const timer = setInterval(() => looking = looking.then(look), ANNOUNCED_AGAIN_AFTER);
  Deno.unrefTimer(timer);
  return () => clearInterval(timer);
}

/** Takes the lock of servers for itself while it works: servers that start meanwhile wait. */
async function withoutServers<T>(target: Target, work: () => Promise<T>): Promise<T> {
  const sql = openPool(target, { max: 1, keepsConnections: true });
  try {
    const [row] = await sql<{ alone: boolean }[]>`SELECT pg_try_advisory_lock(${SERVER_LOCK}) AS alone`;
    if (!row?.alone) throw new ServerRunningError();
    return await work();
  } finally {
    await sql.end({ timeout: 1 });
  }
}
