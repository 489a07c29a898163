import type { STORAGE as ENGLISH } from "../english/storage.ts";

/** Texts of the stores of files, in French. */
export const STORAGE: Record<keyof typeof ENGLISH, string> = {
  "storage.no_room": "Le serveur n’a plus de place. Demandez à son administration d’en libérer, puis réessayez.",
};
