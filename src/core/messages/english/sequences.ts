/** Texts of sorting sequences, in English. */
export const SEQUENCES = {
  // geovisio's text
  "sequences.unsortable":
    "Sort by {name} is not possible on this sequence (no {name} information available on pictures)",
  "sequences.gps_date": "GPS date",
  "sequences.file_date": "file date",
  "sequences.file_name": "file name",
} as const;
