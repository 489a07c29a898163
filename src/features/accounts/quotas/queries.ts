import { onlyRow } from "../../../core/db/rows.ts";
import type { Fragment, Queryable } from "../../../core/db/sql.ts";

/** How much an account may upload: 0 for any amount, null for what the settings say. */
export interface OwnQuota {
  max_pictures: number | null;
  max_bytes: number | null;
}

/** How much an account has uploaded and still has. */
export interface Usage {
  pictures: number;
  /** Of the originals, as they were kept. */
  bytes: number;
}

/** Accounts are given by id; null is the account that owns what is uploaded without one. */
function isAccount(sql: Queryable, id: string | null): Fragment {
  return id === null ? sql`account_id = (SELECT id FROM accounts WHERE is_default)` : sql`account_id = ${id}`;
}

/** The quota that an account has of its own. */
export async function findOwnQuota(sql: Queryable, id: string | null): Promise<OwnQuota> {
  const [row] = await sql<OwnQuota[]>`
    SELECT max_pictures::float8, max_bytes::float8 FROM account_quotas WHERE ${isAccount(sql, id)}`;
  return row ?? { max_pictures: null, max_bytes: null };
}

/** Gives an account a quota of its own, or takes it away. @returns false when there is no such account */
export async function setOwnQuota(sql: Queryable, id: string, quota: OwnQuota): Promise<boolean> {
  const { count } = await sql`
    INSERT INTO account_quotas (account_id, max_pictures, max_bytes)
    SELECT id, ${quota.max_pictures}, ${quota.max_bytes} FROM accounts WHERE id = ${id}
    ON CONFLICT (account_id) DO UPDATE SET max_pictures = EXCLUDED.max_pictures, max_bytes = EXCLUDED.max_bytes`;
  return count > 0;
}

/** Counts what an account has uploaded: it reads each of its pictures. */
export async function readUsage(sql: Queryable, id: string | null): Promise<Usage> {
  return onlyRow(
    await sql<Usage[]>`
    SELECT count(*)::float8 AS pictures, coalesce(sum((metadata->>'originalFileSize')::float8), 0) AS bytes
    FROM pictures WHERE ${isAccount(sql, id)} AND status <> 'waiting-for-delete'`,
  );
}
