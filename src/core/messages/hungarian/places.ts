import type { PLACES as ENGLISH } from "../english/places.ts";

/** Texts of the search for places, in Hungarian. */
export const PLACES: Partial<Record<keyof typeof ENGLISH, string>> = {
  "places.wrong": "Nem lehet helyet keresni",
  "places.sequence": "Sorozat",
  "places.sequence_of": "Sorozat, {day}",
};
