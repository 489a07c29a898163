/** When a second factor is wanted, and who may change those of an account. */
import type { Account } from "../../../core/http/account.ts";
import { basePath, baseUrl } from "../../../core/http/base_url.ts";
import { asksForPage } from "../../../core/http/browsers.ts";
import { loggedCallerOf, type RequestContext } from "../../../core/http/context.ts";
import { ApiError } from "../../../core/http/errors.ts";
import type { Queryable } from "../../../core/db/sql.ts";
import { message } from "../../../core/messages/mod.ts";
import type { Settings } from "../../../core/settings/mod.ts";
import { readFactors } from "./queries.ts";

/** The page where second factors are set up. */
const PAGE = "/account/second-factor";
/** What somebody may call who has to set one up first: that page, and what it needs. */
const ALLOWED = /^\/(account\/second-factor|api\/users\/me\/passkeys|login|api\/auth)(\/|$)/;

type FactorSettings = Pick<Settings, "OAUTH_PROVIDER" | "REQUIRE_ADMIN_SECOND_FACTOR">;

/** Whether an account has to have a second factor. Identity providers look after their own. */
export function needsSecondFactor(account: Account, settings: FactorSettings): boolean {
  return settings.REQUIRE_ADMIN_SECOND_FACTOR && settings.OAUTH_PROVIDER === "local" && account.role === "admin";
}

/**
 * Leads administrators without a second factor to where they set one up; nothing else is open to their session.
 * @returns where to send a browser; undefined when the caller may go on
 * @throws ApiError 403 for what is not a page
 */
export function leadToSetup(context: RequestContext, path: string): Response | undefined {
  if (ALLOWED.test(path)) return undefined;
  if (context.req.method === "GET" && asksForPage(context)) {
    context.header("Cache-Control", "private, no-store");
    return context.redirect(`${basePath(context)}${PAGE}`);
  }
  throw new ApiError(403, message("accounts.second_factor_needed", { page: `${baseUrl(context)}${PAGE}` }));
}

/**
 * Refuses to change factors of an account for whoever only knows its password although it has a second factor, and for tokens.
 * @returns id of the caller's session
 * @throws ApiError 403
 */
export async function requireFactorChange(context: RequestContext, sql: Queryable): Promise<string> {
  const session = context.get("session");
  if (!session) throw new ApiError(403, message("accounts.session_needed"));
  if (!context.get("hasSecondFactor")) {
    const { has_codes, nb_passkeys } = await readFactors(sql, loggedCallerOf(context).id);
    if (has_codes || nb_passkeys > 0) throw new ApiError(403, message("accounts.factors_locked"));
  }
  return session.sid;
}
