/** The HTTP application: middleware, then one line a feature. */
import { OpenAPIHono } from "@hono/zod-openapi";
import { cacheControl } from "./http/cache_control.ts";
import { cors } from "./http/cors.ts";
import { answerError, answerUnknownPath } from "./http/error_answers.ts";
import { debugHeadersRoutes } from "./http/debug_headers.ts";
import { healthRoutes } from "./http/health.ts";
import type { RequestVariables } from "./http/context.ts";
import { documentationRoutes } from "./http/openapi.ts";
import { requestLog } from "./http/request_log.ts";
import { Router } from "./http/router.ts";
import { jobsAdminRoutes } from "./jobs/admin/routes.ts";
import { jobsRoutes } from "./jobs/routes.ts";
import { usersAdminRoutes } from "./accounts/admin/routes.ts";
import { configurationRoutes } from "./accounts/configuration.ts";
import { loginRoutes } from "./accounts/login/routes.ts";
import { claimRoutes } from "./accounts/tokens/claim_routes.ts";
import { tokensRoutes } from "./accounts/tokens/routes.ts";
import { usersRoutes } from "./accounts/users/routes.ts";
import { measureRequests, metricsRoutes } from "./metrics/routes.ts";
import { mapRoutes } from "./map/routes.ts";
import { annotationsRoutes } from "./community/annotations/routes.ts";
import { excludedAreasRoutes } from "./community/excluded_areas/routes.ts";
import { pagesRoutes } from "./community/pages/routes.ts";
import { reportsRoutes } from "./community/reports/routes.ts";
import { statsRoutes } from "./community/stats/routes.ts";
import { transfersRoutes } from "./community/transfers/routes.ts";
import { prepareRoutes } from "./pictures/prepare_routes.ts";
import { picturesRoutes } from "./pictures/routes.ts";
import type { Services } from "./services.ts";
import { stacRoutes } from "./stac/routes.ts";
import { uploadSetEditRoutes } from "./uploads/edit/routes.ts";
import { legacyUploadRoutes } from "./uploads/legacy/routes.ts";
import { ownUploadSetsRoutes } from "./uploads/mine/routes.ts";
import { allskyRoutes, announceCameras } from "./syncapi/mod.ts";
import { uploadSetsRoutes } from "./uploads/routes.ts";
import { answerNotFoundPage, errorPageFor } from "./web/error_page.tsx";
import { asksForPage } from "./web/page.ts";
import { webRoutes } from "./web/routes.ts";

/** The application, and the table of its routes. */
export function createApp(services: Services): { app: OpenAPIHono<RequestVariables>; router: Router } {
  const app = new OpenAPIHono<RequestVariables>({ strict: false });
  app.use(requestLog(), measureRequests(services), cors(), cacheControl(), announceCameras(services));

  const router = new Router(app, services);
  healthRoutes(router, services);
  debugHeadersRoutes(router, services);
  stacRoutes(router, services);
  uploadSetsRoutes(router, services);
  uploadSetEditRoutes(router, services);
  ownUploadSetsRoutes(router, services);
  legacyUploadRoutes(router, services);
  picturesRoutes(router, services);
  prepareRoutes(router, services);
  mapRoutes(router, services);
  annotationsRoutes(router, services);
  excludedAreasRoutes(router, services);
  metricsRoutes(router, services);
  pagesRoutes(router, services);
  reportsRoutes(router, services);
  statsRoutes(router, services);
  transfersRoutes(router, services);
  loginRoutes(router, services);
  tokensRoutes(router, services);
  claimRoutes(router, services);
  usersRoutes(router, services);
  configurationRoutes(router, services);
  jobsRoutes(router, services);
  jobsAdminRoutes(router, services);
  usersAdminRoutes(router, services);
  allskyRoutes(router, services);
  documentationRoutes(router, services);
  webRoutes(router, services);

  app.notFound((context) => {
    const isForPeople = asksForPage(context) && router.methodsFor(context.req.path).length === 0;
    return isForPeople ? answerNotFoundPage(context, services.settings) : answerUnknownPath(context, router);
  });
  app.onError((error, context) => errorPageFor(error, context, services.settings) ?? answerError(error, context));
  return { app, router };
}
