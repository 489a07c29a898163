/** `/allsky`: the pages about cameras. */
import type { Router } from "../../../../core/http/router.ts";
import type { Services } from "../../../../core/services.ts";
import { chartRoutes } from "../charts/routes.tsx";
import { atRoutes } from "../images/at_routes.ts";
import { detectionsRoutes } from "../images/detections_routes.tsx";
import { assetRoutes } from "./asset_routes.tsx";
import { cameraRoutes } from "./camera_routes.tsx";
import { dayRoutes } from "./day_routes.tsx";
import { overviewRoutes } from "./overview_routes.tsx";

/** `/allsky`: the pages of cameras. */
export function allskyPageRoutes(router: Router, services: Services): void {
  overviewRoutes(router, services);
  cameraRoutes(router, services);
  chartRoutes(router, services);
  detectionsRoutes(router, services);
  atRoutes(router, services);
  dayRoutes(router, services);
  assetRoutes(router, services);
}
