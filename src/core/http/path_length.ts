/** Refuses paths longer than any path of this server, so that processing a path takes bounded time. */
import type { MiddlewareHandler } from "hono";
import { message } from "../messages/mod.ts";
import type { RequestVariables } from "./context.ts";
import { ApiError } from "./errors.ts";

const MOST_CHARACTERS = 2048;

/** 414 (RFC 9110 section 15.5.15); queries may be longer. */
export function boundedPaths(): MiddlewareHandler<RequestVariables> {
  return async function boundedPaths(context, next) {
    if (context.req.path.length > MOST_CHARACTERS) throw new ApiError(414, message("http.path_too_long"));
    await next();
  };
}
