import { writeAnyway } from "../../../core/db/write_anyway.ts";
import { onlyRow } from "../../../core/db/rows.ts";
import type { Queryable } from "../../../core/db/sql.ts";
import type { LoginRow } from "../sessions/session.ts";

/** A passkey as its owner sees it. */
export interface PasskeyRow {
  id: string;
  name: string;
  /** PostgreSQL text in UTC. */
  created_at: string;
  /** PostgreSQL text in UTC; null while it was not used to log in. */
  last_used_at: string | null;
}

/** What a registration leaves. */
export interface NewPasskeyRow {
  account_id: string;
  credential_id: string;
  name: string;
  public_key: Uint8Array;
  counter: number;
  transports: string[];
}

/** A passkey with what checks its signatures, and its account. */
export type UsablePasskeyRow = LoginRow & {
  passkey_id: string;
  public_key: Uint8Array<ArrayBuffer>;
  /** As text: it may be larger than the numbers of JSON. */
  counter: string;
};

/** The passkeys of an account, oldest first. */
export function listPasskeys(sql: Queryable, accountId: string): Promise<PasskeyRow[]> {
  return sql<PasskeyRow[]>`
    SELECT id, name, created_at, last_used_at FROM passkeys WHERE account_id = ${accountId} ORDER BY created_at, id`;
}

/** Ids by which authenticators know the passkeys of an account. */
export async function listCredentialIds(sql: Queryable, accountId: string): Promise<string[]> {
  const rows = await sql<{ credential_id: string }[]>`
    SELECT credential_id FROM passkeys WHERE account_id = ${accountId}`;
  return rows.map(({ credential_id }) => credential_id);
}

/** Keeps a passkey. @returns undefined when its id is known already */
export async function insertPasskey(sql: Queryable, row: NewPasskeyRow): Promise<PasskeyRow | undefined> {
  const rows = await sql<PasskeyRow[]>`
    INSERT INTO passkeys (account_id, credential_id, name, public_key, counter, transports)
    VALUES (${row.account_id}, ${row.credential_id}, ${row.name}, ${row.public_key}, ${row.counter}, ${row.transports})
    ON CONFLICT DO NOTHING RETURNING id, name, created_at, last_used_at`;
  return rows.length > 0 ? onlyRow(rows) : undefined;
}

/** A passkey by the id that its authenticator sent; undefined when it is unknown, or its account is deactivated. */
export async function findUsablePasskey(sql: Queryable, credentialId: string): Promise<UsablePasskeyRow | undefined> {
  const [row] = await sql<UsablePasskeyRow[]>`
    SELECT a.id, a.name, a.oauth_provider, a.oauth_id, a.tos_accepted, p.id AS passkey_id, p.public_key,
      p.counter::text AS counter
    FROM passkeys p JOIN accounts a ON a.id = p.account_id
    WHERE p.credential_id = ${credentialId}
      AND NOT EXISTS (SELECT FROM deactivated_accounts d WHERE d.account_id = a.id)`;
  return row;
}

/** Milliseconds by which the clocks of servers may differ. */
const CLOCKS_DIFFER = 300_000;

/**
 * Notes a login.
 * @param challengedAt when its challenge was made, in milliseconds since 1970
 * @returns false when that challenge, or a newer one, was answered before; what is in the future does not count as newer, since it
 * was answered before the clock was put back, and cannot be answered now
 */
export async function notePasskeyUse(
  sql: Queryable,
  id: string,
  { counter, challengedAt }: { counter: number; challengedAt: number },
): Promise<boolean> {
  const latest = Date.now() + CLOCKS_DIFFER;
  if (challengedAt > latest) return false;
  const { count } = await writeAnyway(sql, (sql) =>
    sql`
    UPDATE passkeys SET counter = ${counter}, last_challenge_at = ${challengedAt}, last_used_at = now()
    WHERE id = ${id} AND (last_challenge_at < ${challengedAt} OR last_challenge_at > ${latest})`);
  return count > 0;
}

/** @returns false when the account has no such passkey */
export async function renamePasskey(sql: Queryable, accountId: string, id: string, name: string): Promise<boolean> {
  const { count } = await sql`UPDATE passkeys SET name = ${name} WHERE id = ${id} AND account_id = ${accountId}`;
  return count > 0;
}

/** @returns false when the account has no such passkey */
export async function deletePasskey(sql: Queryable, accountId: string, id: string): Promise<boolean> {
  const { count } = await sql`DELETE FROM passkeys WHERE id = ${id} AND account_id = ${accountId}`;
  return count > 0;
}
