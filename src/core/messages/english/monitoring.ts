/** Texts of health and metrics, in English. */
export const MONITORING = {
  "monitoring.no_metrics": "This instance does not publish metrics",
  "monitoring.no_host": "The request has no Host header, so addresses in answers cannot be right",
  "monitoring.host_underscore": "The host '{host}' has an underscore, which host names must not have",
} as const;
