/** What a database of geovisio (https://gitlab.com/panoramax/server/api) is recognised by, and the names of what it keeps. */

/** Something keeps the database from being adopted, or the adoption from being undone. */
export class AdoptionError extends Error {
  override name = "AdoptionError";
}

/** The schema that geovisio's tables wait in until `adopt --finish`. */
export const ASIDE = "geovisio_before_adoption";

/** Version of geovisio whose tables are known. */
export const KNOWN_VERSION = "2.15";

/** Names of its first and last migration that the tables may stand at: 2.15.0 and 2.15.1 differ in nothing that matters. */
const KNOWN_MIGRATIONS = ["20260611_01_oIsoT-job-id-idx", "20260708_01_TZp6q-excluded-area-rejection-status"];

/** Days of its releases, as in its change log: a migration came with the first release after its own day. */
const RELEASES: readonly (readonly [day: string, version: string])[] = [
  ["20250210", "2.8 or older"],
  ["20250512", "2.9"],
  ["20250827", "2.10"],
  ["20251212", "2.11"],
  ["20260204", "2.12"],
  ["20260223", "2.13"],
  ["20260507", "2.14"],
  ["20260715", KNOWN_VERSION],
];

/**
 * Refuses every version but the known one.
 * @param lastMigration name of the newest migration that geovisio has applied, such as `20260611_01_oIsoT-job-id-idx`
 * @throws AdoptionError that says what to do
 */
export function requireKnownVersion(lastMigration: string | undefined): void {
  if (lastMigration !== undefined && KNOWN_MIGRATIONS.includes(lastMigration)) return;
  const upgrade =
    `Let geovisio itself upgrade it to ${KNOWN_VERSION} first: install geovisio ${KNOWN_VERSION}.1, run ` +
    "panoramax_backend db upgrade, then run panoramax adopt again";
  if (lastMigration === undefined) {
    throw new AdoptionError(`The database has none of geovisio's migrations. ${upgrade}`);
  }
  const version = RELEASES.find(([day]) => lastMigration.slice(0, 8) <= day)?.[1];
  if (version === undefined) {
    throw new AdoptionError(
      `The database was made by a newer geovisio than ${KNOWN_VERSION} (its last migration is ${lastMigration}). This ` +
        `version of Panoramax can only adopt databases of geovisio ${KNOWN_VERSION}`,
    );
  }
  const state = version === KNOWN_VERSION
    ? `The database was not completely upgraded to geovisio ${KNOWN_VERSION}`
    : `The database was made by geovisio ${version}`;
  throw new AdoptionError(`${state} (its last migration is ${lastMigration}). ${upgrade}`);
}

/** Tables, views and materialized views. Everything else in the schema `public` belongs to somebody else, and stays. */
export const RELATIONS: readonly string[] = [
  "_yoyo_log",
  "_yoyo_migration",
  "_yoyo_version",
  "accounts",
  "annotations",
  "annotations_semantics",
  "configurations",
  "excluded_areas",
  "files",
  "job_history",
  "job_queue",
  "next_sequences",
  "pages",
  "pictures",
  "pictures_aggregate_grid",
  "pictures_aggregate_grid_expired",
  "pictures_changes",
  "pictures_grid",
  "pictures_semantics",
  "pictures_semantics_aggregated",
  "pictures_semantics_history",
  "refresh_database",
  "reports",
  "sequences",
  "sequences_changes",
  "sequences_pictures",
  "sequences_semantics",
  "sequences_semantics_aggregated",
  "sequences_semantics_history",
  "tokens",
  "upload_sets",
  "upload_sets_semantics",
  "yoyo_lock",
];

/** Enumerated types. */
export const TYPES: readonly string[] = [
  "account_role",
  "file_rejection_status",
  "file_type",
  "job_type",
  "picture_preparing_status",
  "picture_process_task",
  "picture_status",
  "report_status",
  "report_type",
  "sequence_sort",
  "sequence_status",
  "upload_set_sort_method",
  "visibility_status",
];

/** Functions, most of them of triggers. */
export const FUNCTIONS: readonly string[] = [
  "ask_for_all_file_deletion_after_delete",
  "clean_exif",
  "compute_pictures_aggregate_grid",
  "compute_pictures_aggregate_grid_expired",
  "compute_sequence_bbox",
  "compute_sequence_geom",
  "delete_upload_set_on_last_picture",
  "generate_default_token",
  "get_picture_annotations",
  "get_picture_diffable_fields",
  "get_picture_semantics",
  "get_sequence_diffable_fields",
  "h_pixel_density",
  "is_picture_in_excluded_area",
  "is_picture_visible_by_user",
  "is_sequence_visible_by_user",
  "is_upload_set_visible_by_user",
  "jsonb_diff",
  "pic_to_grid",
  "picture_insertion",
  "picture_modification_history",
  "pictures_aggregate_grid_expire_pic",
  "pictures_aggregate_grid_expire_seq",
  "pictures_change_grid",
  "pictures_deletions_updated_at_on_sequences",
  "pictures_hpixdens",
  "pictures_update_geom_sequence",
  "pictures_updates_on_sequences",
  "report_auto_hide_picture",
  "report_update_ts_closed",
  "seq_to_grid",
  "sequence_modification_history",
  "sequences_change_grid",
  "sequences_pictures_delete",
  "sequences_update_ts",
  "update_pictures_updated_at_on_pictures_change",
  "update_sequence_nb_pics_on_sequences_pictures_deletion",
  "update_sequence_on_picture_insertion",
  "update_sequence_on_sequences_pictures_deletion",
  "upload_set_completion",
];
