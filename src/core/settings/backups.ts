/** Settings of backups that the server makes. */
import { Cron } from "croner";
import { anyText, integer, setting } from "./values.ts";

/** Settings of backups. */
export const backupSettings = {
  BACKUP_FOLDER: anyText,
  BACKUP_CRON: setting<string, string>("30 1 * * *", "'never' or a cron pattern such as '30 1 * * *'", (text) => {
    return text === "never" || isCronPattern(text) ? text : undefined;
  }),
  BACKUP_KEEP: integer(7, "a number of backups", { min: 1, max: 1000 }),
};

/** Whether croner understands a pattern of five or six fields. */
export function isCronPattern(text: string): boolean {
  try {
    new Cron(text, { paused: true }).stop();
    return true;
  } catch {
    return false;
  }
}
