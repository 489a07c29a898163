/** Texts of backups, in English. */
export const BACKUPS = {
  "backups.title": "Backups",
  "backups.administrators_only": "You're not authorized to see backups",
  "backups.no_folder": "BACKUP_FOLDER is not set: there is no place for backups",
  "backups.running": "A backup is being made already",
  "backups.now": "Back up now",
  "backups.begun": "The backup has begun.",
  "backups.none": "No backup yet.",
  "backups.started": "Started",
  "backups.result": "Result",
  "backups.progress": "{done} of {count} files",
  "backups.done": "{size}, verified",
  "backups.file": "File",
  "backups.last": "Last backup: {date}",
  "backups.next": "Next by itself: {date}. The last {count} are kept, in {folder}.",
  "backups.not_scheduled": "None is made by itself. The last {count} are kept, in {folder}.",
  "backups.set_folder":
    "Set BACKUP_FOLDER to a folder on another disk, as an environment variable or in the file with the settings, and restart: then this page makes backups, and the server makes one every night.",
  "backups.restore": "How to restore",
  "backups.restore_explained":
    "A backup holds the database, all originals and the files of all-sky cameras, in one file. Settings are not in it. On a machine with this program, restore it into a new folder, look at the result, then stop the old server and start the new one:",
  "backups.elsewhere": "Keep copies on another machine: a disk that breaks takes the backups on it along.",
} as const;
