/** Settings that only count until the database has a value of its own. */
import type { Sql } from "../../core/db/sql.ts";
import { logger } from "../../core/log.ts";
import type { Settings } from "../../core/settings/mod.ts";
import { writeMissingDefaults } from "./queries.ts";

const log = logger("settings");

/** Writes the defaults of the settings into the database where it has none, and warns of settings that are ignored. */
export async function keepDefaults(
  sql: Sql,
  { API_DEFAULT_PICTURE_VISIBILITY: visibility, API_DEFAULT_COLLABORATIVE_METADATA_EDITING: editing }: Settings,
): Promise<void> {
  const kept = await writeMissingDefaults(sql, {
    default_visibility: visibility,
    collaborative_metadata: editing ?? null,
  });
  const ignored = "{name}={given} is ignored: the database says {kept}";
  // Nobody asked for the default of the setting.
  if (visibility !== "anyone" && visibility !== kept.default_visibility) {
    log.warn(ignored, {
      name: "API_DEFAULT_PICTURE_VISIBILITY",
      given: visibility,
      kept: kept.default_visibility,
    });
  }
  if (editing !== undefined && editing !== kept.collaborative_metadata) {
    log.warn(ignored, {
      name: "API_DEFAULT_COLLABORATIVE_METADATA_EDITING",
      given: editing,
      kept: kept.collaborative_metadata,
    });
  }
}
