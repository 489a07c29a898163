/** `user`: accounts, given by name or id. */
import type { Account } from "../accounts/account.ts";
import { findAccountById, findAccountsByName, insertAccount, updateRole } from "../accounts/queries.ts";
import type { Queryable } from "../db/sql.ts";
import { UUID } from "../http/lax.ts";
import { CommandError, type CommonOptions, withDatabase } from "./environment.ts";

export interface UserOptions extends CommonOptions {
  account: string;
  create?: boolean;
  setRole?: string;
}

/** Makes an account, changes its role, or both. */
export function manageUser(options: UserOptions): Promise<void> {
  return withDatabase(options, async (sql) => {
    const role = options.setRole === undefined ? undefined : readRole(options.setRole);
    const account = await findAccount(sql, options.account) ?? await create(sql, options);
    if (!role) return;
    console.log(`Adding role ${role} to account ${account.name} (${account.id})`);
    await updateRole(sql, account.id, role);
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

async function create(sql: Queryable, { account: name, create }: UserOptions): Promise<Account> {
  if (!create) throw new CommandError(`Account ${name} not found`);
  if (UUID.test(name)) {
    throw new CommandError("You cannot create an account with an account_id, a name must be provided");
  }
  const account = await insertAccount(sql, name);
  console.log(`Account ${account.name} created (${account.id})`);
  return account;
}
