import type { TAGS as ENGLISH } from "../english/tags.ts";

/** Texts of semantic tags, in German. */
export const TAGS: Partial<Record<keyof typeof ENGLISH, string>> = {
  "tags.duplicate": "Die Tags können nicht hinzugefügt werden: Manche gibt es schon",
  "tags.too_long": "Die Tags können nicht hinzugefügt werden: Einer davon ist zu lang",
};
