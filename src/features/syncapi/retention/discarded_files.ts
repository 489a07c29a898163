/**
 * Deletes files whose rows are gone. What is to be deleted is written down in the transaction that removes the row, so that
 * a crash in between leaves nothing behind for good; an upload that takes the name again strikes it off first.
 */
import type { Sql, Transaction } from "../../../core/db/sql.ts";
import type { Store } from "../../../core/storage/mod.ts";
import { storedPath } from "../stored_path.ts";

const BATCH = 500;

/** Notes files for deletion. */
export async function discardFiles(tx: Transaction, paths: string[]): Promise<void> {
  if (paths.length === 0) return;
  await tx`INSERT INTO allsky_discarded_files (path) SELECT unnest(${paths}::text[]) ON CONFLICT DO NOTHING`;
}

/** Strikes a file off, since it is about to be there again. Waits for whoever is deleting it now. */
export async function keepFile(tx: Transaction, path: string): Promise<void> {
  await tx`DELETE FROM allsky_discarded_files WHERE path = ${path}`;
}

/** Deletes these files, unless somebody took their names again meanwhile. */
export async function deleteDiscardedFiles(sql: Sql, store: Store, paths: string[]): Promise<void> {
  for (const path of paths) {
    await sql.begin(async (tx) => {
      const { count } = await tx`DELETE FROM allsky_discarded_files WHERE path = ${path}`;
      // The lock on the row is held until the file is gone.
      if (count > 0) await store.remove(storedPath(path));
    });
  }
}

/** Deletes what crashes left behind. @returns how many files */
export async function deleteAllDiscardedFiles(sql: Sql, store: Store): Promise<number> {
  let deleted = 0;
  for (;;) {
    const rows = await sql<{ path: string }[]>`SELECT path FROM allsky_discarded_files ORDER BY path LIMIT ${BATCH}`;
    if (rows.length === 0) return deleted;
    await deleteDiscardedFiles(sql, store, rows.map(({ path }) => path));
    deleted += rows.length;
  }
}
