import type { BASE_MAP as ENGLISH } from "../english/base_map.ts";

/** Texts of the base map, in Spanish. */
export const BASE_MAP: Partial<Record<keyof typeof ENGLISH, string>> = {
  "base_map.none": "No hay mapa de calles",
  "base_map.damaged": "El archivo está dañado o no es un archivo PMTiles",
  "base_map.old_format": "El archivo usa una versión anterior de PMTiles; hace falta la versión 3",
  "base_map.no_vector_tiles": "El archivo contiene teselas de tipo {type}; hacen falta teselas vectoriales (MVT)",
  "base_map.compression": "El archivo está comprimido de una forma que no se admite; hace falta gzip",
  "base_map.schema": "El archivo no sigue el esquema de Protomaps: le faltan las capas {layers}",
  "base_map.old_schema": "El archivo usa una versión anterior del esquema de Protomaps; hace falta la versión 4",
  "base_map.no_file": "Hace falta un archivo, y esto no lo es",
  "base_map.unreadable": "No se puede leer el archivo: {cause}",
  "base_map.unreachable": "No se puede contactar con el servidor del archivo: {cause}",
  "base_map.no_ranges": "El servidor del archivo no envía partes de archivos (rangos HTTP)",
  "base_map.font": "Esas letras no existen",
  "base_map.language": "El parámetro lang debe ser el código de un idioma, como fr",
  "base_map.title": "Mapa base",
  "base_map.is_style": "Estilo de otro servidor",
  "base_map.is_tiles": "Teselas de otro servidor",
  "base_map.is_streets": "Calles",
  "base_map.is_unusable": "No se pueden mostrar las calles",
  "base_map.is_land": "Tierra y fronteras",
};
