/**
 * Who may change what: the one place that decides. Every route that changes something which belongs to somebody asks here;
 * docs/security.md has the rules in words, docs/permissions.md what follows from them for each route.
 */
import type { Queryable } from "../../core/db/sql.ts";
import type { Account } from "../../core/http/account.ts";
import { callerOf, loggedCallerOf, type RequestContext } from "../../core/http/context.ts";
import { ApiError } from "../../core/http/errors.ts";
import type { Message } from "../../core/messages/mod.ts";
import type { Services } from "../../core/services.ts";
import { isMaker } from "./anonymous_makers.ts";
import { hasLocalLogins } from "./local/queries.ts";

/** Whether a known caller may change or delete what belongs to an account. Nobody is let through without one. */
export function mayWrite(caller: Account | null, owner: string): boolean {
  return caller !== null && (caller.id === owner || caller.role === "admin");
}

/** Something that belongs to an account. */
export interface Owned {
  /** Its account. */
  owner: string;
  /** The upload set that it is, or is a part of. */
  uploadSet?: string | null;
  /** The collection that it is, or is a part of. */
  collection?: string | null;
}

/**
 * Refuses callers who may not change something. Without credentials one may only change what belongs to the default account
 * and what one made oneself; the access rule of the route decides before whether such callers are let through at all.
 * @param refusal the message of the error
 * @param options `isOwnerOnly`: administrators do not count, because what is added would be theirs
 * @throws ApiError 403
 */
export async function requireWriter(
  context: RequestContext,
  { sql, settings }: Pick<Services, "settings"> & { sql: Queryable },
  owned: Owned,
  refusal: Message,
  { isOwnerOnly = false } = {},
): Promise<void> {
  const caller = callerOf(context);
  const isAllowed = caller === null
    ? await isMaker(sql, context, settings, owned)
    : isOwnerOnly
    ? caller.id === owned.owner
    : mayWrite(caller, owned.owner);
  if (!isAllowed) throw new ApiError(403, refusal);
}

/**
 * Whether callers without credentials may upload. Once people can log in with a password they are asked to, unless the instance
 * wants to keep anonymous uploads.
 */
export async function acceptsAnonymousUploads({ settings, sql }: Pick<Services, "settings" | "sql">): Promise<boolean> {
  if (settings.API_FORCE_AUTH_ON_UPLOAD) return false;
  if (settings.API_KEEP_ANONYMOUS_UPLOADS || settings.OAUTH_PROVIDER !== "local") return true;
  return !await hasLocalLogins(sql);
}

/**
 * Refuses callers who are not administrators, on a route that only lets logged callers through.
 * @param message of the refusal
 * @throws ApiError 403
 */
export function requireAdministrator(context: RequestContext, message: Message): void {
  if (loggedCallerOf(context).role !== "admin") throw new ApiError(403, message);
}
