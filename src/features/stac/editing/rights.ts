/** Who may edit what of an object that they see; permission_links.ts announces the same to callers. */
import type { Account } from "../../../core/http/account.ts";
import { mayWrite } from "../../accounts/mod.ts";
import type { Message } from "../../../core/messages/mod.ts";
import { ApiError } from "../../../core/http/errors.ts";
import type { Ownership } from "../permission_links.ts";

/** What an edit is about. */
export interface EditScope {
  /** Title, visibility: only for the owner and administrators. */
  touchesOwnerFields: boolean;
  /** Headings, position, order, tags: for others too, where the owner lets them. */
  touchesMetadata: boolean;
}

/**
 * Refuses an edit that the caller has no right to.
 * @param refusals what is said of fields of the owner, and of metadata
 * @throws ApiError 403
 */
export function checkEditRights(
  caller: Account,
  ownership: Ownership,
  scope: EditScope,
  refusals: { ownerFields: Message; metadata: Message },
): void {
  if (mayWrite(caller, ownership.account_id)) return;
  if (scope.touchesOwnerFields) throw new ApiError(403, refusals.ownerFields);
  if (scope.touchesMetadata && !ownership.is_collaborative) throw new ApiError(403, refusals.metadata);
}
