/** The STAC API: a catalog of collections (sequences) of items (pictures), and a search. */
import type { Router } from "../../core/http/router.ts";
import type { Services } from "../../core/services.ts";
import { collectionEditRoutes } from "./collections/edit/routes.ts";
import { collectionsRoutes } from "./collections/routes.ts";
import { itemEditRoutes } from "./items/edit/routes.ts";
import { itemsRoutes } from "./items/routes.ts";
import { landingRoutes } from "./landing/routes.ts";
import { searchRoutes } from "./search/routes.ts";
import { userCollectionsRoutes } from "./users/routes.ts";

export function stacRoutes(router: Router, services: Services): void {
  landingRoutes(router, services);
  collectionsRoutes(router, services);
  collectionEditRoutes(router, services);
  itemsRoutes(router, services);
  itemEditRoutes(router, services);
  searchRoutes(router, services);
  userCollectionsRoutes(router, services);
}
