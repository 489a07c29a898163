/** What a token may do. The scope that a route needs is derived from its declaration (`scopeOf()`). */
import { z } from "@hono/zod-openapi";
import { type Scope, SCOPES } from "../../../core/http/access_rules.ts";
import type { Account } from "../../../core/http/account.ts";
import type { RequestContext } from "../../../core/http/context.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { message } from "../../../core/messages/mod.ts";

/** Scopes as programs send them, each once, in the order of `SCOPES`. */
export const scopeList = z.array(z.enum(SCOPES)).min(1).transform((given) =>
  SCOPES.filter((scope) => given.includes(scope))
);

/**
 * Refuses callers whose token may not do something. Sessions, and tokens without scopes, may do everything.
 * @param needed all scopes by their name
 * @throws ApiError 403
 */
export function requireScopes(context: RequestContext, needed: readonly Scope[]): void {
  const scopes = context.get("scopes");
  const scope = scopes && needed.find((name) => !scopes.includes(name));
  if (scope) throw new ApiError(403, message("accounts.scope_missing", { scope }), { details: { scope } });
}

/** The account as a token acts for it: without the scope `admin`, an administrator is like everybody else. */
export function limitedAccount(account: Account, scopes: readonly Scope[] | null): Account {
  return scopes === null || scopes.includes("admin") ? account : { ...account, role: "user" };
}
