/**
 * Settings that administrators may change while the program runs. They are stored in the database as texts, which are read like
 * those of the environment; what the environment says wins.
 */

/** How a setting is asked for on a page. */
type RuntimeKind = "flag" | "choice" | "number" | "text" | "url" | "summary";

/** What is to be known of such a setting; what it accepts is in the schema of the environment. */
export interface RuntimeSetting {
  group: "instance" | "uploads" | "blurring" | "map" | "allsky" | "backups" | "limits";
  kind: RuntimeKind;
  /** Of a choice. */
  words?: readonly string[];
  /** Who uses it reads it when the program starts. */
  needsRestart?: true;
}

const RESTART = { group: "limits", kind: "number", needsRestart: true } as const;

/** By name, in the order in which they are shown. */
export const RUNTIME_SETTINGS = {
  API_SUMMARY: { group: "instance", kind: "summary" },
  API_PICTURES_LICENSE_SPDX_ID: { group: "instance", kind: "text" },
  API_PICTURES_LICENSE_URL: { group: "instance", kind: "url" },
  API_FORCE_AUTH_ON_UPLOAD: { group: "uploads", kind: "flag" },
  API_KEEP_ANONYMOUS_UPLOADS: { group: "uploads", kind: "flag" },
  API_ENFORCE_TOS_ACCEPTANCE: { group: "uploads", kind: "flag" },
  API_UPLOAD_SET_COMPLETION_HOURS: { group: "uploads", kind: "number" },
  API_QUOTA_PICTURES: { group: "uploads", kind: "number" },
  API_QUOTA_BYTES: { group: "uploads", kind: "number" },
  BLUR: { group: "blurring", kind: "choice", words: ["builtin", "off"] },
  API_MAP_STYLE_URL: { group: "map", kind: "url" },
  API_MAP_RASTER_URL: { group: "map", kind: "text" },
  API_MAP_RASTER_ATTRIBUTION: { group: "map", kind: "text" },
  API_VIEWER_HOSTS: { group: "map", kind: "text" },
  ALLSKY_IMAGE_DAYS: { group: "allsky", kind: "number" },
  ALLSKY_RAW_DAYS: { group: "allsky", kind: "number" },
  ALLSKY_VIDEO_DAYS: { group: "allsky", kind: "number" },
  BACKUP_CRON: { group: "backups", kind: "text" },
  BACKUP_KEEP: { group: "backups", kind: "number" },
  AUDIT_LOG_DAYS: { group: "limits", kind: "number" },
  API_REQUESTS_PER_MINUTE: RESTART,
  API_UPLOAD_SETS_PER_HOUR: RESTART,
  API_UPLOAD_BYTES_PER_DAY: RESTART,
  API_REPORTS_PER_HOUR: RESTART,
} as const satisfies Record<string, RuntimeSetting>;

/** The name of such a setting. */
export type RuntimeName = keyof typeof RUNTIME_SETTINGS;

/** All such names. */
export const RUNTIME_NAMES = Object.keys(RUNTIME_SETTINGS) as RuntimeName[]; // The keys are just these.

/** Whether a setting can be changed while the program runs. */
export function isRuntimeName(name: string): name is RuntimeName {
  return Object.hasOwn(RUNTIME_SETTINGS, name);
}
