/** The durable write on the local disk: temporary file, sync, rename, sync of the folders. */
import { dirname } from "node:path";
import { codeOf } from "../thrown.ts";
import { FileExistsError, type OpenedFile, type Upload, type UploadOptions, UploadTooLargeError } from "./store.ts";
import { FILE_MODE, makeFolder, setMode, syncFolder, TEMPORARY_MODE } from "./local_folders.ts";
import { openLocalFile } from "./local_file.ts";

/** Files that are being written lie in the root, where no picture can be, under names that start so. */
export const TEMPORARY_PREFIX = ".incoming-";

/** A name for a file that is being written, in the file system of the final one. */
export function temporaryPath(root: string): string {
  return `${root}/${TEMPORARY_PREFIX}${crypto.randomUUID()}`;
}

/**
 * Renames a file, making the folders it needs. Whoever removes the last file of a folder may remove the folder in
 * between; then they are made again.
 * @returns the folders to sync for the new name to last, deepest first
 */
export function renameInto(from: string, to: string): Promise<string[]> {
  return nameIn(dirname(to), from, () => Deno.rename(from, to));
}

/** As `renameInto()`, but never replaces a file: a link, other than a new name, fails where there is one. */
async function linkInto(from: string, to: string): Promise<string[]> {
  try {
    const changed = await nameIn(dirname(to), from, () => Deno.link(from, to));
    await Deno.remove(from);
    return changed;
  } catch (error) {
    if (!cannotLink(error)) throw error;
  }
  // There it is a question of milliseconds, and only when two uploads of one id meet.
  if (await Deno.lstat(to).then(() => true, () => false)) throw new Deno.errors.AlreadyExists(to);
  return await renameInto(from, to);
}

/** Memory cards formatted as FAT or exFAT, and some network shares, know no links. */
function cannotLink(error: unknown): boolean {
  return ["EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP"].includes(codeOf(error) ?? "");
}

async function nameIn(folder: string, from: string, name: () => Promise<void>): Promise<string[]> {
  for (let attempt = 1;; attempt++) {
    const changed = await makeFolder(folder);
    try {
      await name();
      return [folder, ...changed];
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound) || attempt === 5) throw error;
      await Deno.lstat(from);
    }
  }
}

/** A file that is being received on the local disk. */
export class LocalUpload implements Upload {
  size = 0;
  readonly #path: string;
  readonly #file: Deno.FsFile;
  readonly #resolve: (path: string) => string;
  readonly #maxBytes: number;
  #state: "open" | "committed" | "aborted" = "open";

  private constructor(path: string, file: Deno.FsFile, resolve: (path: string) => string, maxBytes: number) {
    this.#path = path;
    this.#file = file;
    this.#resolve = resolve;
    this.#maxBytes = maxBytes;
  }

  /**
   * @param root the folder of the store
   * @param resolve gives the place of a path of the store on the disk
   */
  static async create(root: string, resolve: (path: string) => string, options: UploadOptions): Promise<LocalUpload> {
    const path = temporaryPath(root);
    const file = await Deno.open(path, { write: true, createNew: true, mode: TEMPORARY_MODE });
    return new LocalUpload(path, file, resolve, options.maxBytes ?? Infinity);
  }

  async write(chunk: Uint8Array): Promise<void> {
    this.#mustBeOpen();
    await this.#orAbort(async () => {
      this.size += chunk.length;
      if (this.size > this.#maxBytes) throw new UploadTooLargeError(this.#maxBytes);
      for (let written = 0; written < chunk.length;) written += await this.#file.write(chunk.subarray(written));
    });
  }

  async open(): Promise<OpenedFile> {
    this.#mustBeOpen();
    const opened = await openLocalFile(this.#path);
    if (!opened) throw new Deno.errors.NotFound(`Somebody removed ${this.#path}`);
    return opened;
  }

  async prepare(): Promise<void> {
    this.#mustBeOpen();
    await this.#orAbort(() => this.#file.sync());
  }

  async commit(path: string, { mayReplace = true } = {}): Promise<void> {
    this.#mustBeOpen();
    await this.#orAbort(async () => {
      const target = this.#resolve(path);
      setMode(this.#path, FILE_MODE);
      await this.#file.sync();
      const changed = await (mayReplace ? renameInto : linkInto)(this.#path, target).catch((error) => {
        throw error instanceof Deno.errors.AlreadyExists ? new FileExistsError(path) : error;
      });
      // An earlier writer may have made a parent a moment ago without having synced it yet: journals keep the order of
      // such changes, so that syncing ours brings theirs along.
      await Promise.all(changed.map(syncFolder));
      this.#state = "committed";
      this.#file.close();
    });
  }

  async abort(): Promise<void> {
    if (this.#state !== "open") return;
    this.#state = "aborted";
    this.#file.close();
    await Deno.remove(this.#path).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.abort();
  }

  #mustBeOpen(): void {
    if (this.#state !== "open") throw new Error(`This upload was ${this.#state} before`);
  }

  async #orAbort(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      await this.abort();
      throw error;
    }
  }
}
