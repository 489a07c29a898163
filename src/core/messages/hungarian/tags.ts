import type { TAGS as ENGLISH } from "../english/tags.ts";

/** Texts of semantic tags, in Hungarian. */
export const TAGS: Partial<Record<keyof typeof ENGLISH, string>> = {
  "tags.duplicate": "A címkék nem adhatók hozzá: némelyik már létezik",
  "tags.too_long": "A címkék nem adhatók hozzá: az egyik túl hosszú",
};
