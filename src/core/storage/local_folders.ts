/** Folders of the local disk: made durable, removed when empty, and the room that is left there. */
import { existsSync, promises } from "node:fs"; // Deno 2.4 has `statfs` here, and not in `node:fs/promises`.
import { dirname } from "node:path";
import { codeOf } from "../thrown.ts";

/** For the program and, to read, its group: a web server that serves the files, a backup. Nobody else. */
const FOLDER_MODE = 0o750;
/** Mode of stored files: the group may read them, such as a web server that serves them. */
export const FILE_MODE = 0o640;
/** Mode of files that are not complete yet: only the server reads them. */
export const TEMPORARY_MODE = 0o600;

/** Sets permissions regardless of the umask; file systems without permissions, such as FAT, are left alone. */
export function setMode(path: string, mode: number): void {
  try {
    Deno.chmodSync(path, mode);
  } catch (error) {
    if (!isMissing(error) && !CANNOT_SET_MODES.includes(codeOf(error) ?? "")) throw error;
  }
}

const CANNOT_SET_MODES = ["EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EROFS"];

/**
 * Makes a folder and its missing parents.
 * @returns the folders that got a new entry, deepest first: those to sync for the new folders to last
 */
export async function makeFolder(path: string): Promise<string[]> {
  const missing = missingFolders(path);
  if (missing.length > 0) await Deno.mkdir(path, { recursive: true, mode: FOLDER_MODE });
  for (const folder of missing) setMode(folder, FOLDER_MODE);
  return missing.map((folder) => dirname(folder));
}

/**
 * The folder and those of its parents that do not exist, deepest first. Asked synchronously: the answer is in the memory of
 * the system, and handing the question to another thread would take ten times as long.
 */
function missingFolders(path: string): string[] {
  const missing: string[] = [];
  for (let folder = path; dirname(folder) !== folder; folder = dirname(folder)) {
    if (existsSync(folder)) break;
    missing.push(folder);
  }
  return missing;
}

/**
 * Forces the entries of a folder (files created, renamed or removed in it) to the disk.
 * If the folder was removed in the meantime, there is nothing left to lose.
 */
export async function syncFolder(path: string): Promise<void> {
  try {
    using folder = Deno.openSync(path);
    await folder.sync();
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** Removes a folder and its parents up to the root, which stays, as long as they are empty. */
export async function removeEmptyFolders(root: string, path: string): Promise<void> {
  for (let folder = path; folder.startsWith(`${root}/`); folder = dirname(folder)) {
    try {
      await Deno.remove(folder);
    } catch (error) {
      if (isNotEmpty(error)) return;
      if (!isMissing(error)) throw error;
    }
  }
}

/** The file, or a folder on the way to it, does not exist. */
export function isMissing(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory;
}

function isNotEmpty(error: unknown): boolean {
  const code = codeOf(error);
  // POSIX lets rmdir() answer either.
  return code === "ENOTEMPTY" || code === "EEXIST";
}

/** Room in bytes: `free` for this program, `total` of the file system. */
export interface Room {
  free: number;
  total: number;
}

/** Free space of the file system of `folder`; undefined if unknown: no such folder, or storage elsewhere. */
export async function readRoom(folder: string): Promise<Room | undefined> {
  try {
    const { bavail, blocks, bsize } = await promises.statfs(folder);
    return { free: bavail * bsize, total: blocks * bsize };
  } catch {
    return undefined;
  }
}

/** What some work on a file gives; undefined when the file is not there. */
export async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
