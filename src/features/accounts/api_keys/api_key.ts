/** Keys by which the SyncAPI knows its users: one for each, shown once. */
import type { Queryable } from "../../../core/db/sql.ts";
import { hexOf } from "../../../core/hex.ts";
import { decryptSecret, encryptSecret } from "../encryption.ts";
import { findApiKey, replaceApiKey } from "./queries.ts";

const BYTES = 32;

/** The settings page of indi-allsky takes no other characters. */
const USERNAME = /^[a-zA-Z0-9_@.-]+$/;

/** What is wrong with a name for whom a key is wanted; undefined when it will do. */
export function objectionToUsername(name: string): string | undefined {
  if (USERNAME.test(name)) return undefined;
  return `An account with an API key needs a name of letters, digits and _@.- alone, ${name} is not`;
}

/** Makes a key, which replaces any older one. @returns 64 hexadecimal digits; undefined when the name is taken */
export async function generateApiKey(
  sql: Queryable,
  { accountId, username, secretKey }: { accountId: string; username: string; secretKey: Uint8Array<ArrayBuffer> },
): Promise<string | undefined> {
  const apiKey = hexOf(crypto.getRandomValues(new Uint8Array(BYTES)));
  const encrypted = await encryptSecret(apiKey, secretKey, { purpose: "api keys", accountId });
  return await replaceApiKey(sql, { accountId, username, encrypted }) ? apiKey : undefined;
}

/** Whose key it is, or why nobody may use it; the reason is for the log alone. */
export type KnownApiKey = { accountId: string; apiKey: string } | { problem: string };

/** Looks a user's key up. */
export async function findUsableApiKey(
  sql: Queryable,
  username: string,
  secretKey: Uint8Array<ArrayBuffer>,
): Promise<KnownApiKey> {
  const row = await findApiKey(sql, username);
  if (!row) return { problem: "no such user, or one without API key" };
  if (!row.is_active) return { problem: "the account is deactivated" };
  const apiKey = await decryptSecret(new Uint8Array(row.encrypted_key), secretKey, {
    purpose: "api keys",
    accountId: row.account_id,
  });
  if (apiKey === undefined) return { problem: "the key was made with another secret; generate a new one" };
  return { accountId: row.account_id, apiKey };
}
