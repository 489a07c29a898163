/**
 * Clears pictures from the database, the disk, or both: of the whole instance or of some sequences. In batches, so that
 * servers go on answering meanwhile, and so that what was interrupted can be run again.
 */
import pLimit from "p-limit";
import { isTransient } from "../../core/db/errors.ts";
import type { Sql } from "../../core/db/sql.ts";
import { derivatesFolder, hdPath, type Stores } from "../../core/storage/mod.ts";
import { removeOrphans } from "./orphans.ts";
import {
  deleteEmptyUploadSets,
  deletePictures,
  deleteSequence,
  hideSequence,
  listPicturesOfSequence,
  listPicturesWithoutSequence,
  listSequences,
  removeDeletions,
  type Scope,
} from "./queries.ts";

/** What to clear of a picture. */
export interface Parts {
  /** Its rows. */
  database: boolean;
  /** Thumbnail, version of 2048 pixels and tiles. */
  cache: boolean;
  /** The picture itself. */
  originals: boolean;
}

/** What to clear, and where. */
export interface Cleanup extends Scope {
  sql: Sql;
  stores: Stores;
  parts: Parts;
  /** Called with the number of pictures each time some were done. */
  onStep?: (pictures: number) => void;
}

/** What was done. */
export interface CleanupResult {
  pictures: number;
  /** Rows of sequences that were deleted. */
  sequences: number;
}

const BATCH = 500;
const FILES_AT_ONCE = 8;
const PAUSE = 200;
const MOST_ATTEMPTS = 5;
const FIRST_ID = "00000000-0000-0000-0000-000000000000";

/** Clears what is asked for. Pictures uploaded meanwhile stay. */
export async function cleanUp(cleanup: Cleanup): Promise<CleanupResult> {
  const { sql, stores, parts, sequenceIds } = cleanup;
  const start = new Date();
  const result = { pictures: 0, sequences: 0 };
  for await (const id of sequenceIds ?? allSequences(sql)) {
    if (parts.database) await hideSequence(sql, id);
    result.pictures += await cleanPictures(
      cleanup,
      (after) => listPicturesOfSequence(sql, id, cleanup, after, BATCH),
    );
    if (!parts.database) continue;
    await deleteSequence(sql, id);
    result.sequences++;
  }
  if (sequenceIds) return result;

  result.pictures += await cleanPictures(cleanup, (after) => listPicturesWithoutSequence(sql, after, BATCH));
  if (parts.database) { while (await deleteEmptyUploadSets(sql, start, BATCH) === BATCH); }
  const chosen = [
    ...(parts.cache ? [stores.derivates] : []),
    ...(parts.originals ? [stores.permanent, stores.tmp] : []),
  ];
  for (const store of chosen) await removeOrphans(sql, store);
  return result;
}

async function* allSequences(sql: Sql): AsyncGenerator<string> {
  for (let after = FIRST_ID;;) {
    const ids = await listSequences(sql, after, BATCH);
    yield* ids;
    const last = ids.at(-1);
    if (last === undefined || ids.length < BATCH) return;
    after = last;
  }
}

/** @param list the next pictures after an id, in their order */
async function cleanPictures(cleanup: Cleanup, list: (after: string) => Promise<string[]>): Promise<number> {
  let count = 0;
  let isLeft = true;
  while (isLeft) {
    isLeft = false;
    for (let after = FIRST_ID;;) {
      const ids = await list(after);
      const done = await cleanBatch(cleanup, ids);
      count += done;
      cleanup.onStep?.(done);
      isLeft ||= done < ids.length;
      const last = ids.at(-1);
      if (last === undefined || ids.length < BATCH) break;
      after = last;
    }
    // What runners work on now.
    if (isLeft) await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  return count;
}

async function cleanBatch({ sql, stores, parts }: Cleanup, ids: string[]): Promise<number> {
  if (ids.length === 0) return 0;
  if (!parts.database) {
    await removeFiles(stores, parts, ids);
    return ids.length;
  }
  const keepsFiles = !(parts.cache && parts.originals);
  const deleted = await trying(() => deletePictures(sql, ids, keepsFiles));
  await removeFiles(stores, parts, deleted);
  // Until here, they would have had a runner delete the files should this process end.
  if (!keepsFiles) await removeDeletions(sql, deleted);
  return deleted.length;
}

async function removeFiles(stores: Stores, parts: Parts, ids: string[]): Promise<void> {
  await pLimit(FILES_AT_ONCE).map(ids, async (id) => {
    // The originals go first: a server could make the others again.
    if (parts.originals) {
      await stores.permanent.remove(hdPath(id));
      await stores.tmp.remove(hdPath(id));
    }
    if (parts.cache) await stores.derivates.removeFolder(derivatesFolder(id));
  });
}

/** Again when another transaction was in the way. */
async function trying<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1;; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === MOST_ATTEMPTS || !isTransient(error)) throw error;
    }
  }
}
