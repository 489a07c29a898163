import type { AUDIT as ENGLISH } from "../english/audit.ts";

/** Texts of the audit log, in Hungarian. */
export const AUDIT: Partial<Record<keyof typeof ENGLISH, string>> = {
  "audit.administrators_only": "Nem jogosult a biztonsági napló olvasására",
};
