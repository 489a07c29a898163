import { UPLOADS } from "./uploads.ts";
import { MAP } from "./map.ts";
import { MONITORING } from "./monitoring.ts";
import { PICTURES } from "./pictures.ts";
import { STAC } from "./stac.ts";
import { ACCOUNTS } from "./accounts.ts";
import { COMMUNITY } from "./community.ts";
import { HTTP } from "./http.ts";
import type { ENGLISH } from "../english/mod.ts";

/** Texts in Hungarian; what is not here is shown in English. */
export const HUNGARIAN: Partial<Record<keyof typeof ENGLISH, string>> = {
  ...ACCOUNTS,
  ...COMMUNITY,
  ...HTTP,
  ...STAC,
  ...MAP,
  ...MONITORING,
  ...PICTURES,
  ...UPLOADS,
};
