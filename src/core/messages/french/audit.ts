import type { AUDIT as ENGLISH } from "../english/audit.ts";

/** Texts of the audit log, in French. */
export const AUDIT: Record<keyof typeof ENGLISH, string> = {
  "audit.administrators_only": "Vous n’avez pas le droit de lire le journal d’audit",
};
