import type { Fragment, Queryable } from "../../../core/db/sql.ts";
import { writeAnyway } from "../../../core/db/write_anyway.ts";
import { onlyRow } from "../../../core/db/rows.ts";
import type { Scope } from "../../../core/http/access_rules.ts";
import { type Account, type AccountRow, toAccount } from "../../../core/http/account.ts";
import type { ConfirmedMoment } from "../../../core/steady_clock.ts";

/** A token of the API. */
export interface Token {
  id: string;
  description: string | null;
  /** PostgreSQL text in UTC. */
  generated_at: string;
  /** PostgreSQL text in UTC; null for never. */
  expires_at: string | null;
  /** PostgreSQL text in UTC, accurate to five minutes; null while it was not used. */
  last_used_at: string | null;
  /** What it may do; null for everything. */
  scopes: Scope[] | null;
}

/** Uses within so many seconds of each other are noted once, so that requests write nothing most of the time. */
export const NOTED_EVERY = 300;

type AccountOfTokenRow = (AccountRow | { id: null }) & Pick<Token, "scopes"> & {
  /** Nobody has noted for long that it is used. */
  is_use_due: boolean;
  moment: string;
};

/** The account of a token and what the token may do. */
export interface AccountOfToken {
  /** null while the token is not claimed. */
  account: Account | null;
  /** null for everything. */
  scopes: Scope[] | null;
  /** What the database showed, see `core/db/moments.ts`. */
  moment: string;
}

/**
 * The account of a token. Undefined for an unknown
 * token, or one that expired. Notes that it was used.
 */
export async function findAccountOfToken(
  sql: Queryable,
  tokenId: string,
): Promise<AccountOfToken | undefined> {
  const [row] = await sql<AccountOfTokenRow[]>`
    SELECT a.id, a.name, a.role, a.tos_accepted, t.scopes, pg_current_snapshot()::text AS moment,
      t.last_used_at IS NULL OR t.last_used_at < now() - make_interval(secs => ${NOTED_EVERY}) AS is_use_due
    FROM tokens t LEFT JOIN accounts a ON a.id = t.account_id
    WHERE t.id = ${tokenId} AND (t.expires_at IS NULL OR t.expires_at > now())
      AND NOT EXISTS (SELECT FROM deactivated_accounts d WHERE d.account_id = t.account_id)`;
  if (row?.is_use_due) {
    await writeAnyway(sql, (sql) =>
      sql`
      UPDATE tokens SET last_used_at = now()
      WHERE id = ${tokenId} AND (last_used_at IS NULL OR last_used_at < now() - make_interval(secs => ${NOTED_EVERY}))`);
  }
  return row && { account: row.id === null ? null : toAccount(row), scopes: row.scopes, moment: row.moment };
}

/** Id of the oldest token of the default account; undefined when it has none. */
export async function findTokenOfDefaultAccount(sql: Queryable): Promise<string | undefined> {
  const [row] = await sql<{ id: string }[]>`
    SELECT t.id FROM tokens t JOIN accounts a ON a.id = t.account_id
    WHERE a.is_default ORDER BY t.generated_at, t.id LIMIT 1`;
  return row?.id;
}

/** The tokens of an account, oldest first. */
export function listTokens(sql: Queryable, accountId: string): Promise<Token[]> {
  return sql<Token[]>`
    SELECT id, description, generated_at, expires_at, last_used_at, scopes FROM tokens WHERE account_id = ${accountId} ORDER BY generated_at, id`;
}

/** One token of an account; undefined when it is unknown or somebody else's. */
export async function findToken(sql: Queryable, accountId: string, id: string): Promise<Token | undefined> {
  const [row] = await sql<Token[]>`
    SELECT id, description, generated_at, expires_at, last_used_at, scopes FROM tokens WHERE id = ${id} AND account_id = ${accountId}`;
  return row;
}

/** A token that nobody has yet; undefined for any other. */
export async function findUnclaimedToken(sql: Queryable, id: string): Promise<Token | undefined> {
  const [row] = await sql<Token[]>`
    SELECT id, description, generated_at, expires_at, last_used_at, scopes FROM tokens
    WHERE id = ${id} AND account_id IS NULL AND generated_at >= ${claimableFrom(sql)}`;
  return row;
}

/**
 * Makes a token; without an account, one that is to be claimed.
 * @param options `lifetime` in seconds, null for ever; `scopes` null for everything
 */
export async function insertToken(
  sql: Queryable,
  accountId: string | null,
  description: string | null,
  { lifetime = null, scopes = null }: { lifetime?: number | null; scopes?: Scope[] | null } = {},
): Promise<Token> {
  return onlyRow(
    await sql<Token[]>`
    INSERT INTO tokens (account_id, description, expires_at, scopes)
    VALUES (${accountId}, ${description}, now() + make_interval(secs => ${lifetime}), ${scopes})
    RETURNING id, description, generated_at, expires_at, last_used_at, scopes`,
  );
}

/** Revokes a token for ever. @returns whether the account had it */
export async function deleteToken(sql: Queryable, accountId: string, id: string): Promise<boolean> {
  const { count } = await sql`DELETE FROM tokens WHERE id = ${id} AND account_id = ${accountId}`;
  return count > 0;
}

/** Revokes all tokens of an account for ever; like a new account, it gets one that nobody knows. @returns how many */
export async function deleteAllTokens(sql: Queryable, accountId: string): Promise<number> {
  return onlyRow(
    await sql<{ count: number }[]>`
    WITH revoked AS (DELETE FROM tokens WHERE account_id = ${accountId} RETURNING id),
      fresh AS (INSERT INTO tokens (account_id, description) VALUES (${accountId}, 'default token'))
    SELECT count(*)::int AS count FROM revoked`,
  ).count;
}

/** Days in which somebody has to claim a token that a program asked for. */
const CLAIMED_WITHIN = 30;

/** When a token must have been made that can still be claimed. @param at the present moment */
function claimableFrom(sql: Queryable, at: Fragment = sql`now()`): Fragment {
  return sql`${at} - make_interval(days => ${CLAIMED_WITHIN})`;
}

/** Deletes tokens that nobody claimed in time, by the clock of a moment: anybody may ask for one, as often as they like. */
export async function deleteUnclaimedTokens(sql: Queryable, { at }: ConfirmedMoment): Promise<void> {
  await sql`
    DELETE FROM tokens WHERE account_id IS NULL AND generated_at < ${claimableFrom(sql, sql`${at}::timestamptz`)}`;
}

/**
 * Gives a token that nobody has to an account; of two that claim at once, one gets it.
 * @returns undefined for an unknown token, and one that was not claimed in time
 */
export async function claimToken(
  sql: Queryable,
  accountId: string,
  id: string,
): Promise<"claimed" | "had it already" | "somebody else's" | undefined> {
  // The select sees the row as it was before the update.
  const [row] = await sql<{ owner: string | null; is_claimed: boolean }[]>`
    WITH claimed AS (
      UPDATE tokens SET account_id = ${accountId}
      WHERE id = ${id} AND account_id IS NULL AND generated_at >= ${claimableFrom(sql)} RETURNING id
    )
    SELECT account_id AS owner, EXISTS (SELECT FROM claimed) AS is_claimed
    FROM tokens WHERE id = ${id} AND (account_id IS NOT NULL OR generated_at >= ${claimableFrom(sql)})`;
  if (!row) return undefined;
  if (row.is_claimed) return "claimed";
  // Somebody was faster, perhaps the same account by another request.
  if (row.owner === null) return await claimToken(sql, accountId, id);
  return row.owner === accountId ? "had it already" : "somebody else's";
}
