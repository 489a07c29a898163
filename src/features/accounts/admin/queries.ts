import { onlyRow } from "../../../core/db/rows.ts";
import type { Queryable, Transaction } from "../../../core/db/sql.ts";

/** An account as administrators see it. */
export interface AdministeredUserRow {
  id: string;
  name: string;
  role: "user" | "admin";
  is_default: boolean;
  created_at: string;
  nb_sequences: number;
}

/** All accounts, oldest first. */
export async function listAdministeredUsers(sql: Queryable, limit: number): Promise<AdministeredUserRow[]> {
  return await sql<AdministeredUserRow[]>`
    SELECT a.id, a.name, a.role, coalesce(a.is_default, FALSE) AS is_default, a.created_at,
      (SELECT count(*)::int FROM sequences s WHERE s.account_id = a.id AND s.status <> 'deleted') AS nb_sequences
    FROM accounts a ORDER BY a.created_at, a.id LIMIT ${limit}`;
}

/**
 * Gives an account a role.
 * @returns `unknown` when there is no such account, `last administrator` when nobody could log in as one afterwards
 */
export async function setRole(
  tx: Transaction,
  id: string,
  role: AdministeredUserRow["role"],
): Promise<"done" | "unknown" | "last administrator"> {
  if (role !== "admin" && await isLastAdministrator(tx, id)) return "last administrator";
  const rows = await tx<{ id: string }[]>`UPDATE accounts SET role = ${role} WHERE id = ${id} RETURNING id`;
  return rows.length > 0 ? "done" : "unknown";
}

/** Turns an account off: no login, token or key of it counts. @returns as `setRole()` */
export async function deactivate(tx: Transaction, id: string): Promise<"done" | "last administrator"> {
  if (await isLastAdministrator(tx, id)) return "last administrator";
  await tx`INSERT INTO deactivated_accounts (account_id) VALUES (${id}) ON CONFLICT DO NOTHING`;
  return "done";
}

/** Turns an account on again. */
export async function activate(tx: Transaction, id: string): Promise<void> {
  await tx`DELETE FROM deactivated_accounts WHERE account_id = ${id}`;
}

/**
 * Whether this account is an administrator, and no other account could log in as one. The default account cannot, nor can accounts
 * that are turned off. Until the transaction ends, no other one can take away the role of an administrator.
 */
async function isLastAdministrator(tx: Transaction, id: string): Promise<boolean> {
  // In one order, so that two administrators cannot take the role from each other at once.
  const administrators = await tx<{ id: string; can_log_in: boolean }[]>`
    SELECT id, NOT coalesce(is_default, FALSE)
      AND NOT EXISTS (SELECT FROM deactivated_accounts d WHERE d.account_id = a.id) AS can_log_in
    FROM accounts a WHERE role = 'admin' ORDER BY id FOR UPDATE`;
  if (!administrators.some((account) => account.id === id)) return false;
  return !administrators.some((account) => account.id !== id && account.can_log_in);
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

/** Accounts by name, those after `last`. @param last where the page before ended */
export function listAccounts(
  sql: Queryable,
  last: Pick<ListedAccount, "name" | "id"> | undefined,
  limit: number,
): Promise<ListedAccount[]> {
  return sql<ListedAccount[]>`
    SELECT a.id, a.name, a.role,
      NOT EXISTS (SELECT FROM deactivated_accounts d WHERE d.account_id = a.id) AS is_active,
      EXISTS (SELECT FROM api_keys k WHERE k.account_id = a.id) AS has_api_key
    FROM accounts a
    ${last ? sql`WHERE (a.name, a.id) > (${last.name}, ${last.id})` : sql``}
    ORDER BY a.name, a.id LIMIT ${limit}`;
}
