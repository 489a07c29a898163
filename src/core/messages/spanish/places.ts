import type { PLACES as ENGLISH } from "../english/places.ts";

/** Texts of the search for places, in Spanish. */
export const PLACES: Partial<Record<keyof typeof ENGLISH, string>> = {
  "places.wrong": "No se puede buscar un lugar",
  "places.sequence": "Secuencia",
  "places.sequence_of": "Secuencia del {day}",
};
