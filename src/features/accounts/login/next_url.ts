/** Where to go after logging in or out: never to somebody else's site (an open redirect helps phishing). */
import { baseUrl } from "../../../core/http/base_url.ts";
import type { RequestContext } from "../../../core/http/context.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { ownOrigins } from "../../../core/http/own_origins.ts";
import { message } from "../../../core/messages/mod.ts";
import type { Settings } from "../../../core/settings/mod.ts";
import { websitePage } from "../website.ts";

type ReturnSettings = Pick<
  Settings,
  "PUBLIC_URL" | "INFRA_NB_PROXIES" | "API_WEBSITE_URL" | "API_ALLOWED_RETURN_URLS"
>;

/** Stands for our own origin, which a relative address is resolved against. */
const OURS = "http://own.invalid";

/**
 * The absolute address that a `next_url` means; undefined when none was given.
 * @throws ApiError 400 for an address that is not on this server or its website, and that no setting allows
 */
export function readNextUrl(
  context: RequestContext,
  settings: ReturnSettings,
  given: string | undefined = context.req.query("next_url"),
): string | undefined {
  if (!given) return undefined;
  // Browsers read addresses as URL does: `/\evil.org` and `//evil.org` lead elsewhere.
  const url = URL.parse(given, OURS);
  if (url?.origin === OURS) return new URL(baseUrl(context)).origin + url.href.slice(OURS.length);
  if (url && !url.username && !url.password) {
    if (ownOrigins(context, settings).includes(url.origin)) return url.href;
    if (settings.API_ALLOWED_RETURN_URLS?.some((allowed) => isBelow(url, new URL(allowed)))) return url.href;
  }
  throw new ApiError(400, message("accounts.foreign_next_url"));
}

/** Whether a URL is one that was allowed: by the scheme of an app, or by origin and folder of a site. */
function isBelow(url: URL, allowed: URL): boolean {
  if (url.protocol !== allowed.protocol) return false;
  if (url.protocol !== "https:" && url.protocol !== "http:") return true;
  const folder = allowed.pathname.replace(/\/$/, "");
  return url.origin === allowed.origin && (url.pathname === folder || url.pathname.startsWith(`${folder}/`));
}

/** Where to go after logging in: to the terms of service if they have to be accepted, else to `nextUrl`, else to the main page. */
export function addressAfterLogin(
  context: RequestContext,
  settings: Settings,
  hasAcceptedTerms: boolean,
  nextUrl: string | undefined,
): string {
  const isAsked = settings.API_ENFORCE_TOS_ACCEPTANCE && !hasAcceptedTerms;
  const termsOfService = isAsked ? websitePage(context, settings, "tos-validation", nextUrl) : null;
  return termsOfService ?? nextUrl ?? `${baseUrl(context)}/`;
}
