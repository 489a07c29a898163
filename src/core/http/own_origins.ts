/**
 * Which pages may act for somebody who is logged in: those of this server and those of its website. Cookies go along
 * with requests of any page, so that a page of somebody else could use them (CSRF).
 */
import type { Settings } from "../settings.ts";
import { baseUrl } from "./base_url.ts";
import type { RequestContext } from "./context.ts";

type OriginSettings = Pick<Settings, "INFRA_NB_PROXIES" | "API_WEBSITE_URL">;

const SAFE_METHODS = ["GET", "HEAD", "OPTIONS"];

/** Whether a method changes nothing (RFC 9110 section 9.2.1). */
export function isSafe(method: string): boolean {
  return SAFE_METHODS.includes(method);
}

/** Scheme, host and port of this server as the caller sees it, and of its website where that is elsewhere. */
export function ownOrigins(context: RequestContext, settings: OriginSettings): string[] {
  const own = new URL(baseUrl(context, settings.INFRA_NB_PROXIES)).origin;
  return URL.canParse(settings.API_WEBSITE_URL) ? [own, new URL(settings.API_WEBSITE_URL).origin] : [own];
}

/**
 * The origin of the foreign page that a browser sends this request for; undefined when it is for a page of our own, for the
 * user (a link that was followed, an address that was typed), or not from a browser.
 *
 * Browsers tell by `Sec-Fetch-Site` (Fetch Metadata) and `Origin` (RFC 6454), which no page can change. Other clients send
 * neither; nobody makes them send cookies against their will.
 */
export function foreignOrigin(context: RequestContext, settings: OriginSettings): string | undefined {
  const site = context.req.header("Sec-Fetch-Site");
  if (site === "same-origin" || site === "none") return undefined;
  const origin = context.req.header("Origin");
  if (origin !== undefined) return ownOrigins(context, settings).includes(origin) ? undefined : origin;
  // Links lead here from anywhere; whatever changes something comes with its origin.
  return site === undefined || isSafe(context.req.method) ? undefined : "another site";
}
