import type { AUDIT as ENGLISH } from "../english/audit.ts";

/** Texts of the audit log, in German. */
export const AUDIT: Partial<Record<keyof typeof ENGLISH, string>> = {
  "audit.administrators_only": "Sie dürfen das Audit-Protokoll nicht lesen",
};
