import type { UPLOADS as ENGLISH } from "../english/uploads.ts";

/** Texts of uploads and upload sets, in Spanish. The others are shown in English. */
export const UPLOADS: Partial<Record<keyof typeof ENGLISH, string>> = {
  "uploads.unsupported_name": "Falta el archivo de foto o su formato no se admite (se espera jpg)",
  "uploads.id_taken": "Ya existe una imagen con el mismo identificador",
  "uploads.unknown_set": "El envío {id} no existe",
  "uploads.unreadable_metadata": "No se pueden leer los metadatos de la imagen",
  "uploads.in_excluded_area": "La foto está dentro de una zona excluida",
  "uploads.in_general_area": "La foto está dentro de una zona excluida para todo el mundo.",
  "uploads.in_own_area": "La foto está dentro de una de sus zonas excluidas.",
  "uploads.collection_refused": "No tiene permiso para añadir fotos a esta colección",
  "uploads.collection_deleted": "La colección se ha eliminado, no es posible añadirle fotos",
  "uploads.collection_id_taken": "Ya existe una secuencia con el mismo identificador",
  "uploads.position_taken": "Ya hay una foto en esa posición de la secuencia",
  "uploads.no_picture": "No se envió ningún archivo de foto",
  "uploads.no_position": "Falta el parámetro «position»",
  "uploads.bad_position": "La posición en la secuencia debe ser un entero positivo",
};
