import type { TAGS as ENGLISH } from "../english/tags.ts";

/** Texts of semantic tags, in French. */
export const TAGS: Record<keyof typeof ENGLISH, string> = {
  "tags.duplicate": "Impossible d’ajouter les étiquettes : certaines existent déjà",
  "tags.too_long": "Impossible d’ajouter les étiquettes : l’une d’elles est trop longue",
};
