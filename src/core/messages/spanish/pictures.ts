import type { PICTURES as ENGLISH } from "../english/pictures.ts";

/** Texts of picture files and blurring, in Spanish. */
export const PICTURES: Partial<Record<keyof typeof ENGLISH, string>> = {
  "pictures.not_found": "No se encuentra la foto, compruebe su identificador",
  "pictures.in_processing": "La foto no está disponible (se está procesando)",
  "pictures.no_thumbnail": "No se encuentra ninguna miniatura de la colección",
  "pictures.no_tiles": "No hay teselas para las fotos planas",
  "pictures.format": "Formato de imagen «{format}» no válido, solo están disponibles: {formats}",
  "pictures.no_original": "El archivo de la foto en resolución completa no está disponible",
  "pictures.no_derivates": "Las versiones reducidas de la foto no están disponibles",
  "pictures.unreadable": "No se puede leer el archivo de la foto",
  "pictures.column_not_a_number": "El parámetro de la columna debe ser un entero",
  "pictures.column_range": "El parámetro de la columna no es válido",
  "pictures.row_not_a_number": "El parámetro de la fila debe ser un entero",
  "pictures.row_range": "El parámetro de la fila no es válido",
  "pictures.blurs_need_admin": "No tiene permiso para ver qué se ha difuminado",
  "pictures.blur_is_empty": "Esta parte de la foto está vacía",
  "pictures.too_many_drawn_blurs": "No se pueden dibujar más de {count} partes de una foto",
  "pictures.file_missing": "No se encuentra el archivo de la foto: {path}",
  "pictures.blur_failed": "El servicio de difuminado ha fallado: {reason}",
  "pictures.not_blurred": "La foto no se ha difuminado, así que no se ha publicado: {reason}",
  "pictures.blur_no_picture": "El servicio de difuminado ha fallado: la respuesta no es una foto. {reason}",
  "pictures.size_unknown": "El tamaño de la foto no está guardado: hay que leer su archivo",
  "pictures.not_in_database": "La foto {id} no está en la base de datos",
  "pictures.not_collaborative": "No tiene permiso para modificar esta foto, la edición colaborativa no está permitida",
};
