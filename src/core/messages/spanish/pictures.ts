import type { PICTURES as ENGLISH } from "../english/pictures.ts";

/** Texts of picture files and blurring, in Spanish. The others are shown in English. */
export const PICTURES: Partial<Record<keyof typeof ENGLISH, string>> = {
  "pictures.not_found": "No se encuentra la foto, compruebe su identificador",
  "pictures.in_processing": "La foto no está disponible (se está procesando)",
  "pictures.no_thumbnail": "No se encuentra ninguna miniatura de la colección",
  "pictures.no_tiles": "No hay teselas para las fotos planas",
  "pictures.not_in_database": "La foto {id} no está en la base de datos",
};
