/** Gives each request an id, and logs it with its status and duration. */
import type { MiddlewareHandler } from "hono";
import { withContext } from "@logtape/logtape";
import { logger } from "../log.ts";
import type { RequestVariables } from "./context.ts";

const log = logger("http");
/** Ids of a proxy in front are kept when they look harmless. */
const ACCEPTABLE_ID = /^[\w.-]{1,64}$/;

/** The id is in every log line of the request and in the `X-Request-Id` header of its answer. */
export function requestLog(): MiddlewareHandler<RequestVariables> {
  return async function requestLog(context, next) {
    const given = context.req.header("X-Request-Id");
    const id = given && ACCEPTABLE_ID.test(given) ? given : crypto.randomUUID().slice(0, 8);
    const start = performance.now();
    context.set("requestId", id);
    await withContext({ request_id: id }, async () => {
      await next();
      context.res.headers.set("X-Request-Id", id);
      log.debug("{method} {path} {status} {milliseconds} ms", {
        method: context.req.method,
        path: context.req.path,
        status: context.res.status,
        milliseconds: Math.round(performance.now() - start),
      });
    });
  };
}
