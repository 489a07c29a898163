/** All-sky cameras: what indi-allsky sends by its SyncAPI is kept here, shown, and searched. */
import type { MiddlewareHandler } from "hono";
import type { RequestVariables } from "../http/context.ts";
import type { Router } from "../http/router.ts";
import type { Services } from "../services.ts";
import { imageRoutes } from "./image_routes.ts";
import { jsonRoutes } from "./json_routes.ts";
import { keogramRoutes } from "./keogram/routes.ts";
import { latestRoutes } from "./latest_routes.ts";
import { allskyPageRoutes } from "./pages/routes.tsx";
import { pickerRoutes } from "./pickers/routes.ts";
import { syncRoutes } from "./routes.ts";
import { hasVisibleCameras } from "./view_queries.ts";
import { viewRoutes } from "./view_routes.ts";

export { listStoredMedia } from "./asset_queries.ts";
export { expireAllskyTask } from "./expire_task.ts";
export { isStoredPath } from "./stored_path.ts";

export function allskyRoutes(router: Router, services: Services): void {
  // Clients know the server by an address of their choice: with the prefix of indi-allsky, or with none.
  const bases = new Set(["", services.settings.ALLSKY_PREFIX]);
  syncRoutes(router, services, bases);
  imageRoutes(router, services, bases);
  jsonRoutes(router, services, bases);
  latestRoutes(router, services, bases);
  pickerRoutes(router, services, bases);
  viewRoutes(router, services, bases);
  keogramRoutes(router, services);
  allskyPageRoutes(router, services);
}

/** Lets pages know whether to lead to the cameras. */
export function announceCameras({ settings, sql }: Services): MiddlewareHandler<RequestVariables> {
  return async function announceCameras(context, next) {
    context.set("seesCameras", async () => {
      const isAllowed = !settings.ALLSKY_REQUIRE_LOGIN || context.get("caller") != null;
      return isAllowed && await hasVisibleCameras(sql);
    });
    await next();
  };
}
