/** The one place that turns errors into answers. */
import { isDatabaseAway } from "../db/errors.ts";
import { StoreUnreachableError } from "../storage/mod.ts";
import type { RequestContext } from "./context.ts";
import { logger } from "../log.ts";
import { ApiError } from "./errors.ts";
import { languageOf } from "./languages.ts";
import { translate } from "./messages/mod.ts";
import type { Router } from "./router.ts";

const log = logger("http");

/** Seconds after which a server whose database or bucket was away may be asked again: about what a restart of PostgreSQL takes. */
const RETRY_AFTER = 2;

/** An `ApiError` as its body; 503 without a database or a bucket; anything else is a defect: 500, logged with the request's id. */
export function answerError(error: Error, context: RequestContext): Response {
  if (error instanceof ApiError) {
    logCause(error, context);
    const body = error.bare
      ? error.body()
      : { ...error.body(), message: translate(error.message, languageOf(context)) };
    return Response.json(body, { status: error.status, headers: { "Vary": "Accept-Language", ...error.headers() } });
  }
  if (isDatabaseAway(error) || error instanceof StoreUnreachableError) {
    log.warn("{method} {path}: {message}", { ...request(context), message: error.message });
    const message = translate("The server cannot do this just now, try again soon", languageOf(context));
    return Response.json({ message, status_code: 503 }, {
      status: 503,
      headers: { "Retry-After": String(RETRY_AFTER) },
    });
  }
  const id = context.get("requestId");
  log.error("{method} {path} failed: {error}", { ...request(context), error });
  return Response.json({ message: "Internal server error", status_code: 500, request_id: id }, { status: 500 });
}

/** Keeps what went wrong below for the administrator. */
export function logCause({ message, cause }: ApiError, context: RequestContext): void {
  if (cause) log.error("{method} {path}: {message}: {cause}", { ...request(context), message, cause });
}

function request({ req }: RequestContext): { method: string; path: string } {
  return { method: req.method, path: req.path };
}

/** 405 with `Allow` when the path exists for other methods, else 404 (RFC 9110 section 15.5.6). */
export function answerUnknownPath(context: RequestContext, router: Router): Response {
  const methods = router.methodsFor(context.req.path);
  if (methods.length === 0) return Response.json({ message: "Not found", status_code: 404 }, { status: 404 });
  const allowed = [...new Set([...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"])].sort();
  return Response.json({ message: "Method not allowed", status_code: 405 }, {
    status: 405,
    headers: { Allow: allowed.join(", ") },
  });
}
