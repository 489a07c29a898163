import type { MONITORING as ENGLISH } from "../english/monitoring.ts";

/** Texts of health and metrics, in Spanish. */
export const MONITORING: Partial<Record<keyof typeof ENGLISH, string>> = {
  "monitoring.no_metrics": "Esta instancia no publica métricas",
  "monitoring.no_host":
    "La petición no tiene cabecera Host, así que las direcciones de las respuestas no pueden ser correctas",
  "monitoring.host_underscore": "El host «{host}» contiene un guion bajo, que los nombres de host no admiten",
};
