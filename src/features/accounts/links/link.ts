/**
 * Links by which people choose a password: an invitation makes an account, a reset gives an account another password. A link
 * is signed, so that whoever reads the database has none; it is good for one use, and until its date.
 */
import { z } from "zod";
import type { Queryable, Sql } from "../../../core/db/sql.ts";
import type { Account } from "../../../core/http/account.ts";
import type { Services } from "../../../core/services.ts";
import { loginOfName } from "../local/password_rules.ts";
import { findPasswordOfAccount, setPassword } from "../local/queries.ts";
import { findAccountById, insertAccount, updateRole } from "../queries.ts";
import { requireSecretKey } from "../secret_key.ts";
import { endAllAccess } from "../sessions/queries.ts";
import { openText, signText } from "../sessions/signed_text.ts";
import { findLink, insertLink, type LinkRow, takeLink } from "./queries.ts";

const DAY = 86_400;
/** Seconds. Invitations wait in somebody's mail, resets are asked for by people who want to log in. */
const INVITATION_LIFETIME = 7 * DAY, RESET_LIFETIME = DAY;

const payload = z.object({ id: z.uuid() });

/** A link as it is given out. */
export interface AccountLink {
  /** Below the address of the server: `/join?proof=…`. */
  path: string;
  /** PostgreSQL text in UTC. */
  expires_at: string;
}

/**
 * Makes a link for one use.
 * @param purpose the account whose password it sets, or the role of the account that it makes
 * @throws ApiError 500 when the instance has no secret key
 */
export async function makeAccountLink(
  sql: Queryable,
  secretKey: Services["secretKey"],
  purpose: { accountId: string; isNew?: boolean } | { role: Account["role"] },
): Promise<AccountLink> {
  const key = requireSecretKey(secretKey);
  const isReset = "accountId" in purpose && !purpose.isNew;
  const { id, expires_at } = await insertLink(sql, purpose, isReset ? RESET_LIFETIME : INVITATION_LIFETIME);
  return { path: `/join?proof=${signText({ id }, "account link", key)}`, expires_at };
}

/** What a link is for; undefined when it was not signed here, was used, or is over. */
export async function openAccountLink(
  { sql, secretKey }: Pick<Services, "sql" | "secretKey">,
  proof: string | undefined,
): Promise<LinkRow | undefined> {
  if (!proof || !secretKey) return undefined;
  const opened = openText(proof, "account link", secretKey, INVITATION_LIFETIME);
  const read = payload.safeParse(opened?.value);
  return read.success ? await findLink(sql, read.data.id) : undefined;
}

class LoginTaken extends Error {}

/**
 * Uses a link: sets the password, and makes the account if it is an invitation. Whoever was logged in to the account is not
 * any more.
 * @param given `name` of the account that an invitation makes
 * @returns `used` when the link is no good any more, `login taken` when another account logs in by this name
 */
export async function useAccountLink(
  sql: Sql,
  { id }: Pick<LinkRow, "id">,
  { name, hash }: { name: string; hash: string },
): Promise<Account | "used" | "login taken"> {
  try {
    return await sql.begin(async (tx) => {
      const link = await takeLink(tx, id);
      if (!link) return "used";
      const account = link.account_id === null
        ? await insertAccount(tx, name)
        : await findAccountById(tx, link.account_id);
      if (!account) return "used";
      if (link.account_id === null) await updateRole(tx, account.id, link.role);
      const login = (await findPasswordOfAccount(tx, account.id))?.login ?? loginOfName(account.name);
      if (!await setPassword(tx, account.id, { login, hash })) throw new LoginTaken();
      await endAllAccess(tx, account.id);
      return account;
    });
  } catch (error) {
    // The link stays good: another name will do.
    if (error instanceof LoginTaken) return "login taken";
    throw error;
  }
}
