import type { SEQUENCES as ENGLISH } from "../english/sequences.ts";

export const SEQUENCES: Record<keyof typeof ENGLISH, string> = {
  "sequences.unsortable": "Cette séquence ne peut pas être triée par {name} : des photos n’ont pas cette information",
};
