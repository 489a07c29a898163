import type { SEQUENCES as ENGLISH } from "../english/sequences.ts";

/** Texts of sorting sequences, in French. */
export const SEQUENCES: Record<keyof typeof ENGLISH, string> = {
  "sequences.unsortable": "Cette séquence ne peut pas être triée par {name} : des photos n’ont pas cette information",
  "sequences.gps_date": "date GPS",
  "sequences.file_date": "date du fichier",
  "sequences.file_name": "nom de fichier",
};
