/** What is said when the pictures of a collection cannot be arranged. */
import { ApiError } from "../../../../core/http/errors.ts";
import { message, type MessageKey } from "../../../../core/messages/mod.ts";
import { ArrangementError } from "../../../sequences/mod.ts";

const REFUSALS = {
  "nothing to move": [404, "gallery.no_such_pictures"],
  "nothing left": [409, "gallery.split_leaves_nothing"],
  "other owners": [403, "gallery.merge_other_owner"],
  "itself": [409, "gallery.merge_itself"],
  "too large": [409, "gallery.merge_too_large"],
  "not ready": [409, "gallery.sequence_not_ready"],
} as const satisfies Record<ArrangementError["reason"], readonly [number, MessageKey]>;

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
