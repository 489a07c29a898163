import type { BASE_MAP as ENGLISH } from "../english/base_map.ts";

/** Texts of the base map, in German. */
export const BASE_MAP: Partial<Record<keyof typeof ENGLISH, string>> = {
  "base_map.none": "Es gibt keine Straßenkarte",
  "base_map.damaged": "Die Datei ist beschädigt oder kein PMTiles-Archiv",
  "base_map.old_format": "Das Archiv hat eine frühere Version von PMTiles; nötig ist Version 3",
  "base_map.no_vector_tiles": "Das Archiv enthält Kacheln der Art {type}; nötig sind Vektorkacheln (MVT)",
  "base_map.compression": "Das Archiv ist auf eine Weise komprimiert, die nicht unterstützt wird; nötig ist gzip",
  "base_map.schema": "Das Archiv hat nicht das Schema von Protomaps: Ihm fehlen die Ebenen {layers}",
  "base_map.old_schema": "Das Archiv hat eine frühere Version des Schemas von Protomaps; nötig ist Version 4",
  "base_map.no_file": "Nötig ist eine Datei, und dies ist keine",
  "base_map.unreadable": "Die Datei kann nicht gelesen werden: {cause}",
  "base_map.unreachable": "Der Server des Archivs ist nicht erreichbar: {cause}",
  "base_map.no_ranges": "Der Server des Archivs sendet keine Teile von Dateien (HTTP-Bereiche)",
  "base_map.font": "Diese Schriftzeichen gibt es nicht",
  "base_map.language": "Der Parameter lang soll ein Sprachcode sein, wie fr",
  "base_map.title": "Grundkarte",
  "base_map.is_style": "Stil eines anderen Servers",
  "base_map.is_tiles": "Kacheln eines anderen Servers",
  "base_map.is_streets": "Straßen",
  "base_map.is_unusable": "Straßen können nicht gezeigt werden",
  "base_map.is_land": "Land und Grenzen",
};
