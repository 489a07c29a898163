/** Settings of uploads, of who may see what is uploaded, and of what clients may ask for. */
import { flag, hosts, integer, oneOf } from "./values.ts";

/** Who may see a picture, a sequence or an upload set. */
export const VISIBILITIES = ["anyone", "owner-only", "logged-only"] as const;
/** Who may see a picture, a sequence or an upload set. */
export type Visibility = (typeof VISIBILITIES)[number];

/** More than any limit needs; 0 is for none. */
const MOST_COUNTED = 1_000_000_000;

/** Settings of uploads and their dispatch. */
export const uploadSettings = {
  API_FORCE_AUTH_ON_UPLOAD: flag(false),
  API_KEEP_ANONYMOUS_UPLOADS: flag(false),
  API_ACCEPT_DUPLICATE: flag(false),
  API_UPLOAD_SET_COMPLETION_HOURS: integer(0, "a number of hours (0: never)", { min: 0, max: 87_600 }),
  API_ENFORCE_TOS_ACCEPTANCE: flag(false),
  API_READ_ONLY: flag(false),
  API_REGISTRATION_IS_OPEN: flag(false),
  API_TRANSFER_PRIVATE_HOSTS: hosts,
  API_DEFAULT_PICTURE_VISIBILITY: oneOf(VISIBILITIES, "anyone"),
  API_DEFAULT_COLLABORATIVE_METADATA_EDITING: flag(undefined),
  API_METRICS: oneOf(["private", "true", "admin", "false"], "private"),
  AUDIT_LOG_DAYS: integer(365, "a number of days (0: for ever)", { min: 0, max: 36_500 }),
  API_REPORTS_PER_HOUR: integer(20, "a number of reports (0: no limit)", { min: 0, max: MOST_COUNTED }),
  API_REQUESTS_PER_MINUTE: integer(0, "a number of requests (0: no limit)", { min: 0, max: MOST_COUNTED }),
  API_UPLOAD_SETS_PER_HOUR: integer(0, "a number of upload sets (0: no limit)", { min: 0, max: MOST_COUNTED }),
  API_UPLOAD_BYTES_PER_DAY: integer(0, "a number of bytes (0: no limit)", { min: 0, max: Number.MAX_SAFE_INTEGER }),
  API_QUOTA_PICTURES: integer(0, "a number of pictures (0: no limit)", { min: 0, max: MOST_COUNTED }),
  API_QUOTA_BYTES: integer(0, "a number of bytes (0: no limit)", { min: 0, max: Number.MAX_SAFE_INTEGER }),
};
