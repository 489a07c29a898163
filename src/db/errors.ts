/** What errors of the database mean, by their SQLSTATE (PostgreSQL documentation, appendix A). */

/** Classes that may pass: connection lost, transaction to be tried again, too few resources, server going down. */
const TRANSIENT_CLASSES = ["08", "40", "53", "57"];
const LOCK_NOT_AVAILABLE = "55P03";
/** What postgres.js says of connections. */
const CONNECTION_LOST = /^(CONNECTION_|ECONN|EPIPE$)/;

/** Somebody else holds a lock that was asked for without waiting. */
export function isLockNotAvailable(error: unknown): boolean {
  return (error as { code?: unknown }).code === LOCK_NOT_AVAILABLE;
}

/** Whether the same work may succeed when it is tried again. */
export function isTransient(error: unknown): boolean {
  const { code, name } = error as { code?: unknown; name?: string };
  if (typeof code !== "string") return false;
  if (CONNECTION_LOST.test(code)) return true;
  return name === "PostgresError" && (TRANSIENT_CLASSES.includes(code.slice(0, 2)) || code === LOCK_NOT_AVAILABLE);
}
