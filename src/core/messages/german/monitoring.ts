import type { MONITORING as ENGLISH } from "../english/monitoring.ts";

export const MONITORING: Partial<Record<keyof typeof ENGLISH, string>> = {};
