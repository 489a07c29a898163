import type { STORAGE as ENGLISH } from "../english/storage.ts";

/** Texts of the stores of files, in Hungarian. */
export const STORAGE: Partial<Record<keyof typeof ENGLISH, string>> = {
  "storage.no_room":
    "A kiszolgálón elfogyott a hely. Kérje meg a rendszergazdát, hogy szabadítson fel helyet, majd próbálja újra.",
};
