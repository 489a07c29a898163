import type { Queryable } from "../../../core/db/sql.ts";
import { onlyRow } from "../../../core/db/rows.ts";
import type { LoginRow } from "../sessions/session.ts";
import type { Identity } from "./provider.ts";

/** The account of somebody who logged in at a provider, made at the first time; its name is always the provider's. */
export async function upsertAccountOfIdentity(
  sql: Queryable,
  provider: string,
  { id, name }: Identity,
): Promise<LoginRow> {
  return onlyRow(
    await sql<LoginRow[]>`
    WITH account AS (
      INSERT INTO accounts (name, oauth_provider, oauth_id) VALUES (${name}, ${provider}, ${id})
      ON CONFLICT (oauth_provider, oauth_id) DO UPDATE SET name = EXCLUDED.name
      RETURNING id, name, oauth_provider, oauth_id, tos_accepted
    )
    SELECT account.*, coalesce(g.generation, 0) AS generation
    FROM account LEFT JOIN session_generations g ON g.account_id = account.id`,
  );
}

/** The same account, as it is; undefined for somebody who never logged in before. */
export async function findAccountOfIdentity(
  sql: Queryable,
  provider: string,
  { id }: Identity,
): Promise<LoginRow | undefined> {
  const [row] = await sql<LoginRow[]>`
    SELECT a.id, a.name, a.oauth_provider, a.oauth_id, a.tos_accepted, coalesce(g.generation, 0) AS generation
    FROM accounts a LEFT JOIN session_generations g ON g.account_id = a.id
    WHERE a.oauth_provider = ${provider} AND a.oauth_id = ${id}`;
  return row;
}
