/** `/api/auth`: logging in and out, in a browser. */
import { z } from "@hono/zod-openapi";
import { baseUrl } from "../../../core/http/base_url.ts";
import type { RequestContext } from "../../../core/http/context.ts";
import { ApiError, guardError } from "../../../core/http/errors.ts";
import { foreignOrigin, ownOrigins } from "../../../core/http/own_origins.ts";
import type { Router } from "../../../core/http/router.ts";
import { type Message, message } from "../../../core/messages/mod.ts";
import { logger } from "../../../core/log.ts";
import type { Services } from "../../../core/services.ts";
import type { Settings } from "../../../core/settings/mod.ts";
import { foreignPageError } from "../caller.ts";
import { requireSecretKey } from "../secret_key.ts";
import { endSession } from "../sessions/queries.ts";
import { beginSession, forgetSession, readSession } from "../sessions/session.ts";
import { addressAfterLogin, readNextUrl } from "./next_url.ts";
import { OidcProvider, oidcSettings } from "./oidc.ts";
import { OsmProvider } from "./osm.ts";
import { keepLogin, keepLogout, takeLogin, takeLogout } from "./pending.ts";
import { type Identity, LoginFailure, type LoginProvider, ProviderUnreachable } from "./provider.ts";
import { findAccountOfIdentity, upsertAccountOfIdentity } from "./queries.ts";

const log = logger("login");
const tags = ["Auth"];
const nextUrl = z.object({
  next_url: z.string().optional().openapi({ description: "Where to go then: on this instance, or on its website" }),
});
const off = { description: "Nobody can log in on this instance" };

/** The provider of the settings; undefined when people log in with passwords of this instance, or not at all. */
export function openProvider(settings: Settings): LoginProvider | undefined {
  if (settings.OAUTH_PROVIDER === "oidc") return new OidcProvider(oidcSettings(settings));
  if (settings.OAUTH_PROVIDER === "osm") return new OsmProvider(settings);
  return undefined;
}

/** `/api/auth`: log in at the provider or on our own page, come back, log out. */
export function loginRoutes(router: Router, services: Services, provider = openProvider(services.settings)): void {
  const { settings, sql } = services;

  router.route({
    method: "get",
    path: "/api/auth/login",
    access: "open",
    summary: "Log in: leads to the identity provider, or to the login page of this instance",
    tags,
    request: { query: nextUrl },
    responses: { 302: { description: "To where one logs in" }, 501: off },
  }, async (context) => {
    requireLogins();
    const next = readNextUrl(context, settings);
    const base = startAnswer(context);
    if (!provider) return context.redirect(`${base}/login${next ? `?next_url=${encodeURIComponent(next)}` : ""}`);
    requireSecretKey(services.secretKey);
    const { url, pending } = await reporting(() => provider.begin(`${base}/api/auth/redirect`));
    keepLogin(context, services, { ...pending, nextUrl: next });
    return context.redirect(url.href);
  });

  router.route({
    method: "get",
    path: "/api/auth/redirect",
    access: "open",
    summary: "Where the identity provider sends people back to",
    tags,
    request: { query: z.object({ code: z.string().optional(), state: z.string().optional() }) },
    responses: {
      302: { description: "Logged in: to where one wanted to go" },
      403: { description: "The login failed" },
      501: off,
    },
  }, async (context) => {
    requireLogins();
    startAnswer(context);
    const query = new URL(context.req.url).searchParams;
    const pending = takeLogin(context, services, query.get("state") ?? "");
    if (!provider || !pending) {
      throw unfinished(message("accounts.login_not_started"));
    }
    const identity = await reporting(() => provider.finish(query, pending));
    const row = await accountOf(provider.name, identity);
    await beginSession(context, services, row, {
      method: settings.OAUTH_PROVIDER === "osm" ? "osm" : "oidc",
      idToken: identity.idToken,
    });
    return context.redirect(addressAfterLogin(context, settings, row.tos_accepted, pending.nextUrl));
  });

  for (const method of ["get", "post"] as const) {
    router.route({
      method,
      path: "/api/auth/logout",
      access: "open",
      summary: "Log out, also at the identity provider",
      tags,
      deprecated: method === "get",
      request: { query: nextUrl },
      responses: {
        202: { description: "Logged out" },
        302: { description: "To where one wants to go" },
        403: { description: "A page of another site asks for it" },
        501: off,
      },
    }, logOut);
  }

  async function logOut(context: RequestContext): Promise<Response> {
    requireLogins();
    const foreign = foreignReferrer(context, settings);
    if (foreign !== undefined) throw foreignPageError(foreign);
    const next = readNextUrl(context, settings);
    const base = startAnswer(context);
    const session = readSession(context, services)?.session;
    forgetSession(context, services);
    if (session) await endSession(sql, session.account.id, session.sid);
    const url = provider && session?.id_token
      ? await logoutUrl(provider, session.id_token, `${base}/api/auth/post_logout_redirect`)
      : undefined;
    if (!url) return farewell(context, next);
    keepLogout(context, services, next);
    return context.redirect(url.href);
  }

  router.route({
    method: "get",
    path: "/api/auth/post_logout_redirect",
    access: "open",
    summary: "Where the identity provider sends people back to who logged out",
    tags,
    responses: { 202: { description: "Logged out" }, 302: { description: "To where one wants to go" }, 501: off },
  }, (context) => {
    requireLogins();
    startAnswer(context);
    return farewell(context, takeLogout(context, services));
  });

  function requireLogins(): void {
    if (!settings.OAUTH_PROVIDER) throw guardError(501, message("accounts.logins_off"));
  }

  /** Answers that set cookies must not be cached. @returns the address of this server */
  function startAnswer(context: RequestContext): string {
    context.header("Cache-Control", "private, no-store");
    return baseUrl(context);
  }

  async function accountOf(providerName: string, identity: Identity) {
    if (!settings.API_READ_ONLY) return await upsertAccountOfIdentity(sql, providerName, identity);
    const row = await findAccountOfIdentity(sql, providerName, identity);
    if (!row) throw unfinished(message("accounts.no_new_accounts"));
    return row;
  }
}

/**
 * The foreign page that makes somebody's browser log out. Links of the website of the instance may: browsers say by `Referer`
 * where those were followed.
 */
function foreignReferrer(context: RequestContext, settings: Settings): string | undefined {
  const site = context.req.header("Sec-Fetch-Site");
  if (context.req.method !== "GET" || site === undefined || site === "same-origin" || site === "none") {
    return foreignOrigin(context, settings);
  }
  const referrer = context.req.header("Referer") ?? "";
  const origin = URL.canParse(referrer) ? new URL(referrer).origin : "another site";
  return ownOrigins(context, settings).includes(origin) ? undefined : origin;
}

function farewell(context: RequestContext, next: string | undefined): Response {
  return next ? context.redirect(next) : context.text("Logged out", 202);
}

/** A provider that cannot be reached keeps nobody from logging out here. */
async function logoutUrl(provider: LoginProvider, idToken: string, returnTo: string): Promise<URL | undefined> {
  try {
    return await provider.logoutUrl(idToken, returnTo);
  } catch (error) {
    log.warn("Logged out here only: {error}", { error });
    return undefined;
  }
}

async function reporting<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof LoginFailure) throw unfinished(error.text, error);
    if (error instanceof ProviderUnreachable) {
      throw new ApiError(502, message("accounts.provider_unreachable"), { cause: error });
    }
    throw error;
  }
}

function unfinished(error: Message | string, cause?: Error): ApiError {
  return new ApiError(
    403,
    message("accounts.login_unfinished"),
    {
      details: {
        error,
        tips: message("accounts.login_tips"),
      },
      cause,
    },
  );
}
