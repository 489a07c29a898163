/** `user`: accounts, given by name or id. */
import type { Account } from "../core/http/account.ts";
import {
  deleteDataOfAccount,
  endAllSessions,
  findAccountById,
  findAccountsByName,
  findPasswordOfAccount,
  hashPassword,
  insertAccount,
  loginOfName,
  objectionToName,
  objectionToPassword,
  setPassword,
  updateRole,
} from "../features/accounts/mod.ts";
import type { Queryable, Sql } from "../core/db/sql.ts";
import { UUID } from "../core/http/lax.ts";
import { type ConfirmationOptions, confirmLoss } from "./confirmation.ts";
import { CommandError, type CommonOptions, withDatabase } from "./environment.ts";
import { readNewPassword } from "./password_input.ts";
import { activate, giveApiKey } from "./user_api_key.ts";
import { listUsers } from "./user_list.ts";
import { Progress } from "./progress.ts";

export interface UserOptions extends CommonOptions, ConfirmationOptions {
  /** Without it, all accounts are listed. */
  account?: string;
  create?: boolean;
  setRole?: string;
  password?: boolean;
  generateApiKey?: boolean;
  activate?: boolean;
  deactivate?: boolean;
  endSessions?: boolean;
  deleteData?: boolean;
}

/** Does what the options say with one account, in the order in which they are listed above. */
export function manageUser({ account: nameOrId, ...options }: UserOptions): Promise<void> {
  if (options.activate && options.deactivate) throw new CommandError("--activate and --deactivate exclude each other");
  if (nameOrId === undefined) return listUsers(options);
  return manageAccount({ ...options, account: nameOrId });
}

function manageAccount(options: UserOptions & { account: string }): Promise<void> {
  return withDatabase(options, async (sql, settings) => {
    const role = options.setRole === undefined ? undefined : readRole(options.setRole);
    const found = await findAccount(sql, options.account);
    if (!found) checkCreation(options);
    if (found && options.deleteData) {
      confirmLoss(
        `All pictures, upload sets and sequences of account ${found.name} (${found.id}) are deleted.`,
        options,
      );
    }
    const hash = options.password ? await readPasswordHash(found?.name ?? options.account) : undefined;
    const { account, done } = await sql.begin(async (tx) => {
      const account = found ?? await insertAccount(tx, options.account);
      const done = found ? [] : [`Account ${account.name} created (${account.id})`];
      if (role) done.push(await setRole(tx, account, role));
      if (hash) done.push(await givePassword(tx, account, hash));
      if (options.activate || options.deactivate) done.push(await activate(tx, account, Boolean(options.activate)));
      if (options.generateApiKey) done.push(await giveApiKey(tx, account, settings));
      if (options.endSessions) done.push(await endSessions(tx, account));
      return { account, done };
    });
    for (const line of done) console.log(line);
    if (hash && settings.OAUTH_PROVIDER !== "local") console.log("It is of use when OAUTH_PROVIDER is local");
    if (options.deleteData) console.log(await deleteData(sql, account));
  });
}

function readRole(role: string): Account["role"] {
  if (role === "admin" || role === "user") return role;
  throw new CommandError(`Role ${role} is not valid. Must be one of: admin or user`);
}

async function findAccount(sql: Queryable, nameOrId: string): Promise<Account | undefined> {
  if (UUID.test(nameOrId)) return await findAccountById(sql, nameOrId);
  const found = await findAccountsByName(sql, nameOrId);
  if (found.length > 1) {
    console.log(`Several accounts found with name ${nameOrId}`);
    for (const { id } of found) console.log(` * ${id}`);
    throw new CommandError("Please provide an account_id instead");
  }
  return found[0];
}

function checkCreation({ account: name, create }: UserOptions & { account: string }): void {
  if (!create) throw new CommandError(`Account ${name} not found`);
  if (UUID.test(name)) {
    throw new CommandError("You cannot create an account with an account_id, a name must be provided");
  }
  const objection = objectionToName(name);
  if (objection) throw new CommandError(objection);
}

async function setRole(sql: Queryable, { id, name }: Account, role: Account["role"]): Promise<string> {
  await updateRole(sql, id, role);
  return `Adding role ${role} to account ${name} (${id})`;
}

async function readPasswordHash(name: string): Promise<string> {
  const password = await readNewPassword();
  const objection = objectionToPassword(password, name);
  if (objection) throw new CommandError(objection);
  return await hashPassword(password);
}

/** Whoever is logged in with the old password is logged out. */
async function givePassword(sql: Queryable, { id, name }: Account, hash: string): Promise<string> {
  const login = (await findPasswordOfAccount(sql, id))?.login ?? loginOfName(name);
  if (!await setPassword(sql, id, { login, hash })) {
    throw new CommandError(`Another account logs in as ${login} already`);
  }
  await endAllSessions(sql, id);
  return `Account ${name} logs in as ${login} with the new password`;
}

async function endSessions(sql: Queryable, { id, name }: Account): Promise<string> {
  await endAllSessions(sql, id);
  return `All sessions of account ${name} are ended; its API tokens still work`;
}

async function deleteData(sql: Sql, { id, name }: Account): Promise<string> {
  using progress = new Progress("pictures");
  const { pictures, uploadSets, sequences } = await deleteDataOfAccount(sql, id, (count) => progress.advance(count));
  return `Deleted ${pictures} pictures, ${uploadSets} upload sets and ${sequences} sequences of account ${name}; ` +
    "the files go when the jobs are done";
}
