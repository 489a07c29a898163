import type { TAGS as ENGLISH } from "../english/tags.ts";

/** Texts of semantic tags, in Spanish. */
export const TAGS: Partial<Record<keyof typeof ENGLISH, string>> = {
  "tags.duplicate": "No se pueden añadir las etiquetas: algunas ya existen",
  "tags.too_long": "No se pueden añadir las etiquetas: una de ellas es demasiado larga",
};
