/** Enforces the access rule of a route (`core/http/access_rules.ts`): who calls, and whether they may. */
import type { MiddlewareHandler } from "hono";
import { type Caller, foreignPageError, resolveCaller } from "./caller.ts";
import { acceptsAnonymousUploads } from "./ownership.ts";
import { leadToSetup, needsSecondFactor } from "./second_factor/rules.ts";
import { writeSession } from "./sessions/session.ts";
import { requireScopes } from "./tokens/scopes.ts";
import { websitePage } from "./website.ts";
import { message } from "../../core/messages/mod.ts";
import type { Services } from "../../core/services.ts";
import { basePath } from "../../core/http/base_url.ts";
import type { RequestContext, RequestVariables } from "../../core/http/context.ts";
import { ApiError, guardError } from "../../core/http/errors.ts";
import { ACCESS_RULES, type AccessRule, scopeOf } from "../../core/http/access_rules.ts";
import type { GuardedRoute } from "../../core/http/router.ts";
import { foreignOrigin } from "../../core/http/own_origins.ts";

/** The middleware that enforces the access rule of a route. Order matters: read-only before login, both before the body is read. */
export function guard(route: GuardedRoute, services: Services): MiddlewareHandler<RequestVariables> {
  const rule: AccessRule = ACCESS_RULES[route.access];
  const scope = scopeOf(route);
  const { settings } = services;
  return async function guard(context, next) {
    if (rule.writes && settings.API_READ_ONLY) {
      throw guardError(401, message("accounts.read_only"));
    }
    if (rule.fromOwnPagesOnly) {
      const foreign = foreignOrigin(context, settings);
      if (foreign !== undefined) throw foreignPageError(foreign);
    }
    if (!rule.asksWhoCalls) return await next();

    const caller = await resolveCaller(context, services);
    context.set("caller", caller.account);
    context.set("session", caller.session?.session);
    context.set("hasSecondFactor", caller.session?.hasSecondFactor);
    context.set("scopes", caller.scopes);
    context.set("moment", caller.moment);
    if (scope) requireScopes(context, [scope]);
    if (caller.account && caller.session && !caller.session.hasSecondFactor) {
      const setup = needsSecondFactor(caller.account, settings) ? leadToSetup(context, route.path) : undefined;
      if (setup) return setup;
    }
    if (!caller.account) {
      if (rule.anonymous === "sent to log in") return sendToLogin(context, services);
      const isRefused = rule.anonymous === "refused" ||
        (rule.anonymous === "as uploads want it" && !await acceptsAnonymousUploads(services));
      if (isRefused) {
        throw guardError(401, message("accounts.authentication_mandatory"));
      }
    } else if (rule.anonymous === "as uploads want it") {
      requireTermsOfService(context, services, caller.account.tosAccepted);
    }
    await next();
    renewSession(context, services, caller);
  };
}

function sendToLogin(context: RequestContext, { settings }: Services): Response {
  if (!settings.OAUTH_PROVIDER) {
    throw guardError(403, message("accounts.no_login_possible"));
  }
  const base = basePath(context);
  const { pathname, search } = new URL(context.req.url);
  context.header("Cache-Control", "private, no-store");
  return context.redirect(`${base}/api/auth/login?next_url=${encodeURIComponent(`${base}${pathname}${search}`)}`);
}

function requireTermsOfService(context: RequestContext, { settings }: Services, isAccepted: boolean): void {
  if (isAccepted || !settings.API_ENFORCE_TOS_ACCEPTANCE) return;
  const page = websitePage(context, settings, "tos-validation");
  if (page === null) throw new ApiError(401, message("accounts.accept_terms"));
  throw new ApiError(401, message("accounts.accept_terms_there", { page }), {
    details: { validation_page: page },
  });
}

/** Renews the cookie of a session that is used. An answer that caches may keep must not carry somebody's session. */
function renewSession(context: RequestContext, services: Services, { session }: Caller): void {
  if (!session?.isDueForRenewal) return;
  const headers = context.res.headers;
  if (headers.has("Set-Cookie") || headers.get("Cache-Control")?.includes("public")) return;
  writeSession(context, services, session.session);
}
