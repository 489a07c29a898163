import type { MONITORING as ENGLISH } from "../english/monitoring.ts";

export const MONITORING: Partial<Record<keyof typeof ENGLISH, string>> = {
  "monitoring.metrics_refused": "Sie dürfen die Zahlen dieser Instanz nicht lesen",
};
