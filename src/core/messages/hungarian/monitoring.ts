import type { MONITORING as ENGLISH } from "../english/monitoring.ts";

/** Texts of health and metrics, in Hungarian. */
export const MONITORING: Partial<Record<keyof typeof ENGLISH, string>> = {
  "monitoring.no_metrics": "Ez a példány nem tesz közzé mérési adatokat",
  "monitoring.no_host": "A kérésben nincs Host fejléc, ezért a válaszok címei nem lehetnek helyesek",
  "monitoring.host_underscore": "A(z) „{host}” név aláhúzást tartalmaz, ami gépnevekben nem megengedett",
};
