/** Deletes a sequence with its pictures. */
import type { Transaction } from "../../core/db/sql.ts";
import { deletePicturesOfSequence, lockForDeletion, markDeleted } from "./queries.ts";

/**
 * What is left is a tombstone. Files go later, by jobs; a picture that is in another sequence too stays there.
 * @param editor id of the account that asks for it
 */
export async function deleteSequence(tx: Transaction, id: string, editor: string): Promise<void> {
  await lockForDeletion(tx, id);
  await markDeleted(tx, id, editor);
  await deletePicturesOfSequence(tx, id);
}
