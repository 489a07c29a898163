/** Refuses folders that the program cannot or should not use, before it makes anything. */
import { dirname, join, resolve } from "node:path";
import type { Settings } from "../core/settings/mod.ts";
import { CommandError } from "./command_error.ts";
import { findUser } from "./users.ts";

const ROOT = 0;

/**
 * Refuses folders of the system such as `/dev/shm`: the permissions of the program do not reach there.
 * @throws CommandError that names the settings
 */
export async function refuseSystemFolders(settings: Settings): Promise<void> {
  for (const folder of [settings.PANORAMAX_DATA, ...foldersOf(settings)]) {
    if (await isWithinReach(resolve(folder))) continue;
    throw new CommandError(
      `Cannot use ${folder}: folders below /dev, /proc and /sys are out of reach for this program. ` +
        "Set PANORAMAX_DATA (or --data) and FS_URL to folders elsewhere",
    );
  }
}

/** Whether the permissions of the program reach a folder, or where it will be made; symbolic links are followed. */
async function isWithinReach(folder: string): Promise<boolean> {
  try {
    // Deno asks for more rights there when a file is opened; some versions do so for the folder already.
    (await Deno.open(join(await Deno.realPath(folder), "panoramax-data"))).close();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) return false;
    const parent = dirname(folder);
    return !(error instanceof Deno.errors.NotFound) || parent === folder || await isWithinReach(parent);
  }
}

/**
 * Refuses to work as root on a database or on pictures of another user: what root writes there, the service of that user
 * cannot open afterwards. An empty folder is not refused.
 * @throws CommandError that says how to run the command
 */
export async function refuseForeignFolders(settings: Settings): Promise<void> {
  if (Deno.build.os === "windows" || Deno.uid() !== ROOT) return;
  const folders = foldersOf(settings);
  for (const folder of folders) {
    const owner = await ownerOfUsed(folder);
    if (owner === undefined || owner === ROOT) continue;
    const name = (await findUser({ uid: owner }))?.name;
    throw new CommandError(
      `${folder} belongs to ${name ? `user ${name}` : `user id ${owner}`}, and files written by root would stop the ` +
        `service. Run this command as its owner: sudo -u ${name ?? `'#${owner}'`} panoramax …`,
    );
  }
}

/** The folders of the embedded database and of pictures. */
function foldersOf({ DB_URL, PANORAMAX_DATA, storage }: Settings): string[] {
  const stores = Object.values(storage).filter((url) => !url.startsWith("s3://"))
    .map((url) => url.replace(/^[a-z][a-z0-9+.-]*:\/\//i, ""));
  return DB_URL ? stores : [join(PANORAMAX_DATA, "db"), PANORAMAX_DATA, ...stores];
}

/** The user id of the owner of a folder that has something in it. */
async function ownerOfUsed(folder: string): Promise<number | undefined> {
  try {
    const { uid } = await Deno.stat(folder);
    for await (const _entry of Deno.readDir(folder)) return uid ?? undefined;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory)) throw error;
  }
}
