/** Backups of whole instances. */
export { createBackup } from "./create.ts";
export { BackupError } from "./format.ts";
export { restoreBackup } from "./restore.ts";
