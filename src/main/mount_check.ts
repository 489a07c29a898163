/**
 * Finds disks that are not mounted. A folder where a disk should be is empty: pictures would seem lost, their derivates would be
 * deleted as orphans, and new ones would end up on the wrong disk.
 */
import { join } from "node:path";
import { isDatabaseEmpty } from "../core/db/migrate/mod.ts";
import { onlyRow } from "../core/db/rows.ts";
import type { Sql } from "../core/db/sql.ts";
import type { Settings } from "../core/settings/mod.ts";
import { ALLSKY_FOLDER, pictureOfPath, type Store } from "../core/storage/mod.ts";

/** The database and the files do not belong together; the message says what may be missing, and what to do. */
export class MountError extends Error {
  override name = "MountError";
}

type MountSettings = Pick<Settings, "DB_URL" | "FS_CHECK_MOUNT" | "PANORAMAX_DATA">;

/**
 * Makes sure that a new embedded database has not taken the place of one that is on another disk. To be called before the schema
 * is made: then it is no longer new.
 * @param permanent the store of originals
 * @throws MountError when it is empty and there are originals
 */
export async function refuseNewDatabase(sql: Sql, permanent: Store, settings: MountSettings): Promise<void> {
  const { DB_URL, FS_CHECK_MOUNT, PANORAMAX_DATA } = settings;
  // PostgreSQL itself does not start without its disk.
  if (!FS_CHECK_MOUNT || DB_URL || !await isDatabaseEmpty(sql) || !await hasOriginals(permanent)) return;
  throw new MountError(
    `${permanent.location} holds pictures, but the database in ${join(PANORAMAX_DATA, "db")} is new and empty. ` +
      "If its disk is not mounted, or PANORAMAX_DATA (--data) names another folder than before, correct that. " +
      "If the database is lost, restore a backup with panoramax restore. " +
      "To begin with an empty database next to these files, set FS_CHECK_MOUNT=false once",
  );
}

/**
 * Makes sure that there are files if the database knows some. To be called before anything is cleared up.
 * @param permanent the store of originals
 * @throws MountError when it holds none
 */
export async function refuseMissingFiles(sql: Sql, permanent: Store, settings: MountSettings): Promise<void> {
  if (!settings.FS_CHECK_MOUNT || !await knowsOriginals(sql) || await hasOriginals(permanent)) return;
  throw new MountError(
    `The database knows pictures, but ${permanent.location} holds none. ` +
      "If its disk is not mounted, or FS_URL (or FS_PERMANENT_URL) names another place than before, correct that. " +
      "If the files are lost, restore a backup. To start without them, set FS_CHECK_MOUNT=false",
  );
}

/** Whether the permanent store must hold files. Pictures that wait for blurring are in the temporary one. */
async function knowsOriginals(sql: Sql): Promise<boolean> {
  const { known } = onlyRow(
    await sql<{ known: boolean }[]>`
      SELECT EXISTS (SELECT FROM pictures WHERE preparing_status = 'prepared' AND status <> 'waiting-for-delete')
        OR EXISTS (SELECT FROM allsky_assets WHERE has_file) AS known`,
  );
  return known;
}

/** Looks no further than the first one. Files of others, such as a note that a disk is missing, do not count. */
async function hasOriginals(store: Store): Promise<boolean> {
  for await (const { path } of store.walk()) {
    if (pictureOfPath(path) !== undefined || path.startsWith(`${ALLSKY_FOLDER}/`)) return true;
  }
  return false;
}
