/** Makes the parts that handlers and jobs work with. */
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { BackgroundWork } from "../core/background.ts";
import { Blurrer } from "../core/blurring/mod.ts";
import type { Sql } from "../core/db/sql.ts";
import { openCodec } from "../core/imaging/codec/mod.ts";
import { Derivates } from "../core/imaging/derivates/mod.ts";
import { logger } from "../core/log.ts";
import { Metrics } from "../core/metrics/metrics.ts";
import type { Services } from "../core/services.ts";
import type { Settings } from "../core/settings/mod.ts";
import { openStores, type Stores } from "../core/storage/mod.ts";
import { Team } from "../core/threads/mod.ts";
import { readSecretKey } from "../features/accounts/mod.ts";

const log = logger("server");

/** What may be there already. */
export interface ServicesOptions {
  stores?: Stores;
  /** For what takes long; that of requests when left out. */
  backgroundSql?: Sql;
  /** To which the thread belongs; it is alone when left out. */
  team?: Team;
  /** Of the team. */
  threads?: number;
}

/** The parts that features work with; nothing runs yet. */
export async function openServices(
  settings: Settings,
  sql: Sql,
  { stores: opened, backgroundSql = sql, team = new Team(), threads = 1 }: ServicesOptions = {},
): Promise<{ services: Services; close(): Promise<void> }> {
  const secretKey = await readSecretKey(settings).catch((error) => {
    if (!settings.DB_URL) throw error;
    log.warn("FLASK_SECRET_KEY is not set: nobody can be authenticated");
    return undefined;
  });
  const stores = opened ?? await openStores(settings.storage);
  const codec = await openCodec(settings.PICTURE_CODEC);
  const processed = settings.PICTURE_PROCESS_THREADS_LIMIT || availableParallelism();
  const derivates = new Derivates({
    codec,
    stores,
    maxPixels: settings.PICTURE_MAX_PIXELS,
    // Other threads make what is asked for, while the first one runs the jobs too.
    concurrency: team.isFirst ? processed : Math.max(1, Math.floor(processed / threads)),
    team,
  });
  const blurrer = new Blurrer({
    faceConfidence: settings.BLUR_FACE_CONFIDENCE,
    scale: settings.BLUR_SCALE,
    threads: settings.BLUR_THREADS,
    plateModel: settings.BLUR_PLATE_MODEL && resolve(settings.BLUR_PLATE_MODEL),
  });
  const background = new BackgroundWork(backgroundSql);
  const metrics = settings.API_METRICS === "false" ? undefined : new Metrics(team.number);
  return {
    services: { settings, sql, stores, derivates, blurrer, background, secretKey, metrics, team },
    async close() {
      await background.stop();
      metrics?.[Symbol.dispose]();
      await blurrer[Symbol.asyncDispose]();
      await codec[Symbol.asyncDispose]();
    },
  };
}
