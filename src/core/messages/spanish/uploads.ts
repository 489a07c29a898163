import type { UPLOADS as ENGLISH } from "../english/uploads.ts";

export const UPLOADS: Partial<Record<keyof typeof ENGLISH, string>> = {
  "uploads.unsupported_name": "Falta el archivo de foto o su formato no se admite (se espera jpg)",
  "uploads.id_taken": "Ya existe una imagen con el mismo identificador",
  "uploads.unknown_set": "El envío {id} no existe",
  "uploads.bad_parameters": "No se pueden leer los parámetros",
  "uploads.unreadable_metadata": "No se pueden leer los metadatos de la imagen",
  "uploads.in_excluded_area": "La foto está dentro de una zona excluida",
  "uploads.logged_only_refused":
    "La visibilidad logged-only no es posible en esta instancia, ya que cualquiera puede crear una cuenta",
  "uploads.bad_filter": "Este filtro no se admite",
};
