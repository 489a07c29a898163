/** The durable write on the local disk: temporary file, sync, rename, sync of the folders. */
import { dirname } from "node:path";
import { codeOf } from "../thrown.ts";
import {
  type CommitOptions,
  FileExistsError,
  type OpenedFile,
  type Upload,
  type UploadOptions,
  UploadTooLargeError,
} from "./store.ts";
import { FILE_MODE, makeFolder, setMode, syncFolder, TEMPORARY_MODE, unlessMissing } from "./local_folders.ts";
import type { AtOnce } from "./at_once.ts";
import { openLocalFile } from "./local_file.ts";

/** Files that are being written lie in the root, where no picture can be, under names that start so. */
export const TEMPORARY_PREFIX = ".incoming-";
/** Those whose final name is still to be confirmed have it in their own. */
const UNCONFIRMED = /^\.incoming-[0-9a-f-]{36}-for-(.+)$/;

/** Bytes that are written without handing them to another thread. */
const MOST_AT_ONCE = 64 * 1024;

/** A name for a file that is being written, in the file system of the final one. */
export function temporaryPath(root: string): string {
  return `${root}/${TEMPORARY_PREFIX}${crypto.randomUUID()}`;
}

/** @returns the path in the store that a file was committed to provisionally; undefined for the name of any other file */
export function unconfirmedPath(name: string): string | undefined {
  const encoded = UNCONFIRMED.exec(name)?.[1];
  return encoded && decodeURIComponent(encoded);
}

/**
 * Renames a file, making the folders it needs. Whoever removes the last file of a folder may remove the folder in
 * between; then they are made again.
 * @param atOnce of the disk
 * @returns the folders to sync for the new name to last, deepest first
 */
export function renameInto(from: string, to: string, atOnce: AtOnce): Promise<string[]> {
  return nameIn(dirname(to), from, () => rename(from, to, atOnce));
}

function rename(from: string, to: string, atOnce: AtOnce): Promise<void> {
  return atOnce.do(() => Deno.renameSync(from, to), () => Deno.rename(from, to));
}

/**
 * As `renameInto()`, but never replaces a file: a link, other than a new name, fails where there is one. The file keeps its old
 * name too where links are known.
 */
async function linkInto(
  from: string,
  to: string,
  atOnce: AtOnce,
): Promise<{ changed: string[]; isLinked: boolean }> {
  const link = () => atOnce.do(() => Deno.linkSync(from, to), () => Deno.link(from, to));
  try {
    return { changed: await nameIn(dirname(to), from, link), isLinked: true };
  } catch (error) {
    if (!cannotLink(error)) throw error;
  }
  // There it is a question of milliseconds, and only when two uploads of one id meet.
  if (await Deno.lstat(to).then(() => true, () => false)) throw new Deno.errors.AlreadyExists(to);
  return { changed: await renameInto(from, to, atOnce), isLinked: false };
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

/** The disk of a store. */
export interface Disk {
  /** The folder of the store. */
  root: string;
  atOnce: AtOnce;
  /** Gives the place of a path of the store. */
  resolve(path: string): string;
}

/** A file that is being received on the local disk. */
export class LocalUpload implements Upload {
  size = 0;
  #path: string;
  readonly #file: Deno.FsFile;
  readonly #disk: Disk;
  readonly #maxBytes: number;
  #state: "open" | "committing" | "committed" | "aborted" = "open";
  #hasNote = false;

  private constructor(path: string, file: Deno.FsFile, disk: Disk, maxBytes: number) {
    this.#path = path;
    this.#file = file;
    this.#disk = disk;
    this.#maxBytes = maxBytes;
  }

  /** Starts one. */
  static async create(disk: Disk, { maxBytes = Infinity }: UploadOptions): Promise<LocalUpload> {
    const path = temporaryPath(disk.root);
    const file = await Deno.open(path, { write: true, createNew: true, mode: TEMPORARY_MODE });
    return new LocalUpload(path, file, disk, maxBytes);
  }

  async write(chunk: Uint8Array): Promise<void> {
    this.#mustBeOpen();
    await this.#orAbort(async () => {
      this.size += chunk.length;
      if (this.size > this.#maxBytes) throw new UploadTooLargeError(this.#maxBytes);
      for (let written = 0; written < chunk.length;) written += await this.#write(chunk.subarray(written));
    });
  }

  async #write(bytes: Uint8Array): Promise<number> {
    if (bytes.length > MOST_AT_ONCE) return await this.#file.write(bytes);
    return await this.#disk.atOnce.do(() => this.#file.writeSync(bytes), () => this.#file.write(bytes));
  }

  open(): Promise<OpenedFile> {
    return Promise.try(() => {
      this.#mustBeOpen();
      const opened = openLocalFile(this.#path);
      if (!opened) throw new Deno.errors.NotFound(`Somebody removed ${this.#path}`);
      return opened;
    });
  }

  async prepare(): Promise<void> {
    this.#mustBeOpen();
    await this.#orAbort(() => this.#file.sync());
  }

  /** Notes what the file is for in its temporary name, which it keeps until `confirm()`. */
  async claim(path: string): Promise<void> {
    const claimed = `${this.#path}-for-${encodeURIComponent(path)}`;
    await this.#orAbort(() => rename(this.#path, claimed, this.#disk.atOnce));
    this.#path = claimed;
    this.#hasNote = true;
  }

  /** Where files know no links, the file itself took the place of the note. */
  async isTaken(): Promise<boolean> {
    if (!this.#hasNote) return false;
    const look = this.#disk.atOnce.do(() => Deno.lstatSync(this.#path), () => Deno.lstat(this.#path));
    return await unlessMissing(look) === undefined;
  }

  async confirm(): Promise<void> {
    await this.#removeIfThere();
  }

  /** Drops what was received, and keeps the file as a note. */
  async empty(): Promise<void> {
    this.#mustBeOpen();
    this.#state = "aborted";
    await this.#file.truncate();
    this.#file.close();
  }

  async commit(path: string, { mayReplace = true, isProvisional = false }: CommitOptions = {}): Promise<void> {
    this.#mustBeOpen();
    // Whoever waits for this may stop waiting, and abort: the file gets its name all the same, and needs its note.
    this.#state = "committing";
    try {
      if (isProvisional) await this.claim(path);
      const target = this.#disk.resolve(path);
      setMode(this.#path, FILE_MODE);
      await this.#file.sync();
      const changed = await this.#name(target, mayReplace, isProvisional).catch((error) => {
        throw error instanceof Deno.errors.AlreadyExists ? new FileExistsError(path) : error;
      });
      // An earlier writer may have made a parent a moment ago without having synced it yet: journals keep the order of
      // such changes, so that syncing ours brings theirs along.
      await Promise.all(changed.map(syncFolder));
      this.#state = "committed";
      this.#file.close();
    } catch (error) {
      this.#state = "open";
      await this.abort();
      throw error;
    }
  }

  async abort(): Promise<void> {
    if (this.#state !== "open") return;
    this.#state = "aborted";
    this.#file.close();
    await this.#removeIfThere();
  }

  /** @returns the folders to sync */
  async #name(target: string, mayReplace: boolean, isProvisional: boolean): Promise<string[]> {
    if (mayReplace && !isProvisional) return await renameInto(this.#path, target, this.#disk.atOnce);
    try {
      const { changed, isLinked } = await linkInto(this.#path, target, this.#disk.atOnce);
      if (!isLinked) this.#hasNote = false;
      else if (!isProvisional) await this.#removeIfThere();
      return changed;
    } catch (error) {
      if (!mayReplace || !(error instanceof Deno.errors.AlreadyExists)) throw error;
      this.#hasNote = false;
      return await renameInto(this.#path, target, this.#disk.atOnce);
    }
  }

  /** Under the name that it has until it is confirmed. */
  async #removeIfThere(): Promise<void> {
    await unlessMissing(this.#disk.atOnce.do(() => Deno.removeSync(this.#path), () => Deno.remove(this.#path)));
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
