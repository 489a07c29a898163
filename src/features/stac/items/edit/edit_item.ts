/** Edits and deletes items. */
import type { Account } from "../../../../core/http/account.ts";
import { mayWrite } from "../../../accounts/mod.ts";
import { applyTagUpdates } from "../../../../core/tags/mod.ts";
import type { Sql, Transaction } from "../../../../core/db/sql.ts";
import { ApiError } from "../../../../core/http/errors.ts";
import { message } from "../../../../core/messages/mod.ts";
import { deletePicture } from "../../../pictures/mod.ts";
import { checkEditRights } from "../../editing/rights.ts";
import type { Ownership } from "../../permission_links.ts";
import { privilegedViewerOf } from "../../visibility.ts";
import { type ItemChanges, touchesMetadata } from "./changes.ts";
import { findPictureOwnership, updatePicture } from "./queries.ts";

/** A picture, and the sequence under which it was asked for. */
export interface ItemAddress {
  id: string;
  collection: string;
}

/**
 * Changes an item in one go: all of it, or nothing. The stored file keeps what the camera wrote.
 * @throws ApiError 404 when the caller sees no such picture in that collection, 403 without the right to it
 */
export async function editItem(
  sql: Sql,
  { id, collection }: ItemAddress,
  changes: ItemChanges,
  caller: Account,
): Promise<void> {
  await sql.begin(async (tx) => {
    checkEditRights(caller, await visiblePicture(tx, { id, collection }, caller), {
      touchesOwnerFields: changes.visibility !== undefined,
      touchesMetadata: touchesMetadata(changes) || changes.tags.length > 0,
    }, {
      ownerFields: message("stac.picture_owner_fields"),
      metadata: message("pictures.not_collaborative"),
    });
    await updatePicture(tx, id, changes, caller.id);
    await applyTagUpdates(tx, { kind: "picture", id }, changes.tags, caller.id);
  });
}

/**
 * Deletes a picture; its files go later, by a job.
 * @throws ApiError 404 when the caller sees no such picture in that collection, 403 when it belongs to another account
 */
export async function deleteItem(sql: Sql, { id, collection }: ItemAddress, caller: Account): Promise<void> {
  await sql.begin(async (tx) => {
    const { account_id } = await visiblePicture(tx, { id, collection }, caller);
    if (!mayWrite(caller, account_id)) throw new ApiError(403, message("stac.picture_of_others"));
    await deletePicture(tx, id);
  });
}

async function visiblePicture(tx: Transaction, { id, collection }: ItemAddress, caller: Account): Promise<Ownership> {
  const picture = await findPictureOwnership(tx, id, privilegedViewerOf(caller), collection);
  if (!picture) throw new ApiError(404, message("pictures.not_in_database", { id }));
  return picture;
}
