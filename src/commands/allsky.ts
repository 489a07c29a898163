/** `allsky`: cameras of the SyncAPI, and how long what they sent is kept. */
import { isKind } from "../features/syncapi/kinds.ts";
import { expire } from "../features/syncapi/retention/retention.ts";
import { listAllCameras, updateCameraSettings } from "../features/syncapi/retention/queries.ts";
import { openStores } from "../core/storage/mod.ts";
import { CommandError, type CommonOptions, withDatabase } from "./environment.ts";

/** Deletes what is too old, or tells what would be deleted. */
export function expireAllsky(options: CommonOptions & { dryRun?: boolean }): Promise<void> {
  return withDatabase(options, async (sql, settings) => {
    const isRehearsal = Boolean(options.dryRun);
    const stores = await openStores(settings.storage);
    const expired = await expire({ sql, settings, stores }, { isRehearsal });
    const verb = isRehearsal ? "Would delete" : "Deleted";
    for (const { camera, kind, count, days } of expired) {
      console.log(`${verb} ${count} ${kind} of camera ${camera}, older than ${days} days`);
    }
    if (expired.length === 0) console.log("Nothing is too old");
  });
}

/** Prints one camera a line. */
export function listAllskyCameras(options: CommonOptions): Promise<void> {
  return withDatabase(options, async (sql) => {
    for (const { id, uuid, name, hidden, entries, retention } of await listAllCameras(sql)) {
      console.log([id, uuid, hidden ? "hidden" : "shown", entries, JSON.stringify(retention), name].join("\t"));
    }
  });
}

/** Shows or hides a camera, tells where visitors find its entries, or sets how long they are kept. */
export function manageAllskyCamera(
  options: CommonOptions & {
    camera: string;
    hide?: boolean;
    show?: boolean;
    remote?: boolean;
    local?: boolean;
    keep?: string[];
  },
): Promise<void> {
  if (options.hide && options.show) throw new CommandError("--hide and --show exclude each other");
  if (options.remote && options.local) throw new CommandError("--remote and --local exclude each other");
  const id = Number(options.camera);
  if (!/^\d{1,9}$/.test(options.camera)) throw new CommandError(`${options.camera} is no id of a camera`);
  const retention = Object.fromEntries((options.keep ?? []).map(readKeep));
  return withDatabase(options, async (sql) => {
    const hidden = options.hide ? true : options.show ? false : undefined;
    const prefersRemote = options.remote ? true : options.local ? false : undefined;
    if (!await updateCameraSettings(sql, id, { hidden, prefersRemote, retention })) {
      throw new CommandError(`Camera ${id} not found`);
    }
    console.log(`Camera ${id} is changed`);
  });
}

/** `image=90`, or `image=default` to follow the settings again. */
function readKeep(text: string): [string, number | null] {
  const [, kind, days] = /^(\w+)=(\d{1,5}|default)$/.exec(text) ?? [];
  if (kind === undefined || !isKind(kind)) {
    throw new CommandError(`--keep wants a kind and a number of days, such as image=90, got ${text}`);
  }
  return [kind, days === "default" ? null : Number(days)];
}
