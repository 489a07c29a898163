import type { BACKUPS as ENGLISH } from "../english/backups.ts";

/** Texts of backups, in German. */
export const BACKUPS: Partial<Record<keyof typeof ENGLISH, string>> = {
  "backups.title": "Sicherungen",
  "backups.administrators_only": "Sie dürfen die Sicherungen nicht sehen",
  "backups.no_folder": "BACKUP_FOLDER ist nicht gesetzt: Es gibt keinen Platz für Sicherungen",
  "backups.running": "Eine Sicherung läuft schon",
  "backups.now": "Jetzt sichern",
  "backups.begun": "Die Sicherung hat begonnen.",
  "backups.none": "Noch keine Sicherung.",
  "backups.started": "Begonnen",
  "backups.result": "Ergebnis",
  "backups.progress": "{done} von {count} Dateien",
  "backups.done": "{size}, geprüft",
  "backups.file": "Datei",
  "backups.last": "Letzte Sicherung: {date}",
  "backups.next": "Die nächste von selbst: {date}. Die letzten {count} werden aufbewahrt, in {folder}.",
  "backups.not_scheduled": "Von selbst wird keine gemacht. Die letzten {count} werden aufbewahrt, in {folder}.",
  "backups.set_folder":
    "Setzen Sie BACKUP_FOLDER auf einen Ordner auf einem anderen Datenträger, als Umgebungsvariable oder in der Datei mit den Einstellungen, und starten Sie neu: Dann macht diese Seite Sicherungen, und der Server macht jede Nacht eine.",
  "backups.restore": "So wird wiederhergestellt",
  "backups.restore_explained":
    "Eine Sicherung enthält die Datenbank, alle Originale und die Dateien der All-Sky-Kameras in einer Datei. Die Einstellungen sind nicht darin. Stellen Sie sie auf einem Rechner mit diesem Programm in einem neuen Ordner wieder her, sehen Sie sich das Ergebnis an, beenden Sie dann den alten Server und starten Sie den neuen:",
  "backups.elsewhere":
    "Bewahren Sie Kopien auf einem anderen Rechner auf: Ein Datenträger, der ausfällt, nimmt die Sicherungen auf ihm mit.",
};
