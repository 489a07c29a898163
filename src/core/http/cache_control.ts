/** `Cache-Control` of answers (RFC 9111): what a known caller sees is theirs alone. */
import type { MiddlewareHandler } from "hono";
import type { RequestVariables } from "./context.ts";

/**
 * Marks every answer `private` for known callers and `public` for anonymous ones, unless the route said otherwise. Everything
 * may be kept, but nothing may be used without asking again: caches would else go by the age of a file (RFC 9111 section
 * 4.2.2) or by a time of their own, and show for weeks what was hidden meanwhile.
 */
export function cacheControl(): MiddlewareHandler<RequestVariables> {
  return async function cacheControl(context, next) {
    await next();
    const headers = context.res.headers;
    if (!headers.has("Cache-Control")) {
      const scope = context.get("caller") ? "private" : "public";
      headers.set("Cache-Control", `${scope}, no-cache`);
    }
    headers.append("Vary", "Authorization, Cookie");
  };
}
