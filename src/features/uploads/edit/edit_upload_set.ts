/** Changes and deletes upload sets, each in one transaction. */
import { message } from "../../../core/messages/mod.ts";
import { applyTagUpdates } from "../../../core/tags/mod.ts";
import type { Sql } from "../../../core/db/sql.ts";
import { ApiError } from "../../../core/http/errors.ts";
import type { UploadSetChanges } from "../parameters.ts";
import { deletePicturesOfEnded, endInParts } from "../../sequences/mod.ts";
import {
  deleteUploadSet,
  findDefaultAccount,
  findOwnLongCollections,
  lockForEdit,
  updateUploadSet,
  updateVisibility,
} from "./queries.ts";

/**
 * Changes a set. Its collections follow in tags and visibility; how pictures are sorted and split counts from the next
 * dispatch on.
 * @param editor account of the caller; null for an anonymous one, who acts for the default account
 * @throws ApiError 404 when the set is gone, 400 for a tag that is there already
 */
export async function editUploadSet(
  sql: Sql,
  id: string,
  changes: UploadSetChanges,
  editor: string | null,
): Promise<void> {
  await sql.begin(async (tx) => {
    const collections = await lockForEdit(tx, id);
    if (!collections) throw unknownSet();
    const account = editor ?? await findDefaultAccount(tx);
    if (!account) throw new ApiError(500, message("accounts.no_default_account"));
    const { semantics, ...fields } = changes;
    await updateUploadSet(tx, id, fields);
    if (changes.visibility) await updateVisibility(tx, collections, changes.visibility, account);
    await applyTagUpdates(tx, { kind: "upload_set", id }, semantics ?? [], account);
    for (const collection of collections) {
      await applyTagUpdates(tx, { kind: "sequence", id: collection }, semantics ?? [], account);
    }
  });
}

/**
 * Deletes a set and all its pictures; jobs then delete the files. It may be gone already. Its long collections go before, in parts,
 * as everybody else waits for a transaction of the embedded database.
 */
export async function removeUploadSet(sql: Sql, id: string): Promise<void> {
  for (const collection of await findOwnLongCollections(sql, id)) {
    await sql.begin(async (tx) => {
      // Whoever put pictures of others into it meanwhile has its pictures deleted by the last transaction, and no others.
      if (!await lockForEdit(tx, id) || !(await findOwnLongCollections(tx, id)).includes(collection)) return;
      await endInParts(tx, collection, null);
    });
    await deletePicturesOfEnded(sql, collection);
  }
  await sql.begin(async (tx) => {
    const collections = await lockForEdit(tx, id);
    if (collections) await deleteUploadSet(tx, id, collections);
  });
}

/** There is no such set, or the caller may not know of it. */
export function unknownSet(): ApiError {
  return new ApiError(404, message("uploads.set_not_found"));
}
