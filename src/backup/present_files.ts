/** What lies in the stores before a restoration. */
import { sha256Of } from "../core/checksum.ts";
import { countOf } from "../core/plural.ts";
import type { Store, Stores } from "../core/storage/mod.ts";
import { readArchive } from "./archive.ts";
import { BackupError, KEPT_STORES } from "./format.ts";

/** What is to be restored, and where. */
interface Target {
  /** Of the archive. */
  path: string;
  stores: Stores;
  mayKeepOthers?: boolean;
}

/**
 * Makes sure, before anything is written, that a restoration mixes nothing with what is there. Not for a backup of the database
 * alone, whose files stayed where they are.
 * @param alive called for each file that is looked at
 * @throws BackupError when a file differs from that of the backup, or, unless others may stay, is not in it
 */
export async function refuseOtherFiles({ path, stores, mayKeepOthers }: Target, alive: () => void): Promise<void> {
  const present = new Set<string>();
  for (const name of KEPT_STORES) {
    for await (const file of stores[name].walk()) {
      present.add(name + file.path);
      alive();
    }
  }
  // As a rule: then the archive need not be read once more.
  if (present.size === 0) return;
  for await (const { header: { name }, body } of readArchive(path)) {
    const store = KEPT_STORES.find((store) => name.startsWith(`${store}/`));
    if (store && present.delete(name)) {
      const sha256 = await sha256Of(body, alive);
      const place = name.slice(store.length);
      if (!await holds(stores[store], place, sha256, alive)) throw otherFile(stores[store], place);
    } else await body.cancel();
    alive();
  }
  if (mayKeepOthers || present.size === 0) return;
  const [first = ""] = present;
  throw new BackupError(
    `${countOf(present.size, "file")} that the backup does not have would be mixed with its own, such as ` +
      `${first}. Restore into an empty folder or bucket, or add --keep-other-files to leave them where they are`,
  );
}

/** The error for a file that is not the one of the backup. */
export function otherFile(store: Store, path: string): BackupError {
  return new BackupError(
    `${store.location} already has another file ${path}. Restore into an empty folder or bucket`,
  );
}

/** Whether a store has a file of this content. */
export async function holds(
  store: Store,
  path: string,
  sha256: string,
  alive: () => void = () => {},
): Promise<boolean> {
  const file = await store.open(path);
  return file !== undefined && await sha256Of(file.stream(), alive) === sha256;
}
