import type { TAGS as ENGLISH } from "../english/tags.ts";

/** Texts of semantic tags, in French. */
export const TAGS: Record<keyof typeof ENGLISH, string> = {
  "tags.duplicate": "Impossible d’ajouter les tags : certains existent déjà",
  "tags.too_long": "Impossible d’ajouter les tags : l’un d’eux est trop long",
};
