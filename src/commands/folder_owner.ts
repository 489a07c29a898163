/**
 * Keeps root out of folders of other users. What root writes there, the service of the other user cannot open afterwards: it
 * would not start again.
 */
import { join } from "node:path";
import type { Settings } from "../core/settings/mod.ts";
import { CommandError } from "./command_error.ts";

const ROOT = 0;

/**
 * Refuses to work as root on a database or on pictures of another user. An empty folder
 * is not refused.
 * @throws CommandError that says how to run the command
 */
export async function refuseForeignFolders({ DB_URL, PANORAMAX_DATA, storage }: Settings): Promise<void> {
  if (Deno.build.os === "windows" || Deno.uid() !== ROOT) return;
  const folders = Object.values(storage).filter((url) => !url.startsWith("s3://"))
    .map((url) => url.replace(/^[a-z][a-z0-9+.-]*:\/\//i, ""));
  if (!DB_URL) folders.unshift(join(PANORAMAX_DATA, "db"), PANORAMAX_DATA);
  for (const folder of folders) {
    const owner = await ownerOfUsed(folder);
    if (owner === undefined || owner === ROOT) continue;
    const name = await nameOf(owner);
    throw new CommandError(
      `${folder} belongs to ${name ? `user ${name}` : `user id ${owner}`}, and files written by root would stop the ` +
        `service. Run this command as its owner: sudo -u ${name ?? `'#${owner}'`} panoramax …`,
    );
  }
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

async function nameOf(uid: number): Promise<string | undefined> {
  const users = await Deno.readTextFile("/etc/passwd").catch(() => "");
  return users.split("\n").map((line) => line.split(":")).find(([, , id]) => id === String(uid))?.[0];
}
