/** Sessions that were ended before their time; of all others, the cookies say everything. */
import type { Queryable } from "../../../core/db/sql.ts";
import { type Account, type AccountRow, toAccount } from "../../../core/http/account.ts";
import { deleteAllTokens } from "../tokens/queries.ts";
import type { Session } from "../../../core/http/session.ts";

/** The account of a session; undefined when the session was ended, or the account is gone or deactivated. */
export async function findAccountOfSession(
  sql: Queryable,
  { account, sid, generation }: Session,
): Promise<Account | undefined> {
  const [row] = await sql<AccountRow[]>`
    SELECT a.id, a.name, a.role, a.tos_accepted
    FROM accounts a LEFT JOIN session_generations g ON g.account_id = a.id
    WHERE a.id = ${account.id} AND coalesce(g.generation, 0) = ${generation}
      AND NOT EXISTS (SELECT FROM ended_sessions WHERE id = ${sid})
      AND NOT EXISTS (SELECT FROM deactivated_accounts WHERE account_id = a.id)`;
  return row && toAccount(row);
}

/**
 * Ends one session, wherever copies of its cookie are, and forgets those that are too old by now.
 * @param lifetime seconds that a cookie signed just now is good for
 */
export async function endSession(sql: Queryable, sid: string, lifetime: number): Promise<void> {
  await sql`
    WITH outdated AS (DELETE FROM ended_sessions WHERE until < now())
    INSERT INTO ended_sessions (id, until) VALUES (${sid}, now() + make_interval(secs => ${lifetime}))
    ON CONFLICT DO NOTHING`;
}

/** Ends all sessions of an account and revokes its tokens; sessions that begin now have the number returned. */
export async function endAllAccess(sql: Queryable, accountId: string): Promise<number> {
  await deleteAllTokens(sql, accountId);
  const [{ generation }] = await sql`
    INSERT INTO session_generations AS g (account_id, generation) VALUES (${accountId}, 1)
    ON CONFLICT (account_id) DO UPDATE SET generation = g.generation + 1
    RETURNING generation`;
  return generation;
}
