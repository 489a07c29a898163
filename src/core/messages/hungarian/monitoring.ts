import type { MONITORING as ENGLISH } from "../english/monitoring.ts";

export const MONITORING: Partial<Record<keyof typeof ENGLISH, string>> = {
  "monitoring.metrics_refused": "Nem jogosult a kiszolgáló statisztikáinak megtekintésére",
};
