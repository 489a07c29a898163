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
  const load = async () => {
    try {
      await loadStored(sql, settings);
      onChange();
    } catch (error) {
      log.error("Changed settings could not be read: {error}", { error });
    }
  };
  // One after the other: what was read first must not be applied last.
  let loading = Promise.resolve();
  const reload = () => {
    loading = loading.then(load);
  };
  // The second one runs when it begins to hear, also after a reconnection: changes may have been missed before.
  const listening = await sql.listen(CHANNEL, reload, reload);
  await loading;
  return () => listening.unlisten();
}
