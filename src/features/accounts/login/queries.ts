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
    SELECT * FROM account`,
  );
}

/** The same account, as it is; undefined for somebody who never logged in before. */
export async function findAccountOfIdentity(
  sql: Queryable,
  provider: string,
  { id }: Identity,
): Promise<LoginRow | undefined> {
  const [row] = await sql<LoginRow[]>`
    SELECT id, name, oauth_provider, oauth_id, tos_accepted FROM accounts
    WHERE oauth_provider = ${provider} AND oauth_id = ${id}`;
  return row;
}
