/** Copies the files of an instance to other stores, such as from a folder into a bucket. Nothing is changed where they come from. */
import { createHash } from "node:crypto";
import pLimit from "p-limit";
import { sha256Of } from "../core/checksum.ts";
import type { Store, StoredFile, Stores } from "../core/storage/mod.ts";
import { BackupError } from "./format.ts";
import { holds } from "./present_files.ts";

/** Files on their way at a time: enough to hide the time that a bucket takes to answer. */
const AT_A_TIME = 8;

/** What to copy, and where to. */
export interface FileCopy {
  from: Stores;
  to: Stores;
  /** Leave out thumbnails, SD versions and tiles: they are made again when somebody asks for them. */
  withoutDerivates?: boolean;
  /** Take a file of the target for the same if it has the same size, instead of reading both. */
  bySizeOnly?: boolean;
  /** Say what would be copied, and copy nothing. */
  isRehearsal?: boolean;
  /** Called for each file that was looked at. */
  onStep?: () => void;
  signal?: AbortSignal;
}

/** What became of the files. */
export interface CopiedFiles {
  /** Files that were sent and read again, and their bytes. */
  copied: number;
  bytes: number;
  /** Those that the target had already. */
  present: number;
}

/**
 * Copies files that the target lacks or has with another content, then reads each of them there and compares its SHA-256. Run
 * again, it goes on where it stopped; next to a running server, it takes what was there when it came by.
 * @throws BackupError when both are the same place, or a copy differs; what was copied before stays
 */
export async function copyFiles(copy: FileCopy): Promise<CopiedFiles> {
  const total: CopiedFiles = { copied: 0, bytes: 0, present: 0 };
  const kinds = copy.withoutDerivates ? (["permanent", "tmp"] as const) : (["permanent", "tmp", "derivates"] as const);
  for (const kind of kinds) refuseSamePlace(copy.from[kind], copy.to[kind]);
  for (const kind of kinds) await copyStore(copy.from[kind], copy.to[kind], copy, total);
  return total;
}

/** One place within the other would be copied into itself. */
function refuseSamePlace({ location: from }: Store, { location: to }: Store): void {
  if (`${to}/`.startsWith(`${from}/`) || `${from}/`.startsWith(`${to}/`)) {
    throw new BackupError(`${to} and ${from} are the same place, or one is in the other`);
  }
}

async function copyStore(from: Store, to: Store, copy: FileCopy, total: CopiedFiles): Promise<void> {
  const limit = pLimit(AT_A_TIME);
  const running = new Set<Promise<void>>();
  try {
    for await (const file of from.walk()) {
      copy.signal?.throwIfAborted();
      const work = limit(() => copyFile(file, from, to, copy, total)).finally(() => running.delete(work));
      running.add(work);
      // No more than a few wait: a store may have millions of files.
      if (running.size >= 2 * AT_A_TIME) await Promise.race(running);
    }
    await Promise.all(running);
  } finally {
    limit.clearQueue();
    await Promise.allSettled(running);
  }
}

async function copyFile(
  { path, size }: StoredFile,
  from: Store,
  to: Store,
  { bySizeOnly, isRehearsal, onStep, signal }: FileCopy,
  total: CopiedFiles,
): Promise<void> {
  signal?.throwIfAborted();
  if (await hasSame(path, size, from, to, bySizeOnly)) total.present++;
  else if (isRehearsal) {
    total.copied++;
    total.bytes += size;
  } else {
    const bytes = await send(path, from, to, signal);
    // Deleted in the meantime.
    if (bytes === undefined) return;
    total.copied++;
    total.bytes += bytes;
  }
  onStep?.();
}

async function hasSame(path: string, size: number, from: Store, to: Store, bySizeOnly = false): Promise<boolean> {
  const there = await to.open(path);
  if (!there) return false;
  if (there.size !== size || bySizeOnly) {
    there.close();
    return there.size === size;
  }
  const here = await from.open(path);
  if (!here) {
    there.close();
    return true;
  }
  const [first, second] = await Promise.all([sha256Of(there.stream()), sha256Of(here.stream())]);
  return first === second;
}

/** @returns bytes; undefined when the file is gone */
async function send(path: string, from: Store, to: Store, signal?: AbortSignal): Promise<number | undefined> {
  const file = await from.open(path);
  if (!file) return undefined;
  await using upload = await to.createUpload();
  const hash = createHash("sha256");
  for await (const chunk of file.stream()) {
    signal?.throwIfAborted();
    hash.update(chunk);
    await upload.write(chunk);
  }
  await upload.prepare(path);
  await upload.commit(path);
  if (!await holds(to, path, hash.digest("hex"))) {
    throw new BackupError(`${path} is not the same in ${to.location} after copying`);
  }
  return upload.size;
}
