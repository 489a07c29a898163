/** Opens the embedded database of a data folder: starts it, or joins the process that runs it. */
import { access, constants, mkdir } from "node:fs/promises";
import { messageOf } from "../../thrown.ts";
import { findAssets } from "./assets.ts";
import { prepareDataFolder } from "./data_folder.ts";
import { DatabaseThread } from "./database_thread.ts";
import { type ExclusiveLock, tryExclusiveLock } from "./exclusive_lock.ts";
import {
  findRunningProcess,
  readRunningProcess,
  removeRunningProcess,
  writeRunningProcess,
} from "./running_process.ts";
import { startMaintenance } from "./maintenance.ts";
import { type DatabasePaths, databasePaths, makeSocketPath, removeSocket } from "./paths.ts";

/** Which embedded database to open, and how. */
export interface EmbeddedDatabaseOptions {
  /** The data folder of the program; the database is in `db` inside of it. Made when it is missing. */
  folder: string;
  /** A "server" must have the database for itself; a "command" joins the process that runs it, or runs it until the command ends. */
  role: "server" | "command";
  /** Milliseconds that a transaction may be idle while other connections wait (10 s when left out). */
  idleInTransactionLimit?: number;
}

/** An embedded database that takes connections. */
export interface EmbeddedDatabase {
  /** Path of the unix socket; for `openPool`. */
  socket: string;
  /** Whether this process runs the database. */
  isOwner: boolean;
  /** To be called when the program is about to end: no statement may run for more than 2 s from now on. */
  prepareToClose(): void;
  /** Whether it is run by a server: then none can start before that one has ended. */
  hasServer: boolean;
  /** Ends the database if this process runs it. Close pools before: what they still do is cut off. */
  close(): Promise<void>;
}

/** Another process runs the database of this data folder. Nothing was touched. */
export class DataFolderInUseError extends Error {
  override name = "DataFolderInUseError";
}

/** The data folder cannot be made or written to. */
export class DataFolderError extends Error {
  override name = "DataFolderError";
}

/** Milliseconds that a command waits for a database that is starting, maybe recovering from a crash. */
const LONGEST_START = 30_000;

/** Milliseconds that a command which runs the database waits at its end for others that joined it. */
const LONGEST_WAIT_FOR_CLIENTS = 60_000;

const MILLISECONDS_BETWEEN_ATTEMPTS = 50;

const DEFAULT_IDLE_IN_TRANSACTION_LIMIT = 10_000;

/**
 * Opens the embedded database.
 * @throws DataFolderError when the data folder cannot be made or written to
 * @throws DataFolderInUseError for a "server" whose data folder is in use, and for a "command" that cannot join
 * @throws IncompatibleDataFolderError when other versions made the data folder
 */
export async function openEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const { folder, role } = options;
  await makeFolder(folder);
  const paths = databasePaths(folder);
  const deadline = performance.now() + LONGEST_START;
  for (;;) {
    const lock = await tryExclusiveLock(paths.lock);
    if (lock) return await runDatabase(paths, lock, options);
    if (role === "server") throw await inUse(folder, paths);
    const running = await findRunningProcess(paths.runningProcess);
    if (running) {
      const { socket, role } = running;
      return {
        socket,
        isOwner: false,
        hasServer: role === "server",
        prepareToClose: () => {},
        close: () => Promise.resolve(),
      };
    }
    if (performance.now() > deadline) throw await inUse(folder, paths);
    await new Promise((resolve) => setTimeout(resolve, MILLISECONDS_BETWEEN_ATTEMPTS));
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o750 });
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw new DataFolderError(
      `PANORAMAX_DATA should be a folder that this user can write to, got '${folder}': ${messageOf(cause)}`,
      { cause },
    );
  }
}

async function inUse(folder: string, paths: DatabasePaths): Promise<DataFolderInUseError> {
  const running = await readRunningProcess(paths.runningProcess);
  const who = running
    ? `process ${running.pid} (a ${running.role})`
    : "another process that is just starting or ending";
  return new DataFolderInUseError(
    `The data folder ${folder} is in use by ${who}. Stop that first, or set PANORAMAX_DATA to another folder`,
  );
}

async function runDatabase(
  paths: DatabasePaths,
  lock: ExclusiveLock,
  { role, idleInTransactionLimit = DEFAULT_IDLE_IN_TRANSACTION_LIMIT }: EmbeddedDatabaseOptions,
): Promise<EmbeddedDatabase> {
  try {
    const stale = await readRunningProcess(paths.runningProcess);
    await removeRunningProcess(paths.runningProcess);
    if (stale) await removeSocket(stale.socket);

    const assets = await findAssets();
    await prepareDataFolder(paths.dataFolder, assets);
    const socket = await makeSocketPath(paths.socketFolder);
    const thread = await DatabaseThread.start({
      dataFolder: paths.dataFolder,
      postgisBundle: assets.postgisBundle,
      socket,
      idleInTransactionLimit,
    });
    await writeRunningProcess(paths.runningProcess, { pid: Deno.pid, role, socket });
    const maintenance = startMaintenance(socket);
    return {
      socket,
      isOwner: true,
      prepareToClose: () => thread.prepareToStop(),
      hasServer: role === "server",
      async close() {
        await maintenance.stop();
        await thread.stop(role === "command" ? LONGEST_WAIT_FOR_CLIENTS : 0);
        await removeRunningProcess(paths.runningProcess);
        await removeSocket(socket);
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
