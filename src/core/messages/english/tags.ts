/** Texts of semantic tags, in English. */
export const TAGS = {
  "tags.duplicate": "Impossible to add semantic tags because of duplicates",
  "tags.too_long": "Impossible to add semantic tags because one of them is too long",
} as const;
