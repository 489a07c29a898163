import { withFrenchSpaces } from "./spacing.ts";
import { TAGS } from "./tags.ts";
import { ACCOUNTS } from "./accounts.ts";
import { ADMIN } from "./admin.ts";
import { AUDIT } from "./audit.ts";
import { BASE_MAP } from "./base_map.ts";
import { BACKUPS } from "./backups.ts";
import { COMMUNITY } from "./community.ts";
import { GALLERY } from "./gallery.ts";
import { HEALTH } from "./health.ts";
import { HTTP } from "./http.ts";
import { IMAGING } from "./imaging.ts";
import { JOBS } from "./jobs.ts";
import { MAP } from "./map.ts";
import { OUTGOING } from "./outgoing.ts";
import { MONITORING } from "./monitoring.ts";
import { METADATA } from "./metadata.ts";
import { PICTURES } from "./pictures.ts";
import { PLACES } from "./places.ts";
import { SEQUENCES } from "./sequences.ts";
import { SKY } from "./sky.ts";
import { SETTINGS_PAGE } from "./settings_page.ts";
import { STAC } from "./stac.ts";
import { STORAGE } from "./storage.ts";
import { SYNCAPI } from "./syncapi.ts";
import { UPLOADS } from "./uploads.ts";
import { UPLOAD_PAGE } from "./upload_page.ts";
import { WEB } from "./web.ts";

const SPACED = withFrenchSpaces({
  ...ACCOUNTS,
  ...ADMIN,
  ...AUDIT,
  ...BASE_MAP,
  ...BACKUPS,
  ...COMMUNITY,
  ...GALLERY,
  ...HEALTH,
  ...HTTP,
  ...IMAGING,
  ...JOBS,
  ...MAP,
  ...OUTGOING,
  ...MONITORING,
  ...PICTURES,
  ...PLACES,
  ...SEQUENCES,
  ...SKY,
  ...SETTINGS_PAGE,
  ...STAC,
  ...STORAGE,
  ...SYNCAPI,
  ...UPLOADS,
  ...UPLOAD_PAGE,
  ...WEB,
  ...TAGS,
});

/** All texts in French. They are typed with ordinary spaces; clients of geovisio compare what its reader of metadata says. */
export const FRENCH = { ...SPACED, ...METADATA };
