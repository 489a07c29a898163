/**
 * Monitoring: whether the server is well, for supervisors, Prometheus, and people who set up a proxy in front of it.
 *
 * It asks core alone; other features count what they do in `core/metrics`.
 */
import type { Router } from "../../core/http/router.ts";
import type { Services } from "../../core/services.ts";
import { debugHeadersRoutes } from "./debug_headers.ts";
import { healthRoutes } from "./health.ts";
import { securityTextRoutes } from "./security_text.ts";
import { metricsRoutes } from "./metrics_routes.ts";

export { measureRequests } from "./metrics_routes.ts";

/** All routes of this folder. */
export function monitoringRoutes(router: Router, services: Services): void {
  healthRoutes(router, services);
  debugHeadersRoutes(router);
  metricsRoutes(router, services);
  securityTextRoutes(router, services);
}
