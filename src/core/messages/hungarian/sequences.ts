import type { SEQUENCES as ENGLISH } from "../english/sequences.ts";

/** Texts of sorting sequences, in Hungarian. */
export const SEQUENCES: Partial<Record<keyof typeof ENGLISH, string>> = {
  "sequences.unsortable": "Ez a sorozat nem rendezhető így: {name} (a képekből hiányzik ez az adat: {name})",
  "sequences.gps_date": "GPS-dátum",
  "sequences.file_date": "fájl dátuma",
  "sequences.file_name": "fájlnév",
};
