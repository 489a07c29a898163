/** Puts an original in its place together with the rows that name it. */
import { message } from "../../core/messages/mod.ts";
import type { Sql, Transaction } from "../../core/db/sql.ts";
import { ApiError } from "../../core/http/errors.ts";
import type { PeriodicTask } from "../jobs/mod.ts";
import { pictureExists } from "../pictures/mod.ts";
import type { Services } from "../../core/services.ts";
import {
  ALLSKY_FOLDER,
  confirmDecided,
  FileExistsError,
  hdPath,
  isStorageFault,
  pictureOfPath,
  settleUnconfirmed,
  type Store,
  StoreUnreachableError,
  type UnconfirmedFile,
} from "../../core/storage/mod.ts";
import { isRolledBack, readRefusal } from "./database_refusals.ts";
import { lockOriginals } from "./file_queries.ts";
import { type ReceivedBytes, refuseWithoutSpace } from "./receive_file.ts";
import { idConflict } from "./rejection.ts";

/** In the log. */
const FEATURE = "uploads";

/** An original that is on the disk, and that no row names yet. */
export interface StoredOriginal {
  /** Of the picture. */
  id: string;
  bytes: Pick<ReceivedBytes, "upload">;
}

/**
 * Stores the bytes of a picture durably, then runs the transaction that makes it known. When the transaction is refused,
 * the bytes go too.
 * @param id of the picture
 * @param isWanted whether the client asked for this id: another picture may have it
 * @throws TrackedRejection or ApiError for what the database refuses
 */
export function storeWith<T>(
  bytes: ReceivedBytes,
  picture: { id: string; isWanted: boolean },
  services: Services,
  transaction: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const { id } = picture;
  return storeBefore(bytes, picture, services, () => inTransaction(services.sql, [{ id, bytes }], transaction));
}

/**
 * Runs the transaction that makes pictures known whose originals are on the disk.
 * @throws StoreUnreachableError when somebody took one of them for that of a dead process
 */
export async function inTransaction<T>(
  sql: Sql,
  originals: StoredOriginal[],
  transaction: (tx: Transaction) => Promise<T>,
): Promise<T> {
  // The client would resolve promises inside of an array; there are none.
  return await sql.begin(async (tx) => {
    const ids = originals.map(({ id }) => id);
    const [, result] = await Promise.all([lockOriginals(tx, ids), transaction(tx)]);
    const taken = await Promise.all(originals.map(({ bytes }) => bytes.upload.isTaken()));
    const lost = originals.find((_, index) => taken[index]);
    if (lost) throw new StoreUnreachableError(`${hdPath(lost.id)} was taken for that of a dead process`);
    return result;
  }) as T;
}

/** As `storeWith()`, for a transaction that others may share; it has to be run with `inTransaction()`. */
export async function storeBefore<T>(
  bytes: ReceivedBytes,
  { id, isWanted }: { id: string; isWanted: boolean },
  { sql, metrics }: Services,
  commit: () => Promise<T>,
): Promise<T> {
  const path = hdPath(id);
  try {
    await bytes.upload.commit(path, { mayReplace: !isWanted, isProvisional: true });
  } catch (cause) {
    if (cause instanceof FileExistsError) throw idConflict();
    // The file may be there all the same. One whose id others may use at this moment is left to `removeUnconfirmed()`.
    if (!isWanted) await removeAndConfirm(bytes, path).catch(() => {});
    refuseWithoutSpace(cause);
    if (isStorageFault(cause)) throw cause;
    throw new ApiError(500, message("uploads.not_saved"), { cause });
  }
  try {
    const result = await commit();
    await confirmDecided(bytes.upload, bytes.store, FEATURE);
    metrics?.countUpload("kept");
    return result;
  } catch (error) {
    if (isRolledBack(error) || !await pictureExists(sql, id)) await bytes.store.remove(path);
    await confirmDecided(bytes.upload, bytes.store, FEATURE);
    throw readRefusal(error);
  }
}

async function removeAndConfirm(bytes: ReceivedBytes, path: string): Promise<void> {
  await bytes.store.remove(path);
  await bytes.upload.confirm();
}

/**
 * Removes originals whose process was killed before the database knew the picture: nobody was told that they are safe, and
 * nothing names them. Others of the store are never touched.
 * @param olderThan milliseconds since the last byte was written; by default an hour, after which no upload can be under way
 */
export async function removeUnconfirmed({ sql, stores }: Services, olderThan?: number): Promise<void> {
  for (const store of [stores.tmp, stores.permanent]) {
    await settleUnconfirmed(store, {
      feature: FEATURE,
      olderThan,
      // Files of cameras have their own task.
      isTheirs: (path) => !path.startsWith(`${ALLSKY_FOLDER}/`),
      removeUnlessKnown: (file) => removeWithoutRow(file, store, sql),
    });
  }
}

/**
 * Under the lock of its picture: a process that writes the row at this moment either has written it, or finds its note taken and
 * writes none. That happens when it seemed to be dead, as after a restart of PostgreSQL.
 * @returns whether the file was removed
 */
async function removeWithoutRow(file: UnconfirmedFile, store: Store, sql: Sql): Promise<boolean> {
  const id = pictureOfPath(file.path);
  return id !== undefined && await sql.begin(async (tx) => {
    await lockOriginals(tx, [id]);
    if (await pictureExists(tx, id) || !await file.take()) return false;
    await store.remove(file.path);
    return true;
  });
}

/** Every hour. */
export const removeUnconfirmedTask: PeriodicTask = {
  name: "removing files of interrupted uploads",
  pattern: () => "23 * * * *",
  run: (services) => removeUnconfirmed(services),
};
