/** `Cache-Control` of answers (RFC 9111): what a known caller sees is theirs alone. */
import type { MiddlewareHandler } from "hono";
import type { RequestVariables } from "./context.ts";

/** Marks every answer `private` for known callers and `public` for anonymous ones, unless the route said otherwise. */
export function cacheControl(): MiddlewareHandler<RequestVariables> {
  return async function cacheControl(context, next) {
    await next();
    const headers = context.res.headers;
    if (!headers.has("Cache-Control")) headers.set("Cache-Control", context.get("caller") ? "private" : "public");
    headers.append("Vary", "Authorization, Cookie");
  };
}
