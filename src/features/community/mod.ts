/**
 * Community: annotations, reports, excluded areas, transfers from other instances, the pages of the instance (terms of service,
 * licence) and its statistics.
 *
 * May import stac, uploads, pictures, sequences, jobs, accounts and core. `web` shows the pages; nothing else uses it.
 */
import type { Router } from "../../core/http/router.ts";
import type { Services } from "../../core/services.ts";
import { annotationsRoutes } from "./annotations/routes.ts";
import { excludedAreasRoutes } from "./excluded_areas/routes.ts";
import { pagesRoutes } from "./pages/routes.ts";
import { reportsRoutes } from "./reports/routes.ts";
import { statsRoutes } from "./stats/routes.ts";
import { transfersRoutes } from "./transfers/routes.ts";

export { announceInstancePages } from "./pages/frame_texts.ts";
export { findPage, type Page } from "./pages/page.ts";
export { PAGE_NAMES, type PageName, readPageName } from "./pages/page_name.ts";
export { listPageLanguages } from "./pages/queries.ts";
export { transferJob } from "./transfers/transfer_job.ts";

/** All routes of this feature. */
export function communityRoutes(router: Router, services: Services): void {
  annotationsRoutes(router, services);
  excludedAreasRoutes(router, services);
  pagesRoutes(router, services);
  reportsRoutes(router, services);
  statsRoutes(router, services);
  transfersRoutes(router, services);
}
