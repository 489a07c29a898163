/** What browsers may do with an answer. Pages have their own policy; anything else that is opened as a page runs nothing. */
import type { MiddlewareHandler } from "hono";
import { baseUrl } from "./base_url.ts";
import type { RequestVariables } from "./context.ts";

/** Content Security Policy level 3. SVG images may have inline styles. */
const NOTHING =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** A worker script has the policy of its own answer, and may load what it needs. */
const SCRIPT = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** Seconds for which browsers come back by https alone (RFC 6797): a year. */
const HTTPS_ONLY = "max-age=31536000";

/** Gives every answer, errors included, the headers that it does not have yet. */
export function securityHeaders(): MiddlewareHandler<RequestVariables> {
  return async function securityHeaders(context, next) {
    await next();
    const { headers } = context.res;
    const add = (name: string, value: string) => {
      if (!headers.has(name)) headers.set(name, value);
    };
    add("X-Content-Type-Options", "nosniff");
    add("Referrer-Policy", "same-origin");
    add("Content-Security-Policy", /javascript/.test(headers.get("Content-Type") ?? "") ? SCRIPT : NOTHING);
    // For browsers that do not know `frame-ancestors`.
    if (headers.get("Content-Security-Policy")?.includes("frame-ancestors 'none'")) add("X-Frame-Options", "DENY");
    if (baseUrl(context).startsWith("https:")) add("Strict-Transport-Security", HTTPS_ONLY);
  };
}
