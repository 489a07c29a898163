/** Who may arrange the pictures of a collection, and what is said when it cannot be done. */
import type { Queryable } from "../../../../core/db/sql.ts";
import type { Account } from "../../../../core/http/account.ts";
import { ApiError } from "../../../../core/http/errors.ts";
import { message, type MessageKey } from "../../../../core/messages/mod.ts";
import { mayWrite } from "../../../accounts/mod.ts";
import { ArrangementError } from "../../../sequences/mod.ts";
import { privilegedViewerOf } from "../../visibility.ts";
import { findSequenceOwnership } from "../edit/queries.ts";

const REFUSALS = {
  "nothing to move": [404, "gallery.no_such_pictures"],
  "nothing left": [409, "gallery.split_leaves_nothing"],
  "other owners": [403, "gallery.merge_other_owner"],
  "itself": [409, "gallery.merge_itself"],
  "too large": [409, "gallery.merge_too_large"],
  "not ready": [409, "gallery.sequence_not_ready"],
} as const satisfies Record<ArrangementError["reason"], readonly [number, MessageKey]>;

/** @throws ApiError 404 when the caller sees no such collection, 403 when it belongs to another account */
export async function requireOwn(sql: Queryable, id: string, caller: Account): Promise<void> {
  const ownership = await findSequenceOwnership(sql, id, privilegedViewerOf(caller));
  if (!ownership) throw new ApiError(404, message("stac.collection_not_found", { id }));
  if (!mayWrite(caller, ownership.account_id)) throw new ApiError(403, message("stac.sequence_of_others"));
}

/**
 * Turns what stops an arrangement into a refusal.
 * @param nothingToMove where something else is to be said of it than that there are no such pictures
 * @throws ApiError
 */
export async function arranged<T>(work: () => Promise<T>, nothingToMove?: ApiError): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ArrangementError)) throw error;
    if (error.reason === "nothing to move" && nothingToMove) throw nothingToMove;
    const [status, key] = REFUSALS[error.reason];
    throw new ApiError(status, message(key));
  }
}
