/** Makes a backup in the folder of the settings, notes how it goes, and deletes the oldest ones. */
import { basename, join } from "node:path";
import { logger } from "../../core/log.ts";
import { message } from "../../core/messages/mod.ts";
import { ApiError } from "../../core/http/errors.ts";
import type { Sql } from "../../core/db/sql.ts";
import type { Services } from "../../core/services.ts";
import { createBackup } from "../create.ts";
import { beginHere, deleteOldRuns, endDeadRuns, finishRun, insertRun, renewRun } from "./queries.ts";

const log = logger("backup");
/** Milliseconds between signs of life. */
const HEARTBEAT = 2_000;
const RUNS_KEPT = 200;
const DAY = 86_400_000;
/** The names of backups that are made here: only these are ever deleted. */
const NAME = /^panoramax-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.tar$/;

/** A backup that has begun. */
export interface BegunBackup {
  id: string;
  /** Makes it; failures are noted and logged. */
  finish(stopping: AbortSignal): Promise<void>;
}

/**
 * Notes that a backup begins.
 * @param sql connections for work that takes long
 * @param after id of the last run that is known, if this one is to be the next; null for none
 * @throws ApiError 409 without a folder, while one is being made, or when another one was the next
 */
export async function beginBackup(
  services: Services,
  sql: Sql,
  { now = new Date(), after }: { now?: Date; after?: string | null } = {},
): Promise<BegunBackup> {
  const { BACKUP_FOLDER: folder } = services.settings;
  if (!folder) throw new ApiError(409, message("backups.no_folder"));
  const path = join(folder, nameOf(now));
  await endDeadRuns(sql);
  const id = await insertRun(sql, path, after);
  if (id === undefined) throw new ApiError(409, message("backups.running"));
  return { id, finish: (stopping) => makeBackup(services, sql, { id, folder, path, now }, stopping) };
}

async function makeBackup(
  { stores, settings }: Services,
  sql: Sql,
  { id, folder, path, now }: { id: string; folder: string; path: string; now: Date },
  signal: AbortSignal,
): Promise<void> {
  const end = beginHere(path);
  let files = 0;
  let beating = Promise.resolve();
  // The embedded database answers it only after the rows are read: the next one waits for it.
  let isBeating = false;
  const heartbeat = setInterval(() => {
    if (isBeating) return;
    isBeating = true;
    beating = renewRun(sql, id, files).catch(() => {}).finally(() => isBeating = false);
  }, HEARTBEAT);
  try {
    await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
    await createBackup({ sql, stores, settings, path, signal, onStep: () => files++ });
    const { size: bytes } = await Deno.stat(path);
    await finishRun(sql, id, { files, bytes });
    log.info("Saved and verified {files} files and the database in {path} ({bytes} bytes)", { files, path, bytes });
    await deleteOldBackups(folder, { newest: basename(path), now, kept: settings.BACKUP_KEEP });
    await deleteOldRuns(sql, RUNS_KEPT);
  } catch (error) {
    log.error("The backup failed: {error}", { error });
    const text = error instanceof Error ? error.message : String(error);
    await finishRun(sql, id, { files, error: text }).catch((error) => {
      log.error("Nor could that be noted: {error}", { error });
    });
  } finally {
    clearInterval(heartbeat);
    await beating;
    end();
  }
}

function nameOf(time: Date): string {
  return `panoramax-${time.toISOString().slice(0, 19).replaceAll(":", "-")}Z.tar`;
}

/**
 * Deletes the oldest backups that were made here; their names sort by time. Those from the future go first: they were made before
 * the clock was put right.
 * @param made `newest` stays, whatever the others are named; it was begun at `now`
 */
async function deleteOldBackups(
  folder: string,
  { newest, now, kept }: { newest: string; now: Date; kept: number },
): Promise<void> {
  const names: string[] = [];
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (isFile && NAME.test(name) && name !== newest) names.push(name);
  }
  const latest = nameOf(new Date(now.getTime() + DAY)), isFuture = (name: string) => name > latest;
  const oldestFirst = [...names.filter(isFuture).sort(), ...names.filter((name) => !isFuture(name)).sort()];
  for (const name of oldestFirst.slice(0, Math.max(0, names.length + 1 - kept))) {
    await Deno.remove(join(folder, name));
  }
}
