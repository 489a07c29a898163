import { HEALTH } from "./health.ts";
import type { ENGLISH } from "../english/mod.ts";
import { ACCOUNTS } from "./accounts.ts";
import { ADMIN } from "./admin.ts";
import { AUDIT } from "./audit.ts";
import { BACKUPS } from "./backups.ts";
import { BASE_MAP } from "./base_map.ts";
import { COMMUNITY } from "./community.ts";
import { GALLERY } from "./gallery.ts";
import { HTTP } from "./http.ts";
import { JOBS } from "./jobs.ts";
import { MAP } from "./map.ts";
import { METADATA } from "./metadata.ts";
import { MONITORING } from "./monitoring.ts";
import { OUTGOING } from "./outgoing.ts";
import { PICTURES } from "./pictures.ts";
import { PLACES } from "./places.ts";
import { SEQUENCES } from "./sequences.ts";
import { SETTINGS_PAGE } from "./settings_page.ts";
import { SKY } from "./sky.ts";
import { STAC } from "./stac.ts";
import { STORAGE } from "./storage.ts";
import { SYNCAPI } from "./syncapi.ts";
import { TAGS } from "./tags.ts";
import { UPLOAD_PAGE } from "./upload_page.ts";
import { UPLOADS } from "./uploads.ts";
import { WEB } from "./web.ts";

/** Texts in Spanish; what is not here is shown in English. */
export const SPANISH: Partial<Record<keyof typeof ENGLISH, string>> = {
  ...ACCOUNTS,
  ...ADMIN,
  ...AUDIT,
  ...BACKUPS,
  ...BASE_MAP,
  ...COMMUNITY,
  ...GALLERY,
  ...HEALTH,
  ...HTTP,
  ...JOBS,
  ...MAP,
  ...METADATA,
  ...MONITORING,
  ...OUTGOING,
  ...PICTURES,
  ...PLACES,
  ...SEQUENCES,
  ...SETTINGS_PAGE,
  ...SKY,
  ...STAC,
  ...STORAGE,
  ...SYNCAPI,
  ...TAGS,
  ...UPLOADS,
  ...UPLOAD_PAGE,
  ...WEB,
};
