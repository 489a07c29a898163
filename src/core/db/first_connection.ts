/** Looks at a native database before a server relies on it: what would otherwise only show under load, or as silence. */
import { onlyRow } from "./rows.ts";
import type { Sql } from "./sql.ts";

/** The database of `DB_URL` cannot be reached, or cannot be used. */
export class DatabaseConnectionError extends Error {
  override name = "DatabaseConnectionError";
}

const POOLER =
  "DB_URL leads to a connection pooler such as PgBouncer, which does not pass on settings, notifications and " +
  "locks of a session. Connect to PostgreSQL directly: the server keeps a pool of its own, of DB_MAX_CNX connections";

interface ConnectionRow {
  /** `off` as openPool() sets it for each session. */
  jit: string;
  role: string;
  /** -1 is for none. */
  role_limit: number;
  /** Connections of all roles, without those kept for superusers. */
  server_limit: number;
}

/**
 * Connects for the first time.
 * @param needed connections that this process may have open at the same time
 * @throws DatabaseConnectionError in words for the operator, when nothing answers, when a pooler does, and when the
 * role or the server does not allow so many connections
 */
export async function connectFirst(sql: Sql, needed: number): Promise<void> {
  const { jit, role, role_limit, server_limit } = await readConnection(sql);
  if (jit !== "off") throw new DatabaseConnectionError(POOLER);
  const limit = role_limit === -1 ? server_limit : Math.min(role_limit, server_limit);
  if (needed > limit) {
    const owner = limit === role_limit ? `the role ${role}` : "the PostgreSQL server";
    const surplus = needed - limit;
    throw new DatabaseConnectionError(
      `This process may open ${needed} connections, but ${owner} allows ${limit}. Lower DB_MAX_CNX by ${surplus} or raise the limit`,
    );
  }
}

async function readConnection(sql: Sql): Promise<ConnectionRow> {
  try {
    return onlyRow(
      await sql<ConnectionRow[]>`
        SELECT current_setting('jit') AS jit, current_user AS role, rolconnlimit AS role_limit,
          current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int AS server_limit
        FROM pg_roles WHERE rolname = current_user`,
    );
  } catch (cause) {
    const { message } = cause instanceof Error ? cause : { message: String(cause) };
    const isPooler = message.includes("unsupported startup parameter");
    throw new DatabaseConnectionError(isPooler ? POOLER : `Cannot connect to the database of DB_URL: ${message}`, {
      cause,
    });
  }
}
