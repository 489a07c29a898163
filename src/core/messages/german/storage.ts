import type { STORAGE as ENGLISH } from "../english/storage.ts";

/** Texts of the stores of files, in German. */
export const STORAGE: Partial<Record<keyof typeof ENGLISH, string>> = {
  "storage.no_room":
    "Auf dem Server ist kein Platz mehr. Bitten Sie die Administration, Platz zu schaffen, und versuchen Sie es dann noch einmal.",
};
