import type { Queryable } from "../db/sql.ts";
import type { Visibility } from "../settings.ts";
import type { Account } from "./account.ts";

/** The token with its account; `account` is null while the token is not claimed. Undefined for an unknown token. */
export async function findAccountOfToken(
  sql: Queryable,
  tokenId: string,
): Promise<{ account: Account | null } | undefined> {
  const [row] = await sql`
    SELECT a.id, a.name, a.role, a.tos_accepted
    FROM tokens t LEFT JOIN accounts a ON a.id = t.account_id
    WHERE t.id = ${tokenId}`;
  return row && { account: row.id === null ? null : toAccount(row) };
}

/** The account that owns what anonymous callers upload; undefined when the instance has none. */
export async function findDefaultAccount(sql: Queryable): Promise<Account | undefined> {
  const [row] = await sql`SELECT id, name, role, tos_accepted FROM accounts WHERE is_default`;
  return row && toAccount(row);
}

/** Accounts with exactly this name; names are not unique. */
export async function findAccountsByName(sql: Queryable, name: string): Promise<Account[]> {
  const rows =
    await sql`SELECT id, name, role, tos_accepted FROM accounts WHERE name = ${name} ORDER BY created_at, id`;
  return rows.map(toAccount);
}

/** The account with this id. */
export async function findAccountById(sql: Queryable, id: string): Promise<Account | undefined> {
  const [row] = await sql`SELECT id, name, role, tos_accepted FROM accounts WHERE id = ${id}`;
  return row && toAccount(row);
}

/** Makes an account; the database gives it its first token. */
export async function insertAccount(sql: Queryable, name: string): Promise<Account> {
  const [row] = await sql`INSERT INTO accounts (name) VALUES (${name}) RETURNING id, name, role, tos_accepted`;
  return toAccount(row);
}

/** Gives an account a role. */
export async function updateRole(sql: Queryable, id: string, role: Account["role"]): Promise<void> {
  await sql`UPDATE accounts SET role = ${role} WHERE id = ${id}`;
}

/** Id of the oldest token of the default account; undefined when it has none. */
export async function findTokenOfDefaultAccount(sql: Queryable): Promise<string | undefined> {
  const [row] = await sql`
    SELECT t.id FROM tokens t JOIN accounts a ON a.id = t.account_id
    WHERE a.is_default ORDER BY t.generated_at, t.id LIMIT 1`;
  return row?.id;
}

/** Writes the defaults given by settings where the database has none yet; later changes of settings are ignored. */
export async function persistDefaults(
  sql: Queryable,
  defaults: { visibility: Visibility; collaborativeMetadata: boolean | undefined },
): Promise<void> {
  await sql`
    UPDATE configurations SET
      default_visibility = coalesce(default_visibility, ${defaults.visibility}),
      collaborative_metadata = coalesce(collaborative_metadata, ${defaults.collaborativeMetadata ?? null})
    WHERE default_visibility IS NULL OR (collaborative_metadata IS NULL AND ${
    defaults.collaborativeMetadata !== undefined
  })`;
}

/** All there is to know of an account. */
export interface UserInfo {
  id: string;
  name: string;
  role: Account["role"];
  collaborative_metadata: boolean | null;
  tos_accepted: boolean;
  /** Whether the newest terms of service were read. */
  tos_latest_change_read: boolean;
  /** Of what the account makes, unless said otherwise. */
  default_visibility: Visibility;
}

/** An account with the instance's defaults where it has none; undefined for an unknown one. */
export async function findUserInfo(sql: Queryable, id: string): Promise<UserInfo | undefined> {
  const [row] = await sql<UserInfo[]>`
    SELECT a.id, a.name, a.role, a.collaborative_metadata, a.tos_accepted,
      a.tos_latest_change_read_at IS NOT NULL AND a.tos_latest_change_read_at >=
        coalesce((SELECT max(updated_at) FROM pages WHERE name = 'terms-of-service'), '-infinity')
        AS tos_latest_change_read,
      coalesce(a.default_visibility, c.default_visibility) AS default_visibility
    FROM accounts a, configurations c
    WHERE a.id = ${id}`;
  return row;
}

/** The parameters kept in the database, and the names of the pages that were written. */
export async function readConfiguration(sql: Queryable) {
  const [row] = await sql`
    SELECT jsonb_build_object('collaborative_metadata', collaborative_metadata, 'default_visibility', default_visibility,
        'split_distance', default_split_distance, 'split_time', extract(epoch FROM default_split_time)::float8,
        'duplicate_distance', default_duplicate_distance, 'duplicate_rotation', default_duplicate_rotation) AS defaults,
      ARRAY(SELECT DISTINCT name FROM pages ORDER BY name) AS pages
    FROM configurations`;
  return row;
}

// deno-lint-ignore no-explicit-any
function toAccount(row: any): Account {
  return { id: row.id, name: row.name, role: row.role, tosAccepted: row.tos_accepted };
}
