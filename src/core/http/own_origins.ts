/**
 * Which pages may act for the user who is logged in: those of this server and of its website. Browsers send cookies
 * with requests from any page, so that a foreign page could use them (CSRF).
 */
import type { Settings } from "../settings/mod.ts";
import type { RequestContext } from "./context.ts";

type OriginSettings = Pick<Settings, "PUBLIC_URL" | "INFRA_NB_PROXIES" | "API_WEBSITE_URL">;

const SAFE_METHODS = ["GET", "HEAD", "OPTIONS"];

/** Whether a method changes nothing (RFC 9110 section 9.2.1). */
export function isSafe(method: string): boolean {
  return SAFE_METHODS.includes(method);
}

/**
 * Scheme, host and port of this server, and of its website where that is elsewhere. `X-Forwarded-*` does not count: scripts
 * of any page can send it. The host of the request counts, which no page can choose (Fetch standard, "forbidden request-
 * header") and `allowedHosts()` has judged; behind a proxy it is reached by https or http.
 */
export function ownOrigins(context: RequestContext, settings: OriginSettings): string[] {
  const { host, origin } = new URL(context.req.url);
  const { PUBLIC_URL, INFRA_NB_PROXIES, API_WEBSITE_URL } = settings;
  const origins = PUBLIC_URL ? [new URL(PUBLIC_URL).origin] : [];
  if (!PUBLIC_URL && INFRA_NB_PROXIES > 0) origins.push(new URL(`https://${host}`).origin);
  if (!PUBLIC_URL || new URL(PUBLIC_URL).host !== host) origins.push(origin);
  if (URL.canParse(API_WEBSITE_URL)) origins.push(new URL(API_WEBSITE_URL).origin);
  return origins;
}

/**
 * The origin of the foreign page that a browser sends this request for; undefined when it is for a page of our own, for the
 * user (a link that was followed, an address that was typed), or not from a browser.
 *
 * Browsers say so in `Sec-Fetch-Site` (Fetch Metadata) and `Origin` (RFC 6454), which no page can change. Other clients send
 * neither; they only send the cookies they were given.
 */
export function foreignOrigin(context: RequestContext, settings: OriginSettings): string | undefined {
  const site = context.req.header("Sec-Fetch-Site");
  if (site === "same-origin" || site === "none") return undefined;
  const origin = context.req.header("Origin");
  if (origin !== undefined) return ownOrigins(context, settings).includes(origin) ? undefined : origin;
  // Links may come from anywhere; requests that change something carry their origin.
  return site === undefined || isSafe(context.req.method) ? undefined : "another site";
}
