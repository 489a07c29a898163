import type { ENGLISH } from "../english/mod.ts";
import { ACCOUNTS } from "./accounts.ts";
import { AUDIT } from "./audit.ts";
import { COMMUNITY } from "./community.ts";
import { HTTP } from "./http.ts";
import { JOBS } from "./jobs.ts";
import { MAP } from "./map.ts";
import { METADATA } from "./metadata.ts";
import { MONITORING } from "./monitoring.ts";
import { OUTGOING } from "./outgoing.ts";
import { PICTURES } from "./pictures.ts";
import { SEQUENCES } from "./sequences.ts";
import { STAC } from "./stac.ts";
import { STORAGE } from "./storage.ts";
import { SYNCAPI } from "./syncapi.ts";
import { TAGS } from "./tags.ts";
import { UPLOADS } from "./uploads.ts";
import { WEB } from "./web.ts";

/** Texts in German; what is not here is shown in English. */
export const GERMAN: Partial<Record<keyof typeof ENGLISH, string>> = {
  ...ACCOUNTS,
  ...AUDIT,
  ...COMMUNITY,
  ...HTTP,
  ...JOBS,
  ...MAP,
  ...METADATA,
  ...MONITORING,
  ...OUTGOING,
  ...PICTURES,
  ...SEQUENCES,
  ...STAC,
  ...STORAGE,
  ...SYNCAPI,
  ...TAGS,
  ...UPLOADS,
  ...WEB,
};
