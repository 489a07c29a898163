import type { PICTURES as ENGLISH } from "../english/pictures.ts";

/** Texts of picture files and blurring, in German. The others are shown in English. */
export const PICTURES: Partial<Record<keyof typeof ENGLISH, string>> = {
  "pictures.not_found": "Das Bild wurde nicht gefunden, bitte die ID prüfen",
  "pictures.in_processing": "Das Bild ist nicht verfügbar (wird gerade verarbeitet)",
  "pictures.no_thumbnail": "Für die Sammlung wurde kein Vorschaubild gefunden",
  "pictures.no_tiles": "Für flache Bilder gibt es keine Kacheln",
  "pictures.not_in_database": "Das Bild {id} wurde in der Datenbank nicht gefunden",
};
