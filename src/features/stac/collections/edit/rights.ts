/** Whose a sequence is, for whoever sees it. */
import type { Queryable } from "../../../../core/db/sql.ts";
import type { Account } from "../../../../core/http/account.ts";
import { ApiError } from "../../../../core/http/errors.ts";
import { message } from "../../../../core/messages/mod.ts";
import { mayWrite } from "../../../accounts/mod.ts";
import type { Ownership } from "../../permission_links.ts";
import { privilegedViewerOf, type Viewer } from "../../visibility.ts";
import { findSequenceOwnership } from "./queries.ts";

/** @throws ApiError 404 when the viewer sees no such collection */
export async function visibleSequence(sql: Queryable, id: string, viewer: Viewer): Promise<Ownership> {
  const sequence = await findSequenceOwnership(sql, id, viewer);
  if (!sequence) throw new ApiError(404, message("stac.collection_not_found", { id }));
  return sequence;
}

/** @throws ApiError as `visibleSequence()`, and 403 when the collection belongs to another account */
export async function requireOwn(sql: Queryable, id: string, caller: Account): Promise<void> {
  const { account_id } = await visibleSequence(sql, id, privilegedViewerOf(caller));
  if (!mayWrite(caller, account_id)) throw new ApiError(403, message("stac.sequence_of_others"));
}
