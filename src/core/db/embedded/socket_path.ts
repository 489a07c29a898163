/** Where the socket goes: into the data folder, or into a folder of its own where that path is too long for a socket. */
import { basename, dirname, join } from "node:path";

/** As PostgreSQL names it for its default port, so that `psql -h <folder>` finds it. */
const SOCKET = ".s.PGSQL.5432";

/** Longest path of a socket in bytes, on all systems (104 with the final zero on macOS, 108 on Linux). */
const LONGEST_SOCKET_PATH = 103;

const TEMPORARY_PREFIX = "panoramax-socket-";

/** Makes the folder of the socket, private, and returns the path of the socket. */
export async function makeSocketPath(socketFolder: string): Promise<string> {
  const path = join(socketFolder, SOCKET);
  if (new TextEncoder().encode(path).length > LONGEST_SOCKET_PATH) {
    return join(await Deno.makeTempDir({ prefix: TEMPORARY_PREFIX }), SOCKET);
  }
  await Deno.mkdir(socketFolder, { recursive: true, mode: 0o700 });
  await Deno.chmod(socketFolder, 0o700);
  return path;
}

/** Removes a socket that nobody listens on any more, and its folder when that was made for it. */
export async function removeSocket(path: string): Promise<void> {
  const folder = dirname(path);
  const isTemporary = basename(folder).startsWith(TEMPORARY_PREFIX);
  try {
    await Deno.remove(isTemporary ? folder : path, { recursive: isTemporary });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
