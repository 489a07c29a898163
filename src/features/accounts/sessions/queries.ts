/** Sessions: a row for each login in a browser. Ending one is deleting its row. */
import type { Queryable } from "../../../core/db/sql.ts";
import { writeAnyway } from "../../../core/db/write_anyway.ts";
import { type Account, type AccountRow, toAccount } from "../../../core/http/account.ts";
import type { Session } from "../../../core/http/session.ts";
import type { ConfirmedMoment } from "../../../core/steady_clock.ts";
import { deleteAllTokens, NOTED_EVERY } from "../tokens/queries.ts";

/** How somebody proved who they are. */
export type LoginMethod = "password" | "code" | "recovery code" | "passkey" | "setup" | "oidc" | "osm";

/** How long sessions live, in seconds. */
export interface SessionLimits {
  /** Without being used. */
  idle: number;
  /** However much they are used. */
  absolute: number;
}

/** A session as its owner sees it. */
export interface SessionRow {
  id: string;
  /** PostgreSQL text in UTC, as the other times. */
  created_at: string;
  last_used_at: string;
  /** When it ends unless it is used before. */
  expires_at: string;
  login_method: LoginMethod;
  has_second_factor: boolean;
  user_agent: string | null;
  network: string | null;
}

/** What is kept of a login. */
export type NewSessionRow = Pick<SessionRow, "id" | "login_method" | "has_second_factor" | "user_agent" | "network"> & {
  account_id: string;
};

/** Keeps a login that begins now. @returns false when the account is gone or deactivated */
export async function insertSession(sql: Queryable, row: NewSessionRow): Promise<boolean> {
  const { count } = await writeAnyway(sql, (sql) =>
    sql`
    INSERT INTO sessions (id, account_id, login_method, has_second_factor, user_agent, network)
    SELECT ${row.id}, id, ${row.login_method}, ${row.has_second_factor}, ${row.user_agent}, ${row.network}
    FROM accounts a
    WHERE id = ${row.account_id} AND NOT EXISTS (SELECT FROM deactivated_accounts d WHERE d.account_id = a.id)`);
  return count > 0;
}

/** Deletes sessions of everybody that were over at a moment. */
export async function deleteOverSessions(
  sql: Queryable,
  { idle, absolute }: SessionLimits,
  { at }: ConfirmedMoment,
): Promise<void> {
  await sql`
    DELETE FROM sessions WHERE last_used_at < ${at}::timestamptz - make_interval(secs => ${idle})
      OR created_at < ${at}::timestamptz - make_interval(secs => ${absolute})`;
}

/** The account of a session and whether its login had a second factor. */
export interface AccountOfSession {
  account: Account;
  hasSecondFactor: boolean;
  /** What the database showed, see `core/db/moments.ts`. */
  moment: string;
}

/** A session and how it is used. */
interface UsedSessionRow {
  has_second_factor: boolean;
  /** Nobody has noted for long that it is used. */
  is_use_due: boolean;
  moment: string;
}

/**
 * The account of a session, and notes that it was used; undefined when the session was ended or is over, or the account is
 * gone or deactivated.
 */
export async function findAccountOfSession(
  sql: Queryable,
  { account, sid }: Session,
  { idle, absolute }: SessionLimits,
): Promise<AccountOfSession | undefined> {
  const notedEvery = Math.min(NOTED_EVERY, idle / 10);
  const [row] = await sql<(AccountRow & UsedSessionRow)[]>`
    SELECT a.id, a.name, a.role, a.tos_accepted, s.has_second_factor, pg_current_snapshot()::text AS moment,
      s.last_used_at < now() - make_interval(secs => ${notedEvery}) AS is_use_due
    FROM sessions s JOIN accounts a ON a.id = s.account_id
    WHERE s.id = ${sid} AND a.id = ${account.id} AND s.created_at > now() - make_interval(secs => ${absolute})
      AND s.last_used_at > now() - make_interval(secs => ${idle})
      AND NOT EXISTS (SELECT FROM deactivated_accounts WHERE account_id = a.id)`;
  if (row?.is_use_due) {
    await writeAnyway(sql, (sql) =>
      sql`
      UPDATE sessions SET last_used_at = now()
      WHERE id = ${sid} AND last_used_at < now() - make_interval(secs => ${notedEvery})`);
  }
  return row && { account: toAccount(row), hasSecondFactor: row.has_second_factor, moment: row.moment };
}

/** The sessions of an account that are not over, the one used last first. */
export function listSessions(
  sql: Queryable,
  accountId: string,
  { idle, absolute }: SessionLimits,
): Promise<SessionRow[]> {
  return sql<SessionRow[]>`
    SELECT * FROM (
      SELECT id, created_at, last_used_at, login_method, has_second_factor, user_agent, network,
        least(last_used_at + make_interval(secs => ${idle}), created_at + make_interval(secs => ${absolute})) AS expires_at
      FROM sessions WHERE account_id = ${accountId}
    ) known
    WHERE expires_at > now() ORDER BY last_used_at DESC, id`;
}

/** Ends one session, wherever copies of its cookie are. @returns whether the account had it */
export async function endSession(sql: Queryable, accountId: string, sid: string): Promise<boolean> {
  const { count } = await writeAnyway(sql, (sql) =>
    sql`
    DELETE FROM sessions WHERE id = ${sid} AND account_id = ${accountId}`);
  return count > 0;
}

/** Ends the sessions of an account. @param kept the id of one that goes on @returns how many */
export async function endSessions(sql: Queryable, accountId: string, kept?: string): Promise<number> {
  const { count } = await sql`DELETE FROM sessions WHERE account_id = ${accountId} AND id IS DISTINCT FROM ${
    kept ?? null
  }`;
  return count;
}

/** Ends sessions of an account and revokes its tokens. @param kept the id of a session that goes on */
export async function endAllAccess(sql: Queryable, accountId: string, kept?: string): Promise<void> {
  await deleteAllTokens(sql, accountId);
  await endSessions(sql, accountId, kept);
}

/** Notes that somebody proved more than a password in this session. */
export async function noteSecondFactor(sql: Queryable, sid: string): Promise<void> {
  await sql`UPDATE sessions SET has_second_factor = TRUE WHERE id = ${sid}`;
}
