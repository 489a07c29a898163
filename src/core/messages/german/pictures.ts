import type { PICTURES as ENGLISH } from "../english/pictures.ts";

/** Texts of picture files and blurring, in German. */
export const PICTURES: Partial<Record<keyof typeof ENGLISH, string>> = {
  "pictures.not_found": "Das Bild wurde nicht gefunden, bitte die ID prüfen",
  "pictures.in_processing": "Das Bild ist nicht verfügbar (wird gerade verarbeitet)",
  "pictures.no_thumbnail": "Für die Sammlung wurde kein Vorschaubild gefunden",
  "pictures.no_tiles": "Für flache Bilder gibt es keine Kacheln",
  "pictures.format": "Ungültiges Bildformat „{format}“, verfügbar sind nur: {formats}",
  "pictures.no_original": "Die Datei des Bildes in voller Auflösung ist nicht verfügbar",
  "pictures.no_derivates": "Die verkleinerten Fassungen des Bildes sind nicht verfügbar",
  "pictures.unreadable": "Die Datei des Bildes kann nicht gelesen werden",
  "pictures.column_not_a_number": "Der Parameter der Spalte soll eine ganze Zahl sein",
  "pictures.column_range": "Der Parameter der Spalte ist ungültig",
  "pictures.row_not_a_number": "Der Parameter der Zeile soll eine ganze Zahl sein",
  "pictures.row_range": "Der Parameter der Zeile ist ungültig",
  "pictures.blurs_need_admin": "Sie dürfen nicht sehen, was verpixelt wurde",
  "pictures.blur_is_empty": "Dieser Teil des Bildes ist leer",
  "pictures.too_many_drawn_blurs": "In einem Bild können höchstens {count} Teile eingezeichnet werden",
  "pictures.file_missing": "Die Datei des Bildes wurde nicht gefunden: {path}",
  "pictures.blur_failed": "Die Verpixelung ist gescheitert: {reason}",
  "pictures.not_blurred": "Das Bild wurde nicht verpixelt und deshalb nicht veröffentlicht: {reason}",
  "pictures.blur_no_picture": "Die Verpixelung ist gescheitert: Die Antwort ist kein Bild. {reason}",
  "pictures.size_unknown": "Die Größe des Bildes ist nicht gespeichert: Seine Datei muss gelesen werden",
  "pictures.not_in_database": "Das Bild {id} wurde in der Datenbank nicht gefunden",
  "pictures.not_collaborative": "Sie dürfen dieses Bild nicht bearbeiten, gemeinsames Bearbeiten ist nicht erlaubt",
};
