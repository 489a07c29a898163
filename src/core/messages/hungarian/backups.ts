import type { BACKUPS as ENGLISH } from "../english/backups.ts";

/** Texts of backups, in Hungarian. */
export const BACKUPS: Partial<Record<keyof typeof ENGLISH, string>> = {
  "backups.title": "Biztonsági mentések",
  "backups.administrators_only": "Nem jogosult a biztonsági mentések megtekintésére",
  "backups.no_folder": "A BACKUP_FOLDER nincs megadva: nincs hová menteni",
  "backups.running": "Már folyamatban van egy mentés",
  "backups.now": "Mentés most",
  "backups.begun": "A mentés elkezdődött.",
  "backups.none": "Még nincs mentés.",
  "backups.started": "Kezdete",
  "backups.result": "Eredmény",
  "backups.progress": "{count} fájlból {done}",
  "backups.done": "{size}, ellenőrizve",
  "backups.file": "Fájl",
  "backups.last": "Utolsó mentés: {date}",
  "backups.next": "A következő magától: {date}. Az utolsó {count} marad meg, itt: {folder}.",
  "backups.not_scheduled": "Magától nem készül mentés. Az utolsó {count} marad meg, itt: {folder}.",
  "backups.set_folder":
    "Adja meg a BACKUP_FOLDER értékét: egy másik lemez mappáját, környezeti változóban vagy a beállítások fájljában, majd indítsa újra. Ezután ezen a lapon készíthet mentést, a kiszolgáló pedig minden éjjel készít egyet.",
  "backups.restore": "Hogyan állítható vissza",
  "backups.restore_explained":
    "Egy mentés egyetlen fájlban tartalmazza az adatbázist, minden eredeti képet és az égboltkamerák fájljait. A beállítások nincsenek benne. Egy gépen, amelyen megvan ez a program, állítsa vissza egy új mappába, nézze meg az eredményt, majd állítsa le a régi kiszolgálót, és indítsa el az újat:",
  "backups.elsewhere":
    "Tartson másolatokat egy másik gépen is: ha egy lemez tönkremegy, a rajta lévő mentések is elvesznek.",
};
