/** What becomes of files that were committed provisionally. */
import { logger } from "../log.ts";
import type { Store, UnconfirmedFile, Upload } from "./store.ts";

/** Whose uploads they are. */
export interface Uploads {
  /** Under which their log lines stand. */
  feature: string;
  /** Milliseconds since the last byte was written; by default an hour, after which no upload can be under way. */
  olderThan?: number;
  /** Whether a path in the store is one of theirs. */
  isTheirs(path: string): boolean;
  /** Removes a file that belongs to nobody. @returns whether it did */
  removeUnlessKnown(file: UnconfirmedFile): Promise<boolean>;
}

/** Removes what interrupted uploads left in a store, and forgets that the others were in question. */
export async function settleUnconfirmed(
  store: Store,
  { feature, olderThan, isTheirs, removeUnlessKnown }: Uploads,
): Promise<void> {
  let count = 0;
  for (const file of await store.listUnconfirmed(olderThan)) {
    if (!isTheirs(file.path)) continue;
    if (await removeUnlessKnown(file)) count++;
    await file.confirm();
  }
  if (count === 0) return;
  const { location } = store;
  logger(feature).info("Removed {count} files of uploads that were interrupted from {location}", { count, location });
}

/** Confirms an upload that is decided. What cannot be confirmed now is looked at again by `settleUnconfirmed()`. */
export async function confirmDecided(upload: Upload, { location }: Store, feature: string): Promise<void> {
  await upload.confirm().catch((error) => {
    logger(feature).warn("A note of an upload stays in {location}: {error}", { location, error });
  });
}
