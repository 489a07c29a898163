/** Where the embedded database keeps its files and its socket. */
import { basename, dirname, join, resolve } from "node:path";

/** Paths in a data folder of the program. */
export interface DatabasePaths {
  /** PostgreSQL's own data folder. */
  dataFolder: string;
  /** Locked by the process that runs the database. */
  lock: string;
  /** Says which process that is; see running_process.ts. */
  runningProcess: string;
  /** Folder of the socket, which only its owner can enter. */
  socketFolder: string;
}

/** The files of the embedded database of a data folder; none is made. */
export function databasePaths(folder: string): DatabasePaths {
  const root = resolve(folder);
  return {
    dataFolder: join(root, "db"),
    lock: join(root, "db.lock"),
    runningProcess: join(root, "db.json"),
    socketFolder: join(root, "db.socket"),
  };
}

/** As PostgreSQL names it for its default port, so that `psql -h <folder>` finds it. */
const SOCKET = ".s.PGSQL.5432";

/** Longest path of a socket in bytes, on all systems (104 with the final zero on macOS, 108 on Linux). */
const LONGEST_SOCKET_PATH = 103;

const TEMPORARY_PREFIX = "panoramax-socket-";

/**
 * Makes the folder of the socket, private, and returns the path of the socket: in the data folder, or in a temporary folder
 * where that path is too long for a socket.
 */
export async function makeSocketPath(socketFolder: string): Promise<string> {
  const path = join(socketFolder, SOCKET);
  if (new TextEncoder().encode(path).length > LONGEST_SOCKET_PATH) {
    return join(await Deno.makeTempDir({ prefix: TEMPORARY_PREFIX }), SOCKET);
  }
  await Deno.mkdir(socketFolder, { recursive: true, mode: 0o700 });
  await Deno.chmod(socketFolder, 0o700);
  return path;
}

/** Removes a socket that nobody listens on, and its folder if that was made for it. */
export async function removeSocket(path: string): Promise<void> {
  const folder = dirname(path);
  const isTemporary = basename(folder).startsWith(TEMPORARY_PREFIX);
  try {
    await Deno.remove(isTemporary ? folder : path, { recursive: isTemporary });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
