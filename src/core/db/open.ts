/** Opens the database of the settings: native PostgreSQL when `DB_URL` is set, the embedded one otherwise. */
import type { Settings } from "../settings.ts";
import { announcePresence } from "./presence.ts";
import { openPool, type Sql, type Target } from "./sql.ts";

export interface Database {
  sql: Sql;
  /** How to reach it, for further pools. */
  target: Target;
  /** Whether this process runs the embedded database, so that it ends with this process. */
  isOwner: boolean;
  /**
   * Runs some work when no other server uses the database, before any other may start: repairs that would disturb them.
   * To be called once, by a server.
   */
  whenAlone(work: () => Promise<void>): Promise<void>;
  /** Closes the pool, then the embedded database if this process started it. */
  close(): Promise<void>;
}

/** The database of `DB_URL` cannot be reached, or refuses. */
export class DatabaseConnectionError extends Error {
  override name = "DatabaseConnectionError";
}

/** Seconds that queries get to finish when a pool is closed. */
const CLOSING_TIME = 5;

/**
 * @param role a "server" must have the embedded database for itself; a "command" joins a running server
 * @throws DataFolderInUseError for a second server on one data folder
 * @throws DatabaseConnectionError when there is no connection to the database of `DB_URL`
 */
export async function openDatabase(
  settings: Pick<Settings, "DB_URL" | "DB_MAX_CNX" | "DB_STATEMENT_TIMEOUT" | "API_READ_ONLY" | "PANORAMAX_DATA">,
  role: "server" | "command",
): Promise<Database> {
  const options = {
    max: settings.DB_MAX_CNX,
    statementTimeout: settings.DB_STATEMENT_TIMEOUT,
    readOnly: settings.API_READ_ONLY && role === "server",
  };
  if (settings.DB_URL) {
    const target = { url: settings.DB_URL };
    const sql = openPool(target, options);
    await tryConnection(sql);
    let endPresence = () => Promise.resolve();
    return {
      sql,
      target,
      isOwner: false,
      async whenAlone(work) {
        endPresence = await announcePresence(target, work);
      },
      async close() {
        await sql.end({ timeout: CLOSING_TIME });
        await endPresence();
      },
    };
  }
  const { openEmbeddedDatabase } = await import("./embedded/mod.ts");
  const embedded = await openEmbeddedDatabase({ folder: settings.PANORAMAX_DATA, role });
  const target = { socket: embedded.socket };
  const sql = openPool(target, options);
  return {
    sql,
    target,
    isOwner: embedded.isOwner,
    whenAlone: (work) => work(),
    async close() {
      await sql.end({ timeout: CLOSING_TIME });
      await embedded.close();
    },
  };
}

async function tryConnection(sql: Sql): Promise<void> {
  try {
    await sql`SELECT 1`;
  } catch (cause) {
    await sql.end();
    throw new DatabaseConnectionError(`Cannot connect to the database of DB_URL: ${(cause as Error).message}`, {
      cause,
    });
  }
}
