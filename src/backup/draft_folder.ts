/** Where a backup is made: a hidden folder next to it, so that a rename finishes it, and which a killed process does not leave for ever. */
import { basename, join } from "node:path";
import { type ExclusiveLock, tryExclusiveLock } from "../core/db/embedded/exclusive_lock.ts";

const PREFIX = ".panoramax-backup-";
const LOCK = "lock";

/** A folder for unfinished files; it goes at the end. */
export class DraftFolder implements AsyncDisposable {
  readonly path: string;
  readonly #lock: ExclusiveLock;

  /** @param parent the folder of the backup; what killed processes left there is removed */
  static async create(parent: string): Promise<DraftFolder> {
    await removeAbandoned(parent);
    const path = await Deno.makeTempDir({ dir: parent, prefix: PREFIX });
    // The folder is new: nobody else can hold its lock.
    return new DraftFolder(path, (await tryExclusiveLock(join(path, LOCK)))!);
  }

  private constructor(path: string, lock: ExclusiveLock) {
    this.path = path;
    this.#lock = lock;
  }

  /** The path of a file in the folder. */
  file(name: string): string {
    return join(this.path, basename(name));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#lock.release();
    await Deno.remove(this.path, { recursive: true });
  }
}

async function removeAbandoned(parent: string): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(parent)) {
    const lockFile = join(parent, name, LOCK);
    if (!isDirectory || !name.startsWith(PREFIX) || !await exists(lockFile)) continue;
    const lock = await tryExclusiveLock(lockFile);
    lock?.release();
    if (lock) await Deno.remove(join(parent, name), { recursive: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return await Deno.lstat(path).then(() => true, () => false);
}
