import type { SEQUENCES as ENGLISH } from "../english/sequences.ts";

/** Texts of sorting sequences, in German. */
export const SEQUENCES: Partial<Record<keyof typeof ENGLISH, string>> = {
  "sequences.unsortable":
    "Diese Sequenz kann nicht nach {name} sortiert werden (den Bildern fehlt diese Angabe: {name})",
  "sequences.gps_date": "GPS-Datum",
  "sequences.file_date": "Dateidatum",
  "sequences.file_name": "Dateiname",
};
