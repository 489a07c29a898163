import type { MONITORING as ENGLISH } from "../english/monitoring.ts";

export const MONITORING: Partial<Record<keyof typeof ENGLISH, string>> = {
  "monitoring.metrics_refused": "No tiene permiso para leer las estadísticas de la instancia",
};
