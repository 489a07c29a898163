/**
 * A lock that one process can hold, and that the operating system frees when the process ends, however it ends.
 *
 * It is SQLite's lock on an empty database: Deno's own file locks can be tried without waiting only in newer versions.
 */
import { DatabaseSync } from "node:sqlite";

/** A lock that is held. */
export interface ExclusiveLock {
  release(): void;
}

/** Two processes that try at the very same time can refuse each other, so a refusal is asked again. */
const ATTEMPTS = 4;
const MILLISECONDS_BETWEEN = 25;

/**
 * Takes the lock, or returns undefined when another process (or another part of this one) holds it.
 * @param path the lock file; made when it is missing, and left when the lock is released
 * @throws Error when the file cannot be opened or written
 */
export async function tryExclusiveLock(path: string): Promise<ExclusiveLock | undefined> {
  for (let attempt = 1;; attempt++) {
    const lock = tryOnce(path);
    if (lock || attempt === ATTEMPTS) return lock;
    await new Promise((resolve) => setTimeout(resolve, MILLISECONDS_BETWEEN * (1 + Math.random())));
  }
}

function tryOnce(path: string): ExclusiveLock | undefined {
  const file = new DatabaseSync(path);
  try {
    // Some versions of Deno would wait for seconds. Nothing is ever written, so the journal needs no file.
    file.exec("PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch (error) {
    file.close();
    if (error instanceof Error && /locked/.test(error.message)) return undefined;
    throw error;
  }
  return { release: () => file.close() };
}

/** Takes the lock as soon as nobody else holds it. */
export async function waitForExclusiveLock(path: string): Promise<ExclusiveLock> {
  for (;;) {
    const lock = await tryExclusiveLock(path);
    if (lock) return lock;
  }
}
