/** Edits and deletes items. */
import type { Account } from "../../../../core/http/account.ts";
import { applyTagUpdates } from "../../../../core/tags/mod.ts";
import type { Sql } from "../../../../core/db/sql.ts";
import { message } from "../../../../core/messages/mod.ts";
import { deletePictures } from "../../../pictures/mod.ts";
import { checkEditRights } from "../../editing/rights.ts";
import { type ItemChanges, touchesMetadata } from "./changes.ts";
import { updatePicture } from "./queries.ts";
import { type ItemAddress, requireOwn, visiblePicture } from "./rights.ts";

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
    await requireOwn(tx, { id, collection }, caller);
    await deletePictures(tx, [id]);
  });
}
