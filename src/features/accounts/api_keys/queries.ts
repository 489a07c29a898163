import type { Queryable } from "../../../core/db/sql.ts";

/** A key as the database has it, with its account. */
export interface ApiKeyRow {
  account_id: string;
  encrypted_key: Uint8Array<ArrayBuffer>;
  is_active: boolean;
}

/** The key of a user name; undefined when nobody has that name, or no key. */
export async function findApiKey(sql: Queryable, username: string): Promise<ApiKeyRow | undefined> {
  const [row] = await sql<ApiKeyRow[]>`
    SELECT account_id, encrypted_key,
      NOT EXISTS (SELECT FROM deactivated_accounts d WHERE d.account_id = k.account_id) AS is_active
    FROM api_keys k WHERE username = ${username}`;
  return row;
}

/** Gives an account a key in the place of any it had. @returns false when another account has the user name */
export async function replaceApiKey(
  sql: Queryable,
  { accountId, username, encrypted }: { accountId: string; username: string; encrypted: Uint8Array },
): Promise<boolean> {
  const { count } = await sql`
    INSERT INTO api_keys (account_id, username, encrypted_key)
    SELECT ${accountId}, ${username}, ${encrypted}
    WHERE NOT EXISTS (SELECT FROM api_keys WHERE username = ${username} AND account_id <> ${accountId})
    ON CONFLICT (account_id) DO UPDATE
      SET username = EXCLUDED.username, encrypted_key = EXCLUDED.encrypted_key, generated_at = DEFAULT`;
  return count > 0;
}
