/** Texts of the search for places, in English. */
export const PLACES = {
  "places.wrong": "Impossible to search for a place",
  "places.sequence": "Sequence",
  "places.sequence_of": "Sequence of {day}",
} as const;
