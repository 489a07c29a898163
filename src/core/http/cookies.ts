/**
 * Cookies of this instance. Another instance may have the same host under another path prefix: path and name follow the
 * prefix, so that neither overwrites or gets what is the other's.
 */
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { CookieOptions } from "hono/utils/cookie";
import type { Settings } from "../settings/mod.ts";
import { basePath, baseUrl } from "./base_url.ts";
import type { RequestContext } from "./context.ts";

/** A cookie, as it is called on an instance without a prefix. */
export interface Cookie {
  name: string;
  /** Websites of Panoramax read it: where the website is elsewhere, name and path stay as these know them. */
  isShared?: boolean;
}

/** What the settings say of cookies. */
export type CookieSettings = Pick<
  Settings,
  "API_WEBSITE_URL" | "FLASK_SESSION_COOKIE_DOMAIN" | "FLASK_SESSION_COOKIE_SECURE"
>;

/** The value that the caller sent. */
export function readCookie(context: RequestContext, settings: CookieSettings, cookie: Cookie): string | undefined {
  return getCookie(context, placeOf(context, settings, cookie).name);
}

/** @param options `maxAge` in seconds; a cookie is sent with links from other sites, but not with what their pages load */
export function writeCookie(
  context: RequestContext,
  settings: CookieSettings,
  cookie: Cookie,
  value: string,
  options: Pick<CookieOptions, "maxAge" | "httpOnly" | "sameSite">,
): void {
  const { name, ...place } = placeOf(context, settings, cookie);
  setCookie(context, name, value, { sameSite: "Lax", ...place, ...options });
}

/** Makes the caller's browser forget it. */
export function forgetCookie(context: RequestContext, settings: CookieSettings, cookie: Cookie): void {
  const { name, ...place } = placeOf(context, settings, cookie);
  deleteCookie(context, name, place);
}

function placeOf(context: RequestContext, settings: CookieSettings, { name, isShared = false }: Cookie) {
  const domain = isShared ? settings.FLASK_SESSION_COOKIE_DOMAIN : undefined;
  const isReadElsewhere = isShared && (domain !== undefined || URL.canParse(settings.API_WEBSITE_URL));
  const prefix = isReadElsewhere ? "" : basePath(context);
  const secure = settings.FLASK_SESSION_COOKIE_SECURE || baseUrl(context).startsWith("https:");
  // Browsers take cookies of these names from this host alone, by https (RFC 6265bis section 4.1.3).
  const guarantee = isShared || !secure ? "" : prefix === "" ? "__Host-" : "__Secure-";
  return {
    name: guarantee + name + prefix.replaceAll("/", "_"),
    path: prefix || "/",
    secure,
    ...(domain === undefined ? {} : { domain }),
  };
}
