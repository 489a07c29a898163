/** Accounts that are turned off: sessions, tokens, passwords and API keys do not count while they are. */
import type { Queryable } from "../../core/db/sql.ts";

/** What a list of accounts shows. */
export interface ListedAccount {
  id: string;
  name: string;
  role: "user" | "admin";
  is_active: boolean;
  has_api_key: boolean;
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
