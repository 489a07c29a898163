/**
 * All-sky cameras: what indi-allsky sends by its SyncAPI is kept here, shown, and searched.
 *
 * `sync/` is the API that cameras send by, `view/` what visitors see, `retention/` what is deleted when, `cameras/` what
 * administrators do. It may use accounts, the frame of pages of `web`, and core; `stac` gets its collections passed in.
 */
import type { MiddlewareHandler } from "hono";
import type { RequestVariables } from "../../core/http/context.ts";
import type { Router } from "../../core/http/router.ts";
import type { Services } from "../../core/services.ts";
import { imageRoutes } from "./view/image_routes.ts";
import { jsonRoutes } from "./view/json_routes.ts";
import { keogramRoutes } from "./view/keogram/routes.ts";
import { latestRoutes } from "./view/latest_routes.ts";
import { allskyPageRoutes } from "./view/pages/routes.tsx";
import { pickerRoutes } from "./view/pickers/routes.ts";
import { syncRoutes } from "./sync/routes.ts";
import { hasVisibleCameras } from "./view/queries.ts";
import { viewRoutes } from "./view/legacy_routes.ts";

export { listStoredMedia } from "./asset_queries.ts";
export { giveCamera, mergeCameras } from "./cameras/merge.ts";
export { isKind } from "./kinds.ts";
export { listAllCameras, updateCameraSettings } from "./retention/queries.ts";
export { expire } from "./retention/retention.ts";
export { expireAllskyTask } from "./retention/expire_task.ts";
export { allskyCollections } from "./stac/mod.ts";
export { isStoredPath } from "./stored_path.ts";
export { syncPath } from "./sync/routes.ts";

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
