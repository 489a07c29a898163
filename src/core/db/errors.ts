/** What errors of the database mean, by their SQLSTATE (PostgreSQL documentation, appendix A). */
import { codeOf, textOf } from "../thrown.ts";

/** Classes that may pass: connection lost, transaction to be tried again, too few resources, server going down. */
const TRANSIENT_CLASSES = ["08", "40", "53", "57"];
/** Those that mean that the database does not answer, or that two transactions conflicted. */
const AWAY = /^(08|40|57P|53300)/;
const UNIQUE_VIOLATION = "23505";
const LOCK_NOT_AVAILABLE = "55P03";
const QUERY_CANCELED = "57014";
/** PostgreSQL's stack has a limit. */
const STATEMENT_TOO_COMPLEX = "54001";
/** What postgres.js says of connections. */
const CONNECTION_LOST = /^(CONNECTION_|ECONN|EPIPE$)/;

/** The SQLSTATE of an error of PostgreSQL; undefined for any other error. */
export function sqlStateOf(error: unknown): string | undefined {
  const code = codeOf(error);
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** Whether a trigger refused a picture in an excluded area, of the instance or of the account. */
export function isPlaceExcluded(error: unknown): boolean {
  return ["PX001", "PX002"].includes(sqlStateOf(error) ?? "");
}

/** Whether a row is there already. @param constraint of a primary key or unique index; any when left out */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return sqlStateOf(error) === UNIQUE_VIOLATION &&
    (constraint === undefined || textOf(error, "constraint_name") === constraint);
}

/** Whether a statement was cancelled because it ran for longer than `statement_timeout`. */
export function isStatementTimeout(error: unknown): boolean {
  return sqlStateOf(error) === QUERY_CANCELED;
}

/** Whether an expression, a JSON value or something else of a statement is nested too deeply for PostgreSQL. */
export function isNestedTooDeeply(error: unknown): boolean {
  return sqlStateOf(error) === STATEMENT_TOO_COMPLEX;
}

/** Somebody else holds a lock that was asked for without waiting. */
export function isLockNotAvailable(error: unknown): boolean {
  return sqlStateOf(error) === LOCK_NOT_AVAILABLE;
}

/** Whether the same work may succeed when it is tried again. */
export function isTransient(error: unknown): boolean {
  const code = codeOf(error);
  if (code === undefined) return false;
  if (CONNECTION_LOST.test(code)) return true;
  return isOfPostgres(error) && (TRANSIENT_CLASSES.includes(code.slice(0, 2)) || code === LOCK_NOT_AVAILABLE);
}

/** Data exceptions, and what is nested or indexed beyond a limit of PostgreSQL. */
const VALUE_REFUSED = /^(22...|54000)$/;

/**
 * Whether a value of the request was more than PostgreSQL takes: a number or time out of range, a text that cannot be stored,
 * a key too long for its index.
 */
export function isValueRefused(error: unknown): boolean {
  return isOfPostgres(error) && VALUE_REFUSED.test(codeOf(error) ?? "");
}

/** Whether PostgreSQL itself, and not the client library or the system, reported an error. */
function isOfPostgres(error: unknown): boolean {
  return textOf(error, "name") === "PostgresError";
}

/** Whether the database could not be asked, or cancelled the statement: the same request may succeed in a moment. */
export function isDatabaseAway(error: unknown): boolean {
  const code = codeOf(error);
  if (code === undefined) return false;
  return AWAY.test(code) || CONNECTION_LOST.test(code) || textOf(error, "syscall") === "connect";
}
