/** A store in a folder of the local disk. */
import { dirname, resolve } from "node:path";
import { codeOf } from "../thrown.ts";
import type { OpenedFile, Store, StoredFile, UnconfirmedFile, UploadOptions } from "./store.ts";
import {
  FILE_MODE,
  makeFolder,
  readRoom,
  removeEmptyFolders,
  setMode,
  syncFolder,
  TEMPORARY_MODE,
  unlessMissing,
} from "./local_folders.ts";
import { isForeignFolder } from "./layout.ts";
import { openLocalFile } from "./local_file.ts";
import { RecentReads } from "./recent_reads.ts";
import { AtOnce } from "./at_once.ts";
import {
  type Disk,
  LocalUpload,
  renameInto,
  TEMPORARY_PREFIX,
  temporaryPath,
  unconfirmedPath,
} from "./local_upload.ts";

/** An upload that wrote nothing for an hour lost its client, and its process, long ago. */
const ABANDONED_AFTER = 3_600_000;

/** Bytes below which a disk counts as full: about one large picture with its derivates. */
const LEAST_ROOM = 50e6;

/** A store in a folder of the local disk. */
export class LocalStore implements Store {
  readonly location: string;

  readonly #root: string;
  readonly #atOnce = new AtOnce();
  readonly #disk: Disk;
  readonly #recentReads = new RecentReads();

  private constructor(root: string) {
    this.#root = root;
    this.#disk = { root, atOnce: this.#atOnce, resolve: (path) => this.#resolve(path) };
    this.location = root;
  }

  /** Opens a store, making its folder when missing. Throws when files cannot be written there. */
  static async open(folder: string): Promise<LocalStore> {
    const store = new LocalStore(resolve(folder));
    await makeFolder(store.#root);
    const probe = await store.createUpload();
    await probe.abort();
    return store;
  }

  async state(): Promise<"ready" | "full"> {
    await Deno.stat(this.#root);
    const room = await readRoom(this.#root);
    return room && room.free < LEAST_ROOM ? "full" : "ready";
  }

  createUpload(options: UploadOptions = {}): Promise<LocalUpload> {
    return LocalUpload.create(this.#disk, options);
  }

  async write(path: string, content: Uint8Array): Promise<void> {
    const target = this.#resolve(path);
    const temporary = temporaryPath(this.#root);
    try {
      await Deno.writeFile(temporary, content, { createNew: true, mode: TEMPORARY_MODE });
      setMode(temporary, FILE_MODE);
      await renameInto(temporary, target, this.#atOnce);
    } catch (error) {
      await Deno.remove(temporary).catch(() => {});
      throw error;
    }
  }

  open(path: string): Promise<OpenedFile | undefined> {
    return Promise.try(openLocalFile, this.#resolve(path), this.#recentReads);
  }

  async read(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return await unlessMissing(Deno.readFile(this.#resolve(path)));
  }

  async exists(path: string): Promise<boolean> {
    const place = this.#resolve(path);
    return await unlessMissing(this.#atOnce.do(() => Deno.statSync(place), () => Deno.stat(place))) !== undefined;
  }

  async list(folder: string): Promise<string[]> {
    const place = this.#resolve(folder);
    const entries = await unlessMissing(
      this.#atOnce.do(() => [...Deno.readDirSync(place)], () => Array.fromAsync(Deno.readDir(place))),
    );
    return (entries ?? []).map((entry) => entry.name).filter((name) => !name.startsWith(TEMPORARY_PREFIX));
  }

  walk(): AsyncIterable<StoredFile> {
    return this.#walkFolder("");
  }

  async *#walkFolder(folder: string): AsyncGenerator<StoredFile> {
    const entries = await unlessMissing(Array.fromAsync(Deno.readDir(this.#root + folder)))
      .catch((error) => {
        if (error instanceof Deno.errors.PermissionDenied && isForeignFolder(folder)) return [];
        throw error;
      }) ?? [];
    for (const { name, isDirectory } of entries) {
      const path = `${folder}/${name}`;
      if (isDirectory) yield* this.#walkFolder(path);
      else if (!name.startsWith(TEMPORARY_PREFIX)) {
        const status = await unlessMissing(Deno.stat(this.#root + path));
        if (status) yield { path, size: status.size, modifiedAt: status.mtime ?? new Date(0) };
      }
    }
  }

  async remove(path: string): Promise<void> {
    const target = this.#resolve(path);
    const wasThere = await unlessMissing(Deno.remove(target).then(() => true));
    if (wasThere) await removeEmptyFolders(this.#root, dirname(target));
  }

  async removeFolder(path: string): Promise<void> {
    const target = this.#resolve(path);
    const wasThere = await unlessMissing(Deno.remove(target, { recursive: true }).then(() => true));
    if (wasThere) await removeEmptyFolders(this.#root, dirname(target));
  }

  /**
   * Takes a file of another local store over by renaming it; durable when it returns.
   * @returns false when both stores are in different file systems, and nothing was done
   * @throws Deno.errors.NotFound when there is no such file
   */
  async takeOver(source: LocalStore, from: string, to: string): Promise<boolean> {
    const origin = source.#resolve(from);
    const target = this.#resolve(to);
    let changed: string[];
    try {
      changed = await renameInto(origin, target, this.#atOnce);
    } catch (error) {
      await removeEmptyFolders(this.#root, dirname(target));
      if (codeOf(error) === "EXDEV") return false;
      throw error;
    }
    for (const folder of changed) await syncFolder(folder);
    await removeEmptyFolders(source.#root, dirname(origin));
    return true;
  }

  async sweepTemporary(olderThan = ABANDONED_AFTER): Promise<number> {
    let removed = 0;
    for await (const name of this.#temporaryNames(olderThan)) {
      if (unconfirmedPath(name) !== undefined) continue;
      await unlessMissing(Deno.remove(`${this.#root}/${name}`));
      removed++;
    }
    return removed;
  }

  async listUnconfirmed(olderThan = ABANDONED_AFTER): Promise<UnconfirmedFile[]> {
    const files: UnconfirmedFile[] = [];
    for await (const name of this.#temporaryNames(olderThan)) {
      const path = unconfirmedPath(name);
      if (path === undefined) continue;
      let note = `${this.#root}/${name}`;
      files.push({
        path,
        take: async () => {
          const taken = `${temporaryPath(this.#root)}-for-${encodeURIComponent(path)}`;
          const isThere = await unlessMissing(Deno.rename(note, taken).then(() => true)) ?? false;
          if (isThere) note = taken;
          return isThere;
        },
        confirm: async () => void await unlessMissing(Deno.remove(note)),
      });
    }
    return files;
  }

  /** @param olderThan milliseconds since the last byte was written */
  async *#temporaryNames(olderThan: number): AsyncGenerator<string> {
    const newest = Date.now() - olderThan;
    for await (const { name } of Deno.readDir(this.#root)) {
      if (!name.startsWith(TEMPORARY_PREFIX)) continue;
      const status = await unlessMissing(Deno.stat(`${this.#root}/${name}`));
      if (status && (status.mtime?.getTime() ?? 0) <= newest) yield name;
    }
  }

  #resolve(path: string): string {
    if (!path.startsWith("/") || path.split("/").some((part) => part === "." || part === "..")) {
      throw new TypeError(`Not a path inside a store: ${path}`);
    }
    return this.#root + path.replace(/\/+$/, "");
  }
}

/**
 * Moves a file, replacing any at the new place; durable when it returns. Renamed where the file system allows it,
 * copied otherwise; the old file is removed only once the new one is safe.
 * @throws Deno.errors.NotFound when there is no such file
 */
export async function moveFile(source: Store, from: string, target: Store, to: string): Promise<void> {
  if (source instanceof LocalStore && target instanceof LocalStore && await target.takeOver(source, from, to)) return;
  const file = await source.open(from);
  if (!file) throw new Deno.errors.NotFound(`No file ${from} in ${source.location}`);
  await using upload = await target.createUpload();
  for await (const chunk of file.stream()) await upload.write(chunk);
  await upload.commit(to);
  await source.remove(from);
}
