import type { MONITORING as ENGLISH } from "../english/monitoring.ts";

/** Texts of health and metrics, in Spanish. The others are shown in English. */
export const MONITORING: Partial<Record<keyof typeof ENGLISH, string>> = {};
