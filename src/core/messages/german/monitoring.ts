import type { MONITORING as ENGLISH } from "../english/monitoring.ts";

/** Texts of health and metrics, in German. */
export const MONITORING: Partial<Record<keyof typeof ENGLISH, string>> = {
  "monitoring.no_metrics": "Diese Instanz veröffentlicht keine Messwerte",
  "monitoring.no_host": "Die Anfrage hat keinen Host-Header, deshalb können Adressen in Antworten nicht stimmen",
  "monitoring.host_underscore": "Der Host „{host}“ enthält einen Unterstrich, der in Hostnamen nicht erlaubt ist",
};
