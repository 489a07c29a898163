/** Opens the three stores of the settings when the program starts, and clears up what a crash left in them. */
import { logger } from "../log.ts";
import type { Settings } from "../settings/mod.ts";
import { LocalStore } from "./local.ts";
import type { Store } from "./store.ts";

/** Where each kind of file lives. */
export interface Stores {
  /** Originals that wait for blurring. */
  tmp: Store;
  /** Pictures as they are published. */
  permanent: Store;
  /** Thumbnails, versions of 2048 pixels and tiles; all can be made again. */
  derivates: Store;
}

/** A store that cannot be used, with the name of the setting to fix. */
export class StorageError extends Error {
  override name = "StorageError";
}

/**
 * Opens the stores, making missing local folders.
 * @throws StorageError when one of them cannot be written to
 */
export async function openStores(urls: Settings["storage"]): Promise<Stores> {
  return {
    tmp: await openStore(urls.tmp, "temporary", "FS_TMP_URL"),
    permanent: await openStore(urls.permanent, "permanent", "FS_PERMANENT_URL"),
    derivates: await openStore(urls.derivates, "derivates", "FS_DERIVATES_URL"),
  };
}

async function openStore(url: string, purpose: string, variable: string): Promise<Store> {
  try {
    // Loaded only where it is used.
    if (url.startsWith("s3://")) return await (await import("./s3/store.ts")).S3Store.open(url);
    return await LocalStore.open(url.replace(/^[a-z][a-z0-9+.-]*:\/\//i, ""));
  } catch (cause) {
    throw new StorageError(
      `Filesystem for ${purpose} (${variable}) is not accessible. Please check your URL is correct: ${
        withoutSecret(url)
      } (${cause instanceof Error ? cause.message : cause})`,
      { cause },
    );
  }
}

/** `s3://KEY:SECRET@bucket` without the secret, fit for logs. */
function withoutSecret(url: string): string {
  return url.replace(/^([^:/?#]+:\/\/[^:@/]*):[^@/]*@/, "$1:***@");
}

/**
 * Removes what interrupted uploads left behind in all stores: it was never acknowledged, and no row refers to it.
 * @param olderThan milliseconds; by default so old that no other process can still be writing them
 */
export async function sweepUploads(stores: Stores, olderThan?: number): Promise<void> {
  for (const store of [stores.tmp, stores.permanent, stores.derivates]) {
    const count = await store.sweepTemporary(olderThan);
    if (count > 0) {
      const { location } = store;
      logger("storage").info("Removed {count} interrupted uploads from {location}", { count, location });
    }
  }
}
