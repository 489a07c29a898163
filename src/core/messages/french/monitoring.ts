import type { MONITORING as ENGLISH } from "../english/monitoring.ts";

/** Texts of health and metrics, in French. */
export const MONITORING: Record<keyof typeof ENGLISH, string> = {
  "monitoring.no_metrics": "Cette instance ne publie pas de métriques",
  "monitoring.no_host": "La requête n’a pas d’en-tête Host, les adresses des réponses ne peuvent pas être correctes",
  "monitoring.host_underscore": "L’hôte « {host} » contient un tiret bas, interdit dans les noms d’hôtes",
};
