/** Cross-origin requests (Fetch standard, "CORS protocol"): every origin may call, with credentials. */
import type { MiddlewareHandler } from "hono";
import type { RequestVariables } from "./context.ts";

const METHODS = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT";

/** Answers preflight requests and lets browsers read every answer, errors included. */
export function cors(): MiddlewareHandler<RequestVariables> {
  return async function cors(context, next) {
    const origin = context.req.header("Origin");
    if (context.req.method === "OPTIONS") {
      const headers = new Headers({ Allow: METHODS });
      if (origin) {
        headers.set("Access-Control-Allow-Methods", METHODS);
        const asked = context.req.header("Access-Control-Request-Headers");
        if (asked) headers.set("Access-Control-Allow-Headers", asked);
      }
      context.res = new Response(null, { status: 200, headers });
    } else {
      await next();
    }
    if (origin) {
      context.res.headers.set("Access-Control-Allow-Origin", origin);
      context.res.headers.set("Access-Control-Allow-Credentials", "true");
    }
    // Also without an origin: a cache must not give that answer, which no other origin may read, to a page of one.
    context.res.headers.append("Vary", "Origin");
  };
}
