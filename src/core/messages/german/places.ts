import type { PLACES as ENGLISH } from "../english/places.ts";

/** Texts of the search for places, in German. */
export const PLACES: Partial<Record<keyof typeof ENGLISH, string>> = {
  "places.wrong": "Es kann nicht nach einem Ort gesucht werden",
  "places.sequence": "Sequenz",
  "places.sequence_of": "Sequenz vom {day}",
};
