import type { AUDIT as ENGLISH } from "../english/audit.ts";

/** Texts of the audit log, in Spanish. */
export const AUDIT: Partial<Record<keyof typeof ENGLISH, string>> = {
  "audit.administrators_only": "No tiene permiso para leer el registro de auditoría",
};
