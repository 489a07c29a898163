/**
 * All-sky cameras: stores, shows and searches what indi-allsky sends through its SyncAPI.
 *
 * `sync/` is the API that cameras upload to, `view/` what visitors see, `retention/` deletes what has expired, `timelapse/` makes
 * films of nights, `cameras/` is for
 * administrators, `assets/` what the others share. It may use accounts, the page frame of `web`, and core. `stac` gets its
 * collections passed in.
 */
import type { MiddlewareHandler } from "hono";
import type { RequestVariables } from "../../core/http/context.ts";
import type { Router } from "../../core/http/router.ts";
import type { Services } from "../../core/services.ts";
import { frameRoutes } from "./view/frames/routes.ts";
import { imageRoutes } from "./view/image_routes.ts";
import { jsonRoutes } from "./view/json_routes.ts";
import { keogramRoutes } from "./view/keogram/routes.ts";
import { latestRoutes } from "./view/latest_routes.ts";
import { allskyPageRoutes } from "./view/pages/routes.ts";
import { pickerRoutes } from "./view/pickers/routes.ts";
import { syncRoutes } from "./sync/routes.ts";
import { hasVisibleCameras } from "./view/queries.ts";
import { legacyRoutes } from "./view/legacy_routes.ts";

export { isStoredPath } from "./assets/paths.ts";
export { listStoredMedia } from "./assets/queries.ts";
export { giveCamera, mergeCameras } from "./cameras/merge.ts";
export { isKind } from "./assets/kinds.ts";
export { listAllCameras, updateCameraSettings } from "./retention/queries.ts";
export { expire, expireAllskyTask } from "./retention/expire.ts";
export { removeUnconfirmedMedia, removeUnconfirmedMediaTask } from "./retention/unconfirmed_media.ts";
export { makeTimelapse } from "./timelapse/make.ts";
export { allskyCollections } from "./stac/mod.ts";

export { syncPath } from "./sync/routes.ts";

/** All routes of this feature, except pages. */
export function allskyRoutes(router: Router, services: Services): void {
  // Clients may be set up with the prefix of indi-allsky in the address, or without one.
  const bases = new Set(["", services.settings.ALLSKY_PREFIX]);
  syncRoutes(router, services, bases);
  imageRoutes(router, services, bases);
  jsonRoutes(router, services, bases);
  latestRoutes(router, services, bases);
  pickerRoutes(router, services, bases);
  legacyRoutes(router, services, bases);
  keogramRoutes(router, services);
  frameRoutes(router, services);
  allskyPageRoutes(router, services);
}

/** Tells pages whether to link to the cameras. */
export function announceCameras({ settings, sql }: Services): MiddlewareHandler<RequestVariables> {
  return async function announceCameras(context, next) {
    context.set("seesCameras", async () => {
      const isAllowed = !settings.ALLSKY_REQUIRE_LOGIN || context.get("caller") != null;
      return isAllowed && await hasVisibleCameras(sql);
    });
    await next();
  };
}
