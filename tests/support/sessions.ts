/** Logins in browsers, made without logging in. */
import { insertSession } from "../../src/features/accounts/sessions/queries.ts";
import { sessionAccount } from "../../src/features/accounts/sessions/session.ts";
import { signText } from "../../src/features/accounts/sessions/signed_text.ts";
import type { LoginRow } from "../../src/features/accounts/mod.ts";
import { onlyRow } from "../../src/core/db/rows.ts";
import type { Sql } from "../../src/core/db/sql.ts";

/** Headers of a browser that is logged in as an account. @param secretKey of the instance */
export async function sessionHeaders(
  sql: Sql,
  accountId: string,
  secretKey: Uint8Array,
  { hasSecondFactor = false } = {},
): Promise<{ Cookie: string }> {
  const row = onlyRow(
    await sql<LoginRow[]>`
      SELECT id, name, oauth_provider, oauth_id, tos_accepted FROM accounts WHERE id = ${accountId}`,
  );
  const sid = crypto.randomUUID();
  await insertSession(sql, {
    id: sid,
    account_id: accountId,
    login_method: "password",
    has_second_factor: hasSecondFactor,
    user_agent: null,
    network: null,
  });
  return { Cookie: `session=${signText({ account: sessionAccount(row), sid }, "session", secretKey)}` };
}
