/** What settings are called on the page. */
import type { DescribedSetting } from "../../instance_settings/mod.ts";

/** The label of each setting that has one field. */
export const SETTING_LABELS = {
  API_PICTURES_LICENSE_SPDX_ID: "settings.API_PICTURES_LICENSE_SPDX_ID",
  API_PICTURES_LICENSE_URL: "settings.API_PICTURES_LICENSE_URL",
  API_FORCE_AUTH_ON_UPLOAD: "settings.API_FORCE_AUTH_ON_UPLOAD",
  API_KEEP_ANONYMOUS_UPLOADS: "settings.API_KEEP_ANONYMOUS_UPLOADS",
  API_ENFORCE_TOS_ACCEPTANCE: "settings.API_ENFORCE_TOS_ACCEPTANCE",
  API_UPLOAD_SET_COMPLETION_HOURS: "settings.API_UPLOAD_SET_COMPLETION_HOURS",
  API_QUOTA_PICTURES: "settings.API_QUOTA_PICTURES",
  API_QUOTA_BYTES: "settings.API_QUOTA_BYTES",
  BLUR: "settings.BLUR",
  API_MAP_STYLE_URL: "settings.API_MAP_STYLE_URL",
  API_MAP_RASTER_URL: "settings.API_MAP_RASTER_URL",
  API_MAP_RASTER_ATTRIBUTION: "settings.API_MAP_RASTER_ATTRIBUTION",
  API_VIEWER_HOSTS: "settings.API_VIEWER_HOSTS",
  ALLSKY_IMAGE_DAYS: "settings.ALLSKY_IMAGE_DAYS",
  ALLSKY_RAW_DAYS: "settings.ALLSKY_RAW_DAYS",
  ALLSKY_VIDEO_DAYS: "settings.ALLSKY_VIDEO_DAYS",
  BACKUP_CRON: "settings.BACKUP_CRON",
  BACKUP_KEEP: "settings.BACKUP_KEEP",
  AUDIT_LOG_DAYS: "settings.AUDIT_LOG_DAYS",
  API_REQUESTS_PER_MINUTE: "settings.API_REQUESTS_PER_MINUTE",
  API_UPLOAD_SETS_PER_HOUR: "settings.API_UPLOAD_SETS_PER_HOUR",
  API_UPLOAD_BYTES_PER_DAY: "settings.API_UPLOAD_BYTES_PER_DAY",
  API_REPORTS_PER_HOUR: "settings.API_REPORTS_PER_HOUR",
  API_DEFAULT_PICTURE_VISIBILITY: "settings.API_DEFAULT_PICTURE_VISIBILITY",
  API_DEFAULT_COLLABORATIVE_METADATA_EDITING: "settings.API_DEFAULT_COLLABORATIVE_METADATA_EDITING",
} as const satisfies Record<Exclude<DescribedSetting["name"], "API_SUMMARY">, string>;

/** The fields of what the instance says of itself, in the order in which they are shown. */
export const SUMMARY_LABELS = [
  { field: "name_en", label: "settings.API_SUMMARY_name_en" },
  { field: "name_fr", label: "settings.API_SUMMARY_name_fr" },
  { field: "description_en", label: "settings.API_SUMMARY_description_en" },
  { field: "description_fr", label: "settings.API_SUMMARY_description_fr" },
  { field: "email", label: "settings.API_SUMMARY_email" },
  { field: "color", label: "settings.API_SUMMARY_color" },
  { field: "logo", label: "settings.API_SUMMARY_logo" },
] as const;

/** Groups of settings, in the order in which they are shown. */
export const SETTING_GROUPS = [
  { group: "instance", title: "settings.group_instance" },
  { group: "uploads", title: "settings.group_uploads" },
  { group: "blurring", title: "settings.group_blurring" },
  { group: "map", title: "web.map" },
  { group: "allsky", title: "syncapi.cameras" },
  { group: "backups", title: "backups.title" },
  { group: "limits", title: "settings.group_limits" },
] as const;
