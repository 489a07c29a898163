import type { Queryable, Sql } from "../../../core/db/sql.ts";
import { onlyRow } from "../../../core/db/rows.ts";
import type { Account } from "../../../core/http/account.ts";
import { insertAccount, updateRole } from "../queries.ts";
import type { LoginRow } from "../sessions/session.ts";

/** Advisory lock: one set-up at a time, on all servers. The number is arbitrary. */
const SETUP_LOCK = 5_000_361;

/** An account that has a password. */
export type LocalLogin = LoginRow & {
  login: string;
  password_hash: string;
  /** When the password was set; PostgreSQL text in UTC. */
  changed_at: string;
};

/** The login of that name, with its password's hash; undefined also for a deactivated account. */
export async function findLocalLogin(sql: Queryable, login: string): Promise<LocalLogin | undefined> {
  const [row] = await sql<LocalLogin[]>`
    SELECT a.id, a.name, a.oauth_provider, a.oauth_id, a.tos_accepted, l.login, l.password_hash, l.changed_at
    FROM local_logins l JOIN accounts a ON a.id = l.account_id
    WHERE l.login = ${login} AND NOT EXISTS (SELECT FROM deactivated_accounts WHERE account_id = a.id)`;
  return row;
}

/** Login and password of an account; undefined when it has none. */
export async function findPasswordOfAccount(
  sql: Queryable,
  accountId: string,
): Promise<{ login: string; password_hash: string } | undefined> {
  const [row] = await sql<{ login: string; password_hash: string }[]>`
    SELECT login, password_hash FROM local_logins WHERE account_id = ${accountId}`;
  return row;
}

/** Gives an account a password; its login stays when it has one. @returns false when another account has the login */
export async function setPassword(
  sql: Queryable,
  accountId: string,
  { login, hash }: { login: string; hash: string },
): Promise<boolean> {
  const { count } = await sql`
    INSERT INTO local_logins AS l (account_id, login, password_hash)
    SELECT ${accountId}, ${login}, ${hash}
    WHERE NOT EXISTS (SELECT FROM local_logins WHERE login = ${login} AND account_id <> ${accountId})
    ON CONFLICT (account_id) DO UPDATE SET password_hash = EXCLUDED.password_hash, changed_at = DEFAULT`;
  return count > 0;
}

/** Whether anybody can log in with a password. */
export async function hasLocalLogins(sql: Queryable): Promise<boolean> {
  return onlyRow(await sql<{ exists: boolean }[]>`SELECT EXISTS (SELECT FROM local_logins)`).exists;
}

/** Makes the first account with a password, an administrator; undefined when there is one already. */
export function insertFirstAdministrator(
  sql: Sql,
  { name, login, hash }: { name: string; login: string; hash: string },
): Promise<Account | undefined> {
  return sql.begin(async (tx) => {
    await tx`SELECT pg_advisory_xact_lock(${SETUP_LOCK})`;
    if (await hasLocalLogins(tx)) return undefined;
    const account = await insertAccount(tx, name);
    await updateRole(tx, account.id, "admin");
    await setPassword(tx, account.id, { login, hash });
    return account;
  });
}
