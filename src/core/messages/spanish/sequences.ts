import type { SEQUENCES as ENGLISH } from "../english/sequences.ts";

/** Texts of sorting sequences, in Spanish. */
export const SEQUENCES: Partial<Record<keyof typeof ENGLISH, string>> = {
  "sequences.unsortable": "Esta secuencia no se puede ordenar por {name} (a las fotos les falta este dato: {name})",
  "sequences.gps_date": "fecha GPS",
  "sequences.file_date": "fecha del archivo",
  "sequences.file_name": "nombre del archivo",
};
