/** `user --generate-api-key`, `--activate` and `--deactivate`. */
import type { Account } from "../core/http/account.ts";
import { generateApiKey, objectionToUsername, readSecretKey, setActive } from "../features/accounts/mod.ts";
import type { Queryable } from "../core/db/sql.ts";
import type { Settings } from "../core/settings.ts";
import { CommandError } from "./environment.ts";

/** Gives the account a new key, the only time that it is shown. */
export async function giveApiKey(sql: Queryable, { id, name }: Account, settings: Settings): Promise<string> {
  const objection = objectionToUsername(name);
  if (objection) throw new CommandError(objection);
  const secretKey = await readSecretKey(settings);
  const apiKey = await generateApiKey(sql, { accountId: id, username: name, secretKey });
  if (!apiKey) throw new CommandError(`Another account of the name ${name} has an API key already`);
  return `\nAPI key: ${apiKey}\n`;
}

/** Turns the account on or off. */
export async function activate(sql: Queryable, { id, name }: Account, isActive: boolean): Promise<string> {
  await setActive(sql, id, isActive);
  return isActive
    ? `Account ${name} is active`
    : `Account ${name} is deactivated: it cannot log in, and its tokens and API key do not count`;
}
