/** The HTTP application: middleware, then one line a feature. */
import { OpenAPIHono } from "@hono/zod-openapi";
import { getPathNoStrict } from "hono/utils/url";
import { every } from "hono/combine";
import { AnswerMemory, forgetAfterWrites } from "../core/http/answer_memory.ts";
import { allowedHosts } from "../core/http/allowed_hosts.ts";
import { publicAddress } from "../core/http/base_url.ts";
import { asksForPage } from "../core/http/browsers.ts";
import { cacheControl } from "../core/http/cache_control.ts";
import { requestLimit, uploadLimit } from "../core/http/client_limits.ts";
import { compression } from "../core/http/compression.ts";
import { boundedPaths } from "../core/http/path_length.ts";
import { cors } from "../core/http/cors.ts";
import { answerError, answerUnknownPath } from "../core/http/error_answers.ts";
import type { RequestVariables } from "../core/http/context.ts";
import { documentationRoutes } from "../core/http/openapi.ts";
import { keepAnswers } from "../core/http/kept_answers.ts";
import { headLength } from "../core/http/head_answers.ts";
import { requestLog } from "../core/http/request_log.ts";
import { Router } from "../core/http/router.ts";
import { backupRoutes } from "../backup/mod.ts";
import { healthAdminRoutes } from "../health/mod.ts";
import { jobsAdminRoutes, jobsRoutes } from "../features/jobs/mod.ts";
import { accountsRoutes, guard } from "../features/accounts/mod.ts";
import { auditRequests, auditRoutes } from "../features/audit/mod.ts";
import { instanceSettingsRoutes } from "../features/instance_settings/mod.ts";
import { measureRequests, monitoringRoutes } from "../features/monitoring/mod.ts";
import { baseMapRoutes, StreetMap } from "../features/base_map/mod.ts";
import { mapRoutes } from "../features/map/mod.ts";
import { announceInstancePages, communityRoutes } from "../features/community/mod.ts";
import { placesRoutes } from "../features/places/mod.ts";
import { blurRoutes, picturesRoutes, prepareRoutes } from "../features/pictures/mod.ts";
import { securityHeaders } from "../core/http/security_headers.ts";
import type { Services } from "../core/services.ts";
import { stacRoutes } from "../features/stac/mod.ts";
import {
  legacyUploadRoutes,
  ownUploadSetsRoutes,
  uploadHistoryRoutes,
  uploadSetEditRoutes,
  uploadSetsRoutes,
} from "../features/uploads/mod.ts";
import { allskyCollections, allskyRoutes, announceCameras, syncPath } from "../features/syncapi/mod.ts";
import {
  announceChosenLanguage,
  answerClaimPage,
  answerNotFoundPage,
  errorPageFor,
  webRoutes,
} from "../features/web/mod.ts";

/** The application, and the table of its routes. */
export function createApp(
  services: Services,
): { app: OpenAPIHono<RequestVariables>; router: Router; memory: AnswerMemory } {
  const app = new OpenAPIHono<RequestVariables>({ strict: false });
  // An option of Hono that the class of zod-openapi does not pass on.
  Object.assign(app, { getPath: (request: Request) => syncPath(getPathNoStrict(request)) });
  const { settings } = services;
  const memory = new AnswerMemory(services.sql, services.team);
  app.use(
    requestLog(),
    measureRequests(services),
    publicAddress(settings),
    headLength(),
    ...(settings.API_COMPRESSION ? [compression()] : []),
    securityHeaders(),
    cors(),
    allowedHosts(settings),
    boundedPaths(),
    requestLimit(settings, services.team),
    cacheControl(),
    forgetAfterWrites(memory),
    auditRequests(services),
    announceCameras(services),
    announceInstancePages(services),
    announceChosenLanguage(settings),
  );

  const limit = uploadLimit(settings, services.team);
  const keep = keepAnswers(services.sql);
  const router = new Router(app, (route) => every(guard(route, services), limit, ...(route.isKept ? [keep] : [])));
  monitoringRoutes(router, services);
  stacRoutes(router, services, memory, [allskyCollections(services)]);
  uploadSetsRoutes(router, services);
  uploadSetEditRoutes(router, services);
  ownUploadSetsRoutes(router, services);
  uploadHistoryRoutes(router, services);
  legacyUploadRoutes(router, services);
  picturesRoutes(router, services);
  prepareRoutes(router, services);
  blurRoutes(router, services);
  mapRoutes(router, services, memory);
  placesRoutes(router, services);
  communityRoutes(router, services);
  accountsRoutes(router, services, (context, token) => answerClaimPage(context, services.settings, token));
  auditRoutes(router, services);
  instanceSettingsRoutes(router, services);
  backupRoutes(router, services);
  healthAdminRoutes(router, services);
  jobsRoutes(router, services);
  jobsAdminRoutes(router, services);
  allskyRoutes(router, services);
  documentationRoutes(router, services);
  const streetMap = new StreetMap(settings);
  baseMapRoutes(router, streetMap);
  webRoutes(router, services, streetMap);

  app.notFound((context) => {
    const isForPeople = asksForPage(context) && router.methodsFor(context.req.path).length === 0;
    return isForPeople ? answerNotFoundPage(context, services.settings) : answerUnknownPath(context, router);
  });
  app.onError((error, context) => errorPageFor(error, context, services.settings) ?? answerError(error, context));
  return { app, router, memory };
}
