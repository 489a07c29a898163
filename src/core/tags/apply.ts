/** Changes the tags of one object, all of them or none. */
import { isUniqueViolation } from "../db/errors.ts";
import type { Transaction } from "../db/sql.ts";
import { ApiError } from "../http/errors.ts";
import { message } from "../messages/mod.ts";
import { deleteAnnotation, deleteTags, hasTags, insertTags, lockTags, recordTagUpdates } from "./queries.ts";
import type { TagUpdate } from "./tag_updates.ts";
import type { TaggedObject } from "./tagged_object.ts";

/** A key and a value together have to fit into a page of an index. */
const PROGRAM_LIMIT_EXCEEDED = "54000";

/**
 * Deletes and adds tags, notes it in the history, and moves the object on. The deletes come first, so that a delete and an
 * add of one key replace its value. An annotation that lost its last tag goes: without tags it says nothing.
 * @param editor id of the account that asks for it
 * @returns `removed` for an annotation that is gone
 * @throws ApiError 400 for a tag that is there already; the transaction has to be rolled back then
 */
export async function applyTagUpdates(
  tx: Transaction,
  object: TaggedObject,
  updates: TagUpdate[],
  editor: string,
): Promise<"kept" | "removed"> {
  if (updates.length === 0) return "kept";
  const removed = updates.filter(({ action }) => action === "delete");
  const added = updates.filter(({ action }) => action === "add");
  await lockTags(tx, object);
  if (removed.length > 0) await deleteTags(tx, object, removed);
  if (added.length > 0) await insertTags(tx, object, added, editor).catch(refuseTags);
  await recordTagUpdates(tx, object, updates, editor);
  if (object.kind !== "annotation" || added.length > 0 || await hasTags(tx, object)) return "kept";
  await deleteAnnotation(tx, object.id);
  return "removed";
}

function refuseTags(error: { code?: string; detail?: string }): never {
  if (isUniqueViolation(error)) {
    throw new ApiError(400, message("tags.duplicate"), {
      details: { duplicate: error.detail },
    });
  }
  if (error.code === PROGRAM_LIMIT_EXCEEDED) {
    throw new ApiError(400, message("tags.too_long"));
  }
  throw error;
}
