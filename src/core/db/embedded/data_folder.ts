/** PostgreSQL's data folder: made at the first start, checked at every other. */
import { dirname, join } from "node:path";
import pLimit from "p-limit";
import { unpackArchive } from "./archive.ts";
import { sha256 } from "./assets.ts";
import type { Assets } from "./assets.ts";
import { checkDataFolderVersion, readDataFolderVersion } from "./data_folder_version.ts";

/** Files synced at the same time: the disk writes them together. */
const SYNCED_AT_ONCE = 32;

/**
 * Makes sure that there is a data folder that this program can use. Only for the holder of the lock.
 *
 * A folder is unpacked next to its final place and moved there once it is complete and on disk; what a crash left is redone.
 * @throws IncompatibleDataFolderError when it was made by other versions
 */
export async function prepareDataFolder(dataFolder: string, assets: Assets): Promise<void> {
  if (await exists(dataFolder)) {
    checkDataFolderVersion(dataFolder, await readDataFolderVersion(dataFolder), assets.version);
    return;
  }
  if (await sha256(assets.dataFolderArchive) !== assets.dataFolderSha256) {
    throw new Error(`${assets.dataFolderArchive} is damaged; remove its folder and start again`);
  }
  const incomplete = `${dataFolder}.new`;
  if (await exists(incomplete)) await Deno.remove(incomplete, { recursive: true });
  await unpackArchive(assets.dataFolderArchive, incomplete);
  await Deno.chmod(incomplete, 0o700);
  await syncTree(incomplete);
  await Deno.rename(incomplete, dataFolder);
  await sync(dirname(dataFolder));
}

async function syncTree(folder: string): Promise<void> {
  const limit = pLimit(SYNCED_AT_ONCE);
  await limit.map(await listTree(folder), sync);
}

async function listTree(folder: string): Promise<string[]> {
  const paths = [folder];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) paths.push(...await listTree(path));
    else paths.push(path);
  }
  return paths;
}

async function sync(path: string): Promise<void> {
  using file = await Deno.open(path, { read: true });
  await file.sync();
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
