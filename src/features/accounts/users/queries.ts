import type { Queryable } from "../../../core/db/sql.ts";
import { onlyRow } from "../../../core/db/rows.ts";
import type { Visibility } from "../../../core/settings/mod.ts";
import type { Account } from "../../../core/http/account.ts";
import type { LoginRow } from "../sessions/session.ts";

/** Everything about an account. */
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

/** What others need to find an account. */
export interface UserName {
  id: string;
  name: string;
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

/** Accounts in the order of their creation, and whether they own sequences, whatever their state. */
export function listUsers(sql: Queryable, limit: number): Promise<(UserName & { has_sequences: boolean })[]> {
  return sql<(UserName & { has_sequences: boolean })[]>`
    SELECT id, name, EXISTS (SELECT FROM sequences WHERE account_id = accounts.id) AS has_sequences
    FROM accounts ORDER BY created_at, id LIMIT ${limit}`;
}

/**
 * Accounts whose names resemble a text, the best matches first (trigrams of pg_trgm). The nearest come from the index; those that
 * have almost nothing in common are then left out.
 */
export function searchUsers(sql: Queryable, text: string, limit: number): Promise<UserName[]> {
  return sql<UserName[]>`
    SELECT id, name FROM (
      SELECT id, name, name <-> ${text} AS distance FROM accounts ORDER BY distance LIMIT ${limit}
    ) nearest
    WHERE distance < 0.9 ORDER BY distance, name, id`;
}

/** What a user may change; undefined keys stay as they are, null takes the instance's default. */
export interface UserChanges {
  collaborative_metadata?: boolean | null;
  default_visibility?: Visibility | null;
}

/** Changes what is given of an account, and leaves what is undefined. */
export async function updateUser(sql: Queryable, id: string, changes: UserChanges): Promise<void> {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length === 0) return;
  await sql`UPDATE accounts SET ${sql(given)} WHERE id = ${id}`;
}

/** Notes that the terms of service were accepted, and read; the time of the first acceptance stays. */
export async function acceptTermsOfService(sql: Queryable, id: string): Promise<LoginRow> {
  return onlyRow(
    await sql<LoginRow[]>`
    UPDATE accounts SET
      tos_accepted_at = coalesce(tos_accepted_at, clock_timestamp()),
      tos_latest_change_read_at = clock_timestamp()
    WHERE id = ${id}
    RETURNING id, name, oauth_provider, oauth_id, tos_accepted`,
  );
}

/** Notes that the newest terms of service were read. */
export async function noteTermsOfServiceRead(sql: Queryable, id: string): Promise<void> {
  await sql`UPDATE accounts SET tos_latest_change_read_at = clock_timestamp() WHERE id = ${id}`;
}
