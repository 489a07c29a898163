import type { HTTP as ENGLISH } from "../english/http.ts";

/** Texts of requests and answers in general, in Spanish. The others are shown in English. */
export const HTTP: Partial<Record<keyof typeof ENGLISH, string>> = {
  "http.not_found": "No encontrado",
  "http.try_again_soon": "El servidor no puede hacerlo en este momento, inténtelo de nuevo pronto",
  "http.bad_parameters": "No se pueden leer los parámetros",
  "http.unsupported_filter": "Este filtro no se admite",
  "http.stats_not_readable": "No tiene permiso para leer las estadísticas de la instancia",
};
