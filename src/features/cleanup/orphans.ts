/** Files of the stores that belong to no picture of the database. */
import type { Sql } from "../../core/db/sql.ts";
import { pictureOfPath, type Store, type StoredFile } from "../../core/storage/mod.ts";
import { findPictures } from "./queries.ts";

const BATCH = 1000;
/** A file is stored before the row that names it: one without a row may have it in a moment. Milliseconds. */
const YOUNGEST = 60_000;

/** Files of which the database knows no picture, leaving out what was just uploaded. */
export async function* findOrphans(sql: Sql, store: Store): AsyncGenerator<StoredFile> {
  const newest = Date.now() - YOUNGEST;
  let batch: StoredFile[] = [];
  for await (const file of store.walk()) {
    if (file.modifiedAt.getTime() <= newest) batch.push(file);
    if (batch.length < BATCH) continue;
    yield* withoutPicture(sql, batch);
    batch = [];
  }
  yield* withoutPicture(sql, batch);
}

async function* withoutPicture(sql: Sql, files: StoredFile[]): AsyncGenerator<StoredFile> {
  const ids = new Map(files.map((file) => [file, pictureOfPath(file.path)]));
  const wanted = [...new Set(ids.values())].filter((id) => id !== undefined);
  const known = wanted.length > 0 ? await findPictures(sql, wanted) : new Set();
  // A file whose name is not that of a picture was put there by another program.
  for (const [file, id] of ids) if (id !== undefined && !known.has(id)) yield file;
}

/** Deletes the files of which the database knows no picture. @returns how many */
export async function removeOrphans(sql: Sql, store: Store): Promise<number> {
  let count = 0;
  for await (const { path } of findOrphans(sql, store)) {
    await store.remove(path);
    count++;
  }
  return count;
}
