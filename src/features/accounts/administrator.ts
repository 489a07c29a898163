/** What only administrators may do. */
import { loggedCallerOf, type RequestContext } from "../../core/http/context.ts";
import type { Message } from "../../core/messages/mod.ts";
import { ApiError } from "../../core/http/errors.ts";

/**
 * Refuses callers who are not administrators, on a route that only lets logged callers through.
 * @param message of the refusal
 * @throws ApiError 403
 */
export function requireAdministrator(context: RequestContext, message: Message | string): void {
  if (loggedCallerOf(context).role !== "admin") throw new ApiError(403, message);
}
