/** How much room the file system of a store has. */
import { promises } from "node:fs"; // Deno 2.4 has `statfs` here, and not in `node:fs/promises`.

/** Room in bytes: `free` for this program, `total` of the file system. */
export interface Room {
  free: number;
  total: number;
}

/** Room where `folder` is; undefined where that cannot be told: no such folder, or storage elsewhere. */
export async function readRoom(folder: string): Promise<Room | undefined> {
  try {
    const { bavail, blocks, bsize } = await promises.statfs(folder);
    return { free: bavail * bsize, total: blocks * bsize };
  } catch {
    return undefined;
  }
}
