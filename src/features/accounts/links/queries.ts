import { onlyRow } from "../../../core/db/rows.ts";
import type { Queryable, Transaction } from "../../../core/db/sql.ts";
import type { ConfirmedMoment } from "../../../core/steady_clock.ts";
import type { Account } from "../../../core/http/account.ts";

/** What a link is for, and until when. */
export interface LinkRow {
  id: string;
  /** PostgreSQL text in UTC. */
  expires_at: string;
  /** Whose password it sets; null for an invitation. */
  account_id: string | null;
  account_name: string | null;
  role: Account["role"];
}

/**
 * Makes a link; an earlier one for the same account counts no more.
 * @param purpose the account whose password it sets, or the role of an account that it makes
 * @param seconds until it expires
 */
export async function insertLink(
  sql: Queryable,
  purpose: { accountId: string } | { role: Account["role"] },
  seconds: number,
): Promise<Pick<LinkRow, "id" | "expires_at">> {
  const accountId = "accountId" in purpose ? purpose.accountId : null, role = "role" in purpose ? purpose.role : "user";
  return onlyRow(
    await sql<Pick<LinkRow, "id" | "expires_at">[]>`
    INSERT INTO account_links (account_id, role, expires_at)
    VALUES (${accountId}, ${role}, now() + make_interval(secs => ${seconds}))
    ON CONFLICT (account_id) DO UPDATE SET id = gen_random_uuid(), expires_at = EXCLUDED.expires_at
    RETURNING id, expires_at`,
  );
}

/** A link that can still be used; undefined for one that was used, is over, or is for a deactivated account. */
export async function findLink(sql: Queryable, id: string): Promise<LinkRow | undefined> {
  const [row] = await sql<LinkRow[]>`
    SELECT l.id, l.expires_at, l.account_id, a.name AS account_name, l.role
    FROM account_links l LEFT JOIN accounts a ON a.id = l.account_id
    WHERE l.id = ${id} AND l.expires_at > now()
      AND NOT EXISTS (SELECT FROM deactivated_accounts d WHERE d.account_id = l.account_id)`;
  return row;
}

/** Uses a link up. @returns undefined when somebody was faster */
export async function takeLink(tx: Transaction, id: string): Promise<Pick<LinkRow, "account_id" | "role"> | undefined> {
  const [taken] = await tx<Pick<LinkRow, "account_id" | "role">[]>`
    DELETE FROM account_links WHERE id = ${id} AND expires_at > now() RETURNING account_id, role`;
  return taken;
}

/** Deletes links that nobody used in time, by the clock of a moment. */
export async function deleteOverLinks(sql: Queryable, { at }: ConfirmedMoment): Promise<void> {
  await sql`DELETE FROM account_links WHERE expires_at <= ${at}::timestamptz`;
}
