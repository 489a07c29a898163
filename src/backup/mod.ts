/**
 * Backups of whole instances. Commands make, verify and restore them by these functions; nothing else is for others to use.
 * Features are used here, no feature may use this.
 */
export { type CopiedFiles, copyFiles, type FileCopy } from "./copy_files.ts";
export { type CopiedTable, copyDatabase, type DatabaseCopy } from "./copy_to.ts";
export { type Backup, createBackup } from "./create.ts";
export { BackupError } from "./format.ts";
export { hasContent } from "./queries.ts";
export { type Restoration, restoreBackup } from "./restore.ts";
export { readLastRuns } from "./runs/queries.ts";
export { backupRoutes } from "./runs/routes.ts";
export { backupTask } from "./runs/task.ts";
export { StalledError } from "./stalled.ts";
export { type VerifiedBackup, verifyBackup } from "./verify.ts";
