/** All-sky cameras: what indi-allsky sends by its SyncAPI is kept here, shown, and searched. */
import type { Router } from "../http/router.ts";
import type { Services } from "../services.ts";
import { imageRoutes } from "./image_routes.ts";
import { syncRoutes } from "./routes.ts";

export function allskyRoutes(router: Router, services: Services): void {
  // Clients know the server by an address of their choice: with the prefix of indi-allsky, or with none.
  const bases = new Set(["", services.settings.ALLSKY_PREFIX]);
  syncRoutes(router, services, bases);
  imageRoutes(router, services, bases);
}
