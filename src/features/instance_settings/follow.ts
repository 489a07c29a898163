/** Goes by the settings that are stored in the database, also when they are changed, by whichever server. */
import type { Sql } from "../../core/db/sql.ts";
import { sqlStateOf } from "../../core/db/errors.ts";
import { logger } from "../../core/log.ts";
import { applyStored, type Settings } from "../../core/settings/mod.ts";
import { CHANNEL, readStored } from "./queries.ts";

const log = logger("settings");
/** PostgreSQL's "undefined table": a schema of an earlier version, with DB_CHECK_SCHEMA=false. */
const NO_SUCH_TABLE = "42P01";

/** Reads what is stored, and goes by it. */
export async function loadStored(sql: Sql, settings: Settings): Promise<void> {
  try {
    const ignored = applyStored(settings, await readStored(sql));
    if (ignored.length > 0) {
      log.warn("{names}: stored by an administrator, not accepted by this version and ignored", {
        names: ignored.join(", "),
      });
    }
  } catch (error) {
    if (sqlStateOf(error) !== NO_SUCH_TABLE) throw error;
  }
}

/**
 * Hears of changes until it is stopped.
 * @param onChange called after each
 */
export async function followStored(sql: Sql, settings: Settings, onChange: () => void): Promise<() => Promise<void>> {
  const reload = async () => {
    try {
      await loadStored(sql, settings);
      onChange();
    } catch (error) {
      log.error("Changed settings could not be read: {error}", { error });
    }
  };
  let isFirst = true;
  // The second one runs also after a reconnection, when changes may have been missed.
  const listening = await sql.listen(CHANNEL, () => void reload(), () => {
    if (!isFirst) reload();
    isFirst = false;
  });
  return () => listening.unlisten();
}
