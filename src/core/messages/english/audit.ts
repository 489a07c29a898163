/** Texts of the audit log, in English. */
export const AUDIT = {
  "audit.administrators_only": "You're not authorized to read the audit log",
} as const;
