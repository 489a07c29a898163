import type { STORAGE as ENGLISH } from "../english/storage.ts";

/** Texts of the stores of files, in Spanish. */
export const STORAGE: Partial<Record<keyof typeof ENGLISH, string>> = {
  "storage.no_room":
    "No queda espacio en el servidor. Pida a su administración que libere espacio y vuelva a intentarlo.",
};
