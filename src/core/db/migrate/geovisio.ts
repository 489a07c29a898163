/** Databases of geovisio, whose tables have the names of ours: nothing may be done in one before it is adopted. */
import type { Sql } from "../sql.ts";
import { hasOnlyGeovisioMigrations } from "./queries.ts";

/** The database belongs to geovisio, and was not taken over yet. */
export class GeovisioDatabaseError extends Error {
  override name = "GeovisioDatabaseError";
  constructor() {
    super([
      "This is a database of geovisio. Panoramax can take it over, with all accounts, tokens and pictures.",
      "See what that would do, and then do it, with these commands:",
      "  panoramax adopt --dry-run",
      "  panoramax adopt",
    ].join("\n"));
  }
}

/** @throws GeovisioDatabaseError when the database is one of geovisio */
export async function refuseGeovisioDatabase(sql: Sql): Promise<void> {
  if (await hasOnlyGeovisioMigrations(sql)) throw new GeovisioDatabaseError();
}
