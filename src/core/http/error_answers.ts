/** The one place that turns errors into answers. */
import {
  isDatabaseAway,
  isNestedTooDeeply,
  isPlaceExcluded,
  isStatementTimeout,
  isValueRefused,
} from "../db/errors.ts";
import { isOutOfSpace, isStorageFault } from "../storage/mod.ts";
import type { RequestContext } from "./context.ts";
import { logger } from "../log.ts";
import { ApiError, RETRY_AFTER_FULL } from "./errors.ts";
import { languageOf } from "./language_of.ts";
import { type Language, Message, message, translate } from "../messages/mod.ts";
import type { Router } from "./router.ts";

const log = logger("http");

/** Seconds after which a server whose database or bucket was away may be asked again: about what a restart of PostgreSQL takes. */
const RETRY_AFTER = 2;

/** An `ApiError` as its body; 503 without a database or a store, 507 when that is full; anything else is a defect: 500, logged with the request's id. */
export function answerError(error: Error, context: RequestContext): Response {
  const language = languageOf(context);
  if (error instanceof ApiError) {
    logCause(error, context);
    const body = error.body(error.bare ? error.message : translate(error.text, language));
    return answerJson(body, language, error.status, error.headers());
  }
  if (isDatabaseAway(error) || isStatementTimeout(error) || isStorageFault(error)) {
    log.warn("{method} {path}: {message}", { ...request(context), message: error.message });
    const text = message("http.try_again_soon");
    return answerJson({ message: text, status_code: 503 }, language, 503, { "Retry-After": String(RETRY_AFTER) });
  }
  if (isOutOfSpace(error)) {
    log.error("{method} {path}: {message}", { ...request(context), message: error.message });
    // RFC 4918, 11.5.
    return answerJson({ message: message("storage.no_room"), status_code: 507 }, language, 507, {
      "Retry-After": String(RETRY_AFTER_FULL),
    });
  }
  if (isNestedTooDeeply(error)) {
    return answerJson({ message: message("http.nested_too_deeply"), status_code: 400 }, language, 400, {});
  }
  if (isPlaceExcluded(error)) {
    return answerJson({ message: message("uploads.in_excluded_area"), status_code: 400 }, language, 400, {});
  }
  if (isValueRefused(error)) {
    // Not a word of the database: it names tables and columns.
    log.warn("{method} {path}: the database refused a value: {message}", {
      ...request(context),
      message: error.message,
    });
    return answerJson({ message: message("http.value_refused"), status_code: 400 }, language, 400, {});
  }
  const id = context.get("requestId");
  log.error("{method} {path} failed: {error}", { ...request(context), error });
  return answerJson({ message: message("http.internal_error"), status_code: 500, request_id: id }, language, 500, {});
}

/** JSON in which all messages are replaced by their text in a language. */
function answerJson(body: unknown, language: Language, status: number, headers: Record<string, string>): Response {
  const json = JSON.stringify(body, (_, value) => value instanceof Message ? translate(value, language) : value);
  return new Response(json, {
    status,
    headers: { "Content-Type": "application/json", "Vary": "Accept-Language", ...headers },
  });
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
  const language = languageOf(context);
  if (methods.length === 0) {
    return answerJson({ message: message("http.not_found"), status_code: 404 }, language, 404, {});
  }
  const allowed = [...new Set([...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"])].sort();
  return answerJson({ message: message("http.method_not_allowed"), status_code: 405 }, language, 405, {
    Allow: allowed.join(", "),
  });
}
