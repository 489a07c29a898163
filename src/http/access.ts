/** Who may call a route. Every route declares one of these rules; the router runs it before the handler. */
import type { MiddlewareHandler } from "hono";
import { resolveCaller } from "../accounts/caller.ts";
import type { Services } from "../services.ts";
import type { RequestVariables } from "./context.ts";
import { guardError } from "./errors.ts";

export type Access =
  /** Everybody sees the same: the caller is not looked up. */
  | "open"
  /** Everybody; the answer depends on who calls. */
  | "anyone"
  /** A write by anybody, anonymous callers included. */
  | "anyone-writes"
  /** A write by a known caller, or by anybody when the instance allows anonymous uploads. */
  | "uploader"
  /** A write by a known caller. */
  | "logged-writes"
  /** A read by a known caller; browsers are sent to the login page. */
  | "logged-reads";

const WRITES: Access[] = ["anyone-writes", "uploader", "logged-writes"];

/** The middleware of an access rule. Order matters: read-only before login, both before the body is read. */
export function guard(access: Access, services: Services): MiddlewareHandler<RequestVariables> {
  const { settings } = services;
  return async function guard(context, next) {
    if (settings.API_READ_ONLY && WRITES.includes(access)) {
      throw guardError(401, "The instance is read only for the moment, no modification are authorized");
    }
    if (access === "open") return await next();
    const caller = await resolveCaller(context, services);
    context.set("caller", caller);
    if (!caller && requiresCaller(access, services)) {
      if (access !== "logged-reads") throw guardError(401, "Authentication is mandatory");
      throw guardError(403, "Authentication has not been activated in this instance, impossible to log in.");
    }
    await next();
  };
}

function requiresCaller(access: Access, { settings }: Services): boolean {
  return access === "logged-writes" || access === "logged-reads" ||
    (access === "uploader" && settings.API_FORCE_AUTH_ON_UPLOAD);
}
