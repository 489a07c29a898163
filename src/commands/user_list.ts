/** `user --list`: all accounts. */
import { listAccounts, type ListedAccount } from "../features/accounts/mod.ts";
import { type CommonOptions, withDatabase } from "./environment.ts";

const PAGE = 500;

/** Prints one account a line: id, role, what is special about it, name. */
export function listUsers(options: CommonOptions): Promise<void> {
  return withDatabase(options, async (sql) => {
    let page: ListedAccount[] = [];
    do {
      page = await listAccounts(sql, page.at(-1), PAGE);
      for (const account of page) console.log(lineOf(account));
    } while (page.length === PAGE);
  });
}

function lineOf({ id, name, role, is_active, has_api_key }: ListedAccount): string {
  return [id, role, is_active ? "active" : "deactivated", has_api_key ? "API key" : "-", name].join("\t");
}
