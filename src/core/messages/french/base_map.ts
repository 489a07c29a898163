import type { BASE_MAP as ENGLISH } from "../english/base_map.ts";

/** Texts of the base map, in French. */
export const BASE_MAP: Record<keyof typeof ENGLISH, string> = {
  "base_map.none": "Il n’y a pas de plan des rues",
  "base_map.damaged": "Le fichier est endommagé, ou n’est pas une archive PMTiles",
  "base_map.old_format": "L’archive est dans une ancienne version de PMTiles ; il faut la version 3",
  "base_map.no_vector_tiles": "L’archive contient des tuiles de type {type} ; il faut des tuiles vectorielles (MVT)",
  "base_map.compression": "L’archive est compressée d’une manière non prise en charge ; il faut gzip",
  "base_map.schema": "L’archive ne suit pas le schéma de Protomaps : il lui manque les couches {layers}",
  "base_map.old_schema": "L’archive suit une ancienne version du schéma de Protomaps ; il faut la version 4",
  "base_map.no_file": "Il faut un fichier, et ceci n’en est pas un",
  "base_map.unreadable": "Le fichier ne peut pas être lu : {cause}",
  "base_map.unreachable": "Le serveur de l’archive est injoignable : {cause}",
  "base_map.no_ranges": "Le serveur de l’archive n’envoie pas de parties de fichiers (HTTP ranges)",
  "base_map.font": "Ces lettres n’existent pas",
  "base_map.language": "Le paramètre lang doit être le code d’une langue, par exemple fr",
  "base_map.title": "Fond de carte",
  "base_map.is_style": "Style d’un autre serveur",
  "base_map.is_tiles": "Tuiles d’un autre serveur",
  "base_map.is_streets": "Rues",
  "base_map.is_unusable": "Les rues ne peuvent pas être affichées",
  "base_map.is_land": "Terres et frontières",
};
