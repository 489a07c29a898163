/** How many threads of a server answer requests. */
import { availableParallelism, totalmem } from "node:os";
import { logger } from "../../core/log.ts";
import type { Settings } from "../../core/settings/mod.ts";

/** Connections to the database that a thread should have, to be worth its memory. */
const CONNECTIONS_EACH = 3;
/** Bytes of memory that the machine should have for each thread beyond the first. */
const MEMORY_EACH = 1e9;

/**
 * As many as the settings say. Otherwise one on the embedded database, which does one thing at a time, and one for each core on
 * native PostgreSQL, as far as connections and memory go.
 */
export function threadCount(
  { HTTP_THREADS, DB_URL, DB_MAX_CNX }: Pick<Settings, "HTTP_THREADS" | "DB_URL" | "DB_MAX_CNX">,
  { cores = availableParallelism(), memory = totalmem() } = {},
): number {
  if (HTTP_THREADS !== undefined) return HTTP_THREADS;
  if (!DB_URL) return 1;
  const most = Math.min(Math.floor(DB_MAX_CNX / CONNECTIONS_EACH), Math.floor(memory / MEMORY_EACH));
  if (cores > most) {
    logger("server").debug("{most} of {cores} cores answer requests; for more, raise DB_MAX_CNX", { most, cores });
  }
  return Math.max(1, Math.min(cores, most));
}
