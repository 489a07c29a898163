/**
 * Deletes files whose rows are gone. The transaction that removes a row records its file for deletion, so a crash leaves nothing
 * behind for good. An upload that reuses the path removes the record first.
 */
import type { Sql, Transaction } from "../../../core/db/sql.ts";
import { allskyPath, type Store } from "../../../core/storage/mod.ts";

const BATCH = 500;

/** Records files for deletion. */
export async function discardFiles(tx: Transaction, paths: string[]): Promise<void> {
  if (paths.length === 0) return;
  await tx`INSERT INTO allsky_discarded_files (path) SELECT unnest(${paths}::text[]) ON CONFLICT DO NOTHING`;
}

/** Removes the record of a file that is about to be written again. Waits while it is being deleted. */
export async function keepFile(tx: Transaction, path: string): Promise<void> {
  await tx`DELETE FROM allsky_discarded_files WHERE path = ${path}`;
}

/** Deletes these files, except those that have been written again in the meantime. */
export async function deleteDiscardedFiles(sql: Sql, store: Store, paths: string[]): Promise<void> {
  for (const path of paths) {
    await sql.begin(async (tx) => {
      const { count } = await tx`DELETE FROM allsky_discarded_files WHERE path = ${path}`;
      // The lock on the row is held until the file is gone.
      if (count > 0) await store.remove(allskyPath(path));
    });
  }
}

/** Deletes all files that are recorded for deletion, such as those that a crash left. @returns how many files */
export async function deleteAllDiscardedFiles(sql: Sql, store: Store): Promise<number> {
  let deleted = 0;
  for (;;) {
    const rows = await sql<{ path: string }[]>`SELECT path FROM allsky_discarded_files ORDER BY path LIMIT ${BATCH}`;
    if (rows.length === 0) return deleted;
    await deleteDiscardedFiles(sql, store, rows.map(({ path }) => path));
    deleted += rows.length;
  }
}
