import { onlyRow } from "../../../core/db/rows.ts";
import type { Fragment, Queryable, Transaction } from "../../../core/db/sql.ts";
import type { LoginKind } from "../../../core/settings/mod.ts";
import { PROVIDER_NAMES } from "../login/provider.ts";

/** An account as administrators see it. */
export interface AdministeredUserRow {
  id: string;
  name: string;
  role: "user" | "admin";
  is_default: boolean;
  is_active: boolean;
  /** The name by which it logs in with a password; null when it has none. */
  login: string | null;
  created_at: string;
  nb_sequences: number;
  nb_pictures: number;
  /** Its own quota: 0 for any amount, null for what the settings say. */
  max_pictures: number | null;
  max_bytes: number | null;
}

/** Which accounts to list. */
export interface UserChoice {
  limit: number;
  /** Part of the name. */
  search?: string;
  role?: AdministeredUserRow["role"];
  isActive?: boolean;
  /** The id of an account: only those after it. */
  after?: string;
}

/** Accounts, oldest first. */
export async function listAdministeredUsers(sql: Queryable, choice: UserChoice): Promise<AdministeredUserRow[]> {
  const { limit, search, role, isActive, after } = choice;
  const isDeactivated = sql`EXISTS (SELECT FROM deactivated_accounts d WHERE d.account_id = a.id)`;
  return await describeUsers(
    sql,
    sql`SELECT * FROM accounts a
      WHERE ${search === undefined ? sql`TRUE` : hasInName(sql, search)}
        AND ${role === undefined ? sql`TRUE` : sql`role = ${role}`}
        AND ${isActive === undefined ? sql`TRUE` : isActive ? sql`NOT ${isDeactivated}` : isDeactivated}
        AND ${
      after === undefined
        ? sql`TRUE`
        : sql`(created_at, id) > (SELECT created_at, id FROM accounts WHERE id = ${after})`
    }
      ORDER BY created_at, id LIMIT ${limit}`,
  );
}

/** Whether a text is a part of the name, whatever the case. */
function hasInName(sql: Queryable, text: string): Fragment {
  return sql`a.name ILIKE ${`%${text.replaceAll(/[\\%_]/g, "\\$&")}%`}`;
}

/** One account; undefined when there is none. */
export async function findAdministeredUser(sql: Queryable, id: string): Promise<AdministeredUserRow | undefined> {
  return (await describeUsers(sql, sql`SELECT * FROM accounts WHERE id = ${id}`))[0];
}

function describeUsers(sql: Queryable, chosen: Fragment): Promise<AdministeredUserRow[]> {
  return sql<AdministeredUserRow[]>`
    SELECT a.id, a.name, a.role, coalesce(a.is_default, FALSE) AS is_default, a.created_at, l.login,
      NOT EXISTS (SELECT FROM deactivated_accounts d WHERE d.account_id = a.id) AS is_active,
      (SELECT count(*)::int FROM sequences s WHERE s.account_id = a.id AND s.status <> 'deleted') AS nb_sequences,
      (SELECT count(*)::int FROM pictures p WHERE p.account_id = a.id) AS nb_pictures,
      q.max_pictures::float8, q.max_bytes::float8
    FROM (${chosen}) a
    LEFT JOIN local_logins l ON l.account_id = a.id
    LEFT JOIN account_quotas q ON q.account_id = a.id
    ORDER BY a.created_at, a.id`;
}

/** Whether an account logs in by this name, or is called so and may. */
export async function isLoginTaken(sql: Queryable, login: string): Promise<boolean> {
  const rows = await sql`
    SELECT FROM local_logins WHERE login = ${login}
    UNION ALL SELECT FROM accounts WHERE lower(name) = ${login} LIMIT 1`;
  return rows.length > 0;
}

/**
 * Gives an account a role.
 * @param logins how people log in to the instance
 * @returns `unknown` when there is no such account, `last administrator` when nobody could log in as one afterwards
 */
export async function setRole(
  tx: Transaction,
  id: string,
  role: AdministeredUserRow["role"],
  logins: LoginKind | undefined,
): Promise<"done" | "unknown" | "last administrator"> {
  if (role !== "admin") {
    if (await isLastAdministrator(tx, id, logins)) return "last administrator";
    await voidLinksOf(tx, id);
  }
  const rows = await tx<{ id: string }[]>`UPDATE accounts SET role = ${role} WHERE id = ${id} RETURNING id`;
  return rows.length > 0 ? "done" : "unknown";
}

/**
 * Turns an account off: no login, token or key of it counts. Its sessions are over also when it is turned on again.
 * @returns as `setRole()`
 */
export async function deactivate(
  tx: Transaction,
  id: string,
  logins: LoginKind | undefined,
): Promise<"done" | "last administrator"> {
  if (await isLastAdministrator(tx, id, logins)) return "last administrator";
  await voidLinksOf(tx, id);
  await tx`INSERT INTO deactivated_accounts (account_id) VALUES (${id}) ON CONFLICT DO NOTHING`;
  await tx`DELETE FROM sessions WHERE account_id = ${id}`;
  await tx`DELETE FROM account_links WHERE account_id = ${id}`;
  return "done";
}

/**
 * Ends what somebody who stops being an administrator may have kept: invitations, and links for passwords of others. Nobody knows
 * who made which, so those of other administrators go, too. Links of accounts that nobody has logged in to stay: such an account
 * is in the list, and may be the only other administrator.
 */
async function voidLinksOf(tx: Transaction, id: string): Promise<void> {
  await tx`
    DELETE FROM account_links l
    WHERE EXISTS (SELECT FROM accounts WHERE id = ${id} AND role = 'admin')
      AND (l.account_id IS NULL OR EXISTS (SELECT FROM local_logins k WHERE k.account_id = l.account_id))`;
}

/** Turns an account on again. A login that was under way while it was turned off may have left a session. */
export async function activate(tx: Transaction, id: string): Promise<void> {
  const { count } = await tx`DELETE FROM deactivated_accounts WHERE account_id = ${id}`;
  if (count > 0) await tx`DELETE FROM sessions WHERE account_id = ${id}`;
}

/**
 * Whether this account is an administrator, and taking it away would leave none who can log in. An account that has no login yet,
 * such as one whose owner has not chosen a password, only counts for as much as another one without. The default account cannot
 * log in, nor can accounts that are turned off. Until the transaction ends, no other one can take away the role of an administrator.
 */
async function isLastAdministrator(tx: Transaction, id: string, logins: LoginKind | undefined): Promise<boolean> {
  // In one order, so that two administrators cannot take the role from each other at once.
  await tx`SELECT FROM accounts WHERE role = 'admin' ORDER BY id FOR UPDATE`;
  // A statement of its own: one that waited for the locks sees rows of other tables as they were before it waited.
  const administrators = await tx<{ id: string; is_usable: boolean; can_log_in: boolean }[]>`
    SELECT id, is_usable, is_usable AND has_login AS can_log_in
    FROM (
      SELECT id, ${hasLogin(tx, logins)} AS has_login, NOT coalesce(is_default, FALSE)
        AND NOT EXISTS (SELECT FROM deactivated_accounts d WHERE d.account_id = a.id) AS is_usable
      FROM accounts a WHERE role = 'admin'
    ) administrators`;
  const own = administrators.find((account) => account.id === id);
  if (!own) return false;
  const others = administrators.filter((account) => account !== own);
  return !others.some((account) => own.can_log_in ? account.can_log_in : account.is_usable);
}

/** Whether an account `a` was logged in to before, or has a password. */
function hasLogin(sql: Queryable, logins: LoginKind | undefined): Fragment {
  if (logins === undefined) return sql`FALSE`;
  return logins === "local"
    ? sql`EXISTS (SELECT FROM local_logins l WHERE l.account_id = a.id)`
    : sql`coalesce(a.oauth_provider = ${PROVIDER_NAMES[logins]} AND a.oauth_id IS NOT NULL, FALSE)`;
}

/** What a list of accounts shows. */
export interface ListedAccount {
  id: string;
  name: string;
  role: "user" | "admin";
  is_active: boolean;
  has_api_key: boolean;
}

/** The state of an account, and since when there is one, as PostgreSQL text. */
export async function describeAccount(
  sql: Queryable,
  id: string,
): Promise<Pick<ListedAccount, "is_active" | "has_api_key"> & { created_at: string }> {
  const rows = await sql<{ is_active: boolean; has_api_key: boolean; created_at: string }[]>`
    SELECT NOT EXISTS (SELECT FROM deactivated_accounts d WHERE d.account_id = a.id) AS is_active,
      EXISTS (SELECT FROM api_keys k WHERE k.account_id = a.id) AS has_api_key, a.created_at
    FROM accounts a WHERE a.id = ${id}`;
  return onlyRow(rows);
}

/**
 * Accounts by name, those after `last`.
 * @param last where the page before ended
 * @param search a part of the name
 */
export function listAccounts(
  sql: Queryable,
  last: Pick<ListedAccount, "name" | "id"> | undefined,
  limit: number,
  search?: string,
): Promise<ListedAccount[]> {
  return sql<ListedAccount[]>`
    SELECT a.id, a.name, a.role,
      NOT EXISTS (SELECT FROM deactivated_accounts d WHERE d.account_id = a.id) AS is_active,
      EXISTS (SELECT FROM api_keys k WHERE k.account_id = a.id) AS has_api_key
    FROM accounts a
    WHERE ${last ? sql`(a.name, a.id) > (${last.name}, ${last.id})` : sql`TRUE`}
      AND ${search === undefined ? sql`TRUE` : hasInName(sql, search)}
    ORDER BY a.name, a.id LIMIT ${limit}`;
}
