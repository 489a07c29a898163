/** Edits and deletes collections. */
import type { Account } from "../../../../core/http/account.ts";
import { applyTagUpdates } from "../../../../core/tags/mod.ts";
import type { Sql } from "../../../../core/db/sql.ts";
import { message } from "../../../../core/messages/mod.ts";
import {
  beginDeletion,
  deletePicturesOfEnded,
  lockPicturesOfSequence,
  sortSequence,
  updateHeadings,
} from "../../../sequences/mod.ts";
import { checkEditRights } from "../../editing/rights.ts";
import { privilegedViewerOf } from "../../visibility.ts";
import type { CollectionChanges } from "./changes.ts";
import { updateSequence } from "./queries.ts";
import { requireOwn, visibleSequence } from "./rights.ts";

/**
 * Changes a collection in one go: all of it, or nothing.
 * @throws ApiError 404 when the caller sees no such collection, 403 without the right to it, 422 when it cannot be sorted
 */
export async function editCollection(
  sql: Sql,
  id: string,
  changes: CollectionChanges,
  caller: Account,
): Promise<void> {
  const { title, visibility, sort, relativeHeading, tags } = changes;
  await sql.begin(async (tx) => {
    checkEditRights(caller, await visibleSequence(tx, id, privilegedViewerOf(caller)), {
      touchesOwnerFields: title !== undefined || visibility !== undefined,
      touchesMetadata: sort !== undefined || relativeHeading !== undefined || tags.length > 0,
    }, {
      ownerFields: message("stac.sequence_owner_fields"),
      metadata: message("stac.sequence_not_collaborative"),
    });
    const movesHeadings = sort !== undefined || relativeHeading !== undefined;
    const among = movesHeadings ? await lockPicturesOfSequence(tx, id) : [];
    // Before the pictures: their changes are recorded as a consequence of this.
    await updateSequence(tx, id, changes, caller.id);
    if (sort) await sortSequence(tx, id, sort);
    if (relativeHeading !== undefined) {
      await updateHeadings(tx, id, { relative: relativeHeading, onlyMissing: false, editor: caller.id, among });
    } else if (sort) {
      await updateHeadings(tx, id, { editor: caller.id, among });
    }
    await applyTagUpdates(tx, { kind: "sequence", id }, tags, caller.id);
  });
}

/**
 * Deletes a collection with its pictures.
 * @throws ApiError 404 when the caller sees no such collection, 403 when it belongs to another account
 */
export async function deleteCollection(sql: Sql, id: string, caller: Account): Promise<void> {
  await sql.begin(async (tx) => {
    await requireOwn(tx, id, caller);
    await beginDeletion(tx, id, caller.id);
  });
  await deletePicturesOfEnded(sql, id);
}
