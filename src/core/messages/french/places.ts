import type { PLACES as ENGLISH } from "../english/places.ts";

/** Texts of the search for places, in French. */
export const PLACES: Record<keyof typeof ENGLISH, string> = {
  "places.wrong": "Impossible de chercher un lieu",
  "places.sequence": "Séquence",
  "places.sequence_of": "Séquence du {day}",
};
