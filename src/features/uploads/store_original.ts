/** Puts an original in its place together with the rows that name it. */
import { message } from "../../core/messages/mod.ts";
import type { Transaction } from "../../core/db/sql.ts";
import { ApiError } from "../../core/http/errors.ts";
import { pictureExists } from "../pictures/mod.ts";
import type { Services } from "../../core/services.ts";
import { FileExistsError, hdPath, isStorageFault } from "../../core/storage/mod.ts";
import { isRolledBack, readRefusal } from "./database_refusals.ts";
import { type ReceivedBytes, refuseWithoutSpace } from "./receive_file.ts";
import { idConflict } from "./rejection.ts";

/**
 * Stores the bytes of a picture durably, then runs the transaction that makes it known. When the transaction is refused,
 * the bytes go too.
 * @param id of the picture
 * @param isWanted whether the client asked for this id: another picture may have it
 * @throws TrackedRejection or ApiError for what the database refuses
 */
export async function storeWith<T>(
  bytes: ReceivedBytes,
  { id, isWanted }: { id: string; isWanted: boolean },
  { sql, metrics }: Services,
  transaction: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const path = hdPath(id);
  try {
    await bytes.upload.commit(path, { mayReplace: !isWanted });
  } catch (cause) {
    if (cause instanceof FileExistsError) throw idConflict();
    refuseWithoutSpace(cause);
    if (isStorageFault(cause)) throw cause;
    throw new ApiError(500, message("uploads.not_saved"), { cause });
  }
  try {
    // The client would resolve promises inside of an array; there are none.
    const result = await sql.begin(transaction) as T;
    metrics?.countUpload("kept");
    return result;
  } catch (error) {
    if (isRolledBack(error) || !await pictureExists(sql, id)) await bytes.store.remove(path);
    throw readRefusal(error);
  }
}
