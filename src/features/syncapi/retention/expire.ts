/** Deletes what cameras sent after a number of days by kind, set for all cameras or for one. */
import { logger } from "../../../core/log.ts";
import type { Services } from "../../../core/services.ts";
import type { Settings } from "../../../core/settings/mod.ts";
import { type ConfirmedMoment, confirmMoment } from "../../../core/steady_clock.ts";
import type { PeriodicTask } from "../../jobs/mod.ts";
import { deleteAllDiscardedFiles, deleteDiscardedFiles, discardFiles } from "./discarded_files.ts";
import { deleteAssets, deleteUnusedThumbnails } from "../assets/queries.ts";
import { type Kind, KIND_NAMES, KINDS } from "../assets/kinds.ts";
import { countExpired, findExpired, listRetentions } from "./queries.ts";

/** Entries of one transaction: few, so that uploads do not wait. */
const BATCH = 100;

/** What expires: assets of one kind and camera, this many days after they were taken. */
export interface ExpiryRule {
  cameraId: number;
  camera: string;
  kind: Kind;
  days: number;
}

/** How much expired. */
export interface Expired extends ExpiryRule {
  count: number;
}

/** Days that a kind is kept where a camera has no setting of its own; 0 means forever. */
export function defaultDays(kind: Kind, settings: Settings): number {
  const { ALLSKY_IMAGE_DAYS: images, ALLSKY_RAW_DAYS: raw, ALLSKY_VIDEO_DAYS: videos } = settings;
  return { images, raw, videos }[KINDS[kind].retention];
}

/** The rules of all cameras. Thumbnails are deleted together with their asset. */
export async function expiryRules({ sql, settings }: Pick<Services, "sql" | "settings">): Promise<ExpiryRule[]> {
  const cameras = await listRetentions(sql);
  return cameras.flatMap(({ id, name, retention }) =>
    KIND_NAMES.filter((kind) => kind !== "thumbnail")
      .map((kind) => ({ cameraId: id, camera: name, kind, days: retention[kind] ?? defaultDays(kind, settings) }))
      .filter(({ days }) => days > 0)
  );
}

/**
 * Every hour, as some machines are never on at noon: deletes assets that have expired, unless the clock may be wrong, and files that
 * a crash left behind.
 */
export const expireAllskyTask: PeriodicTask = {
  name: "deleting old images of cameras",
  pattern: () => "35 * * * *",
  async run(services) {
    const { sql, stores } = services;
    const moment = await confirmMoment(sql);
    if (!moment) return void await deleteAllDiscardedFiles(sql, stores.permanent);
    for (const { camera, kind, count, days } of await expire(services, moment)) {
      const details = { camera, kind, count, days };
      logger("syncapi").info("Deleted {count} {kind} of camera {camera}, older than {days} days", details);
    }
  },
};

/**
 * Deletes what is older than its rule allows, rows first.
 * @param moment from which ages are counted
 * @param isRehearsal only count, delete nothing
 */
export async function expire(
  services: Pick<Services, "sql" | "settings" | "stores">,
  moment: ConfirmedMoment,
  { isRehearsal = false } = {},
): Promise<Expired[]> {
  const { sql, stores } = services;
  const expired: Expired[] = [];
  for (const rule of await expiryRules(services)) {
    const count = isRehearsal ? await countExpired(sql, rule, moment) : await expireByRule(services, rule, moment);
    if (count > 0) expired.push({ ...rule, count });
  }
  if (!isRehearsal) await deleteAllDiscardedFiles(sql, stores.permanent);
  return expired;
}

async function expireByRule(
  { sql, stores }: Pick<Services, "sql" | "stores">,
  rule: ExpiryRule,
  moment: ConfirmedMoment,
): Promise<number> {
  for (let count = 0;;) {
    const { ids, paths } = await sql.begin(async (tx) => {
      const found = await findExpired(tx, rule, moment, BATCH);
      const ids = found.map(({ id }) => id);
      const paths = await deleteAssets(tx, ids);
      const thumbnails = found.flatMap(({ thumbnail_uuid }) => thumbnail_uuid ?? []);
      paths.push(...await deleteUnusedThumbnails(tx, rule.cameraId, thumbnails));
      await discardFiles(tx, paths);
      return { ids, paths };
    });
    await deleteDiscardedFiles(sql, stores.permanent, paths);
    count += ids.length;
    if (ids.length < BATCH) return count;
  }
}
