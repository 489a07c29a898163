/** `allsky`: cameras of the SyncAPI, and how long what they sent is kept. */
import { findAccountById, findAccountsByName } from "../features/accounts/mod.ts";
import {
  expire,
  giveCamera,
  isKind,
  listAllCameras,
  makeTimelapse,
  mergeCameras,
  updateCameraSettings,
} from "../features/syncapi/mod.ts";
import type { Sql } from "../core/db/sql.ts";
import { UUID } from "../core/http/lenient_schemas.ts";
import { doubtAbout, readClock } from "../core/steady_clock.ts";
import { openStores } from "../core/storage/mod.ts";
import { type ConfirmationOptions, confirmLoss } from "./confirmation.ts";
import { CommandError, type CommonOptions, withDatabase } from "./environment.ts";
import { Output, type OutputOptions } from "./output.ts";
import { countOf } from "../core/plural.ts";

/** Deletes what is too old, or shows what would be deleted. Where the clock may be wrong, somebody has to say that it is right. */
export function expireAllsky(
  options: CommonOptions & ConfirmationOptions & OutputOptions & { dryRun?: boolean },
): Promise<void> {
  const output = new Output(options);
  return withDatabase(options, async (sql, settings) => {
    const isRehearsal = Boolean(options.dryRun);
    const stores = await openStores(settings.storage);
    const clock = await readClock(sql);
    if (!isRehearsal && !clock.is_confirmed) {
      await confirmLoss(`What is too old would be deleted, but ${doubtAbout(clock)}.`, options);
    }
    const expired = await expire({ sql, settings, stores }, { at: clock.seen_at }, { isRehearsal });
    const verb = isRehearsal ? "Would delete" : "Deleted";
    for (const { camera, kind, count, days } of expired) {
      output.say(`${verb} ${count} ${kind} of camera ${camera}, older than ${countOf(days, "day")}`);
    }
    if (expired.length === 0) output.say("Nothing has expired");
    const entries = expired.map(({ camera, kind, count, days }) => ({ camera, kind, count, days }));
    output.give({ dry_run: isRehearsal, expired: entries });
  });
}

/** Prints one camera a line. */
export function listAllskyCameras(options: CommonOptions & OutputOptions): Promise<void> {
  const output = new Output(options);
  return withDatabase(options, async (sql) => {
    for (const { id, uuid, name, hidden, entries, retention } of await listAllCameras(sql)) {
      output.give({ id, uuid, name, hidden, entries: Number(entries), retention });
      output.say([id, uuid, hidden ? "hidden" : "shown", entries, JSON.stringify(retention), name].join("\t"));
    }
  });
}

/** Shows or hides a camera, chooses where visitors find its entries, or sets how long they are kept. */
export function manageAllskyCamera(
  options: CommonOptions & OutputOptions & {
    camera: string;
    hide?: boolean;
    show?: boolean;
    remote?: boolean;
    local?: boolean;
    keep?: string[];
    account?: string;
  },
): Promise<void> {
  if (options.hide && options.show) throw new CommandError("--hide and --show exclude each other");
  if (options.remote && options.local) throw new CommandError("--remote and --local exclude each other");
  const id = readCameraId(options.camera);
  const retention = Object.fromEntries((options.keep ?? []).map(readKeep));
  return withDatabase(options, async (sql) => {
    const hidden = options.hide ? true : options.show ? false : undefined;
    const prefersRemote = options.remote ? true : options.local ? false : undefined;
    if (!await updateCameraSettings(sql, id, { hidden, prefersRemote, retention })) {
      throw new CommandError(`Camera ${id} not found`);
    }
    if (options.account !== undefined) await giveCamera(sql, id, await findOwner(sql, options.account));
    const output = new Output(options);
    output.say(`Camera ${id} changed`);
    output.give({ camera: id });
  });
}

const TIMELAPSE_PROBLEMS = {
  "unknown camera": "Camera not found",
  "exists": "There is a timelapse already; --replace makes a new one",
  "no images": "There are fewer than two images that can be read",
};
const MOST_PER_SECOND = 60;

/** Makes the timelapse of a night. */
export function makeAllskyTimelapse(
  options: CommonOptions & OutputOptions & {
    camera: string;
    night: string;
    day?: boolean;
    fps: string;
    replace?: boolean;
  },
): Promise<void> {
  const night = { cameraId: readCameraId(options.camera), day: readNight(options.night), night: !options.day };
  const framesPerSecond = Number(options.fps);
  if (!/^\d{1,2}$/.test(options.fps) || framesPerSecond < 1 || framesPerSecond > MOST_PER_SECOND) {
    throw new CommandError(`--fps needs a number from 1 to ${MOST_PER_SECOND}, got ${options.fps}`);
  }
  return withDatabase(options, async (sql, settings) => {
    const stores = await openStores(settings.storage);
    const made = await makeTimelapse({ sql, stores }, night, { framesPerSecond, replaces: Boolean(options.replace) });
    if (typeof made === "string") throw new CommandError(TIMELAPSE_PROBLEMS[made]);
    const { frames, skipped, width, height, size } = made;
    const left = skipped > 0 ? `; ${countOf(skipped, "image")} could not be read` : "";
    const output = new Output(options);
    output.give({ images: frames, skipped, width, height, bytes: size });
    output.say(
      `Made a timelapse of ${countOf(frames, "image")}, ${width} × ${height}, ${(size / 1e6).toFixed(1)} MB${left}`,
    );
  });
}

function readNight(text: string): string {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(text)) {
    throw new CommandError(`A night is the date of its evening, such as 2024-01-31, got ${text}`);
  }
  return text;
}

const MERGE_PROBLEMS = {
  "unknown camera": "Camera not found",
  "same camera": "A camera cannot be merged with itself",
  "different accounts":
    "The cameras belong to different accounts. Give one to the other's account first, with --account",
};

/** Moves what a camera sent under an old UUID to its new one. */
export function mergeAllskyCameras(
  options: CommonOptions & OutputOptions & { old: string; new: string; dryRun?: boolean },
): Promise<void> {
  const from = readCameraId(options.old), to = readCameraId(options.new);
  return withDatabase(options, async (sql) => {
    const isRehearsal = Boolean(options.dryRun);
    const merged = await mergeCameras(sql, from, to, { isRehearsal });
    if (typeof merged === "string") throw new CommandError(MERGE_PROBLEMS[merged]);
    const output = new Output(options);
    output.give({ dry_run: isRehearsal, moved: merged.moved, kept: merged.kept, old_deleted: merged.isOldDeleted });
    output.say(`${isRehearsal ? "Would move" : "Moved"} ${merged.moved} entries of camera ${from} to camera ${to}`);
    if (merged.kept > 0) output.say(`${merged.kept} entries exist in both and stay with camera ${from}`);
    if (merged.isOldDeleted) output.say(`${isRehearsal ? "Would delete" : "Deleted"} camera ${from}`);
  });
}

function readCameraId(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new CommandError(`Invalid camera id: ${text}`);
  return Number(text);
}

async function findOwner(sql: Sql, nameOrId: string): Promise<string> {
  const found = UUID.test(nameOrId)
    ? [await findAccountById(sql, nameOrId)].filter((account) => account !== undefined)
    : await findAccountsByName(sql, nameOrId);
  const [account] = found;
  if (!account) throw new CommandError(`Account ${nameOrId} not found`);
  if (found.length > 1) throw new CommandError(`Several accounts are named ${nameOrId}; give an id instead`);
  return account.id;
}

/** `image=90`, or `image=default` to follow the settings again. */
function readKeep(text: string): [string, number | null] {
  const [, kind, days] = /^(\w+)=(\d{1,5}|default)$/.exec(text) ?? [];
  if (kind === undefined || !isKind(kind)) {
    throw new CommandError(`--keep needs a kind and a number of days, such as image=90, got ${text}`);
  }
  return [kind, days === "default" ? null : Number(days)];
}
