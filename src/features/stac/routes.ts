/** The STAC API: a catalog of collections (sequences) of items (pictures), and a search. */
import type { AnswerMemory } from "../../core/http/answer_memory.ts";
import type { Router } from "../../core/http/router.ts";
import type { Services } from "../../core/services.ts";
import type { CollectionSource } from "./collection_source.ts";
import { arrangementRoutes } from "./collections/arrange/routes.ts";
import { collectionHistoryRoutes } from "./collections/history/routes.ts";
import { collectionEditRoutes } from "./collections/edit/routes.ts";
import { outlineRoutes } from "./collections/outline/routes.ts";
import { collectionsRoutes } from "./collections/routes.ts";
import { itemEditRoutes } from "./items/edit/routes.ts";
import { exportRoutes } from "./items/export/routes.ts";
import { historyRoutes } from "./items/history/routes.ts";
import { manyItemsRoutes } from "./items/many/routes.ts";
import { itemsRoutes } from "./items/routes.ts";
import { describeInstance } from "./json_context.ts";
import { landingRoutes } from "./landing/routes.ts";
import { searchRoutes } from "./search/routes.ts";
import type { StacServices } from "./stac_services.ts";
import { userCollectionsRoutes } from "./users/routes.ts";

/** @param sources collections of other features, which are found by their ids */
export function stacRoutes(
  router: Router,
  { settings, sql, stores, team }: Services,
  memory: AnswerMemory,
  sources: readonly CollectionSource[] = [],
): void {
  const services: StacServices = { settings, sql, stores, team, instance: describeInstance(settings), sources };
  landingRoutes(router, services, memory);
  collectionsRoutes(router, services);
  collectionEditRoutes(router, services);
  arrangementRoutes(router, services);
  collectionHistoryRoutes(router, services);
  outlineRoutes(router, services);
  itemsRoutes(router, services);
  itemEditRoutes(router, services);
  manyItemsRoutes(router, services);
  historyRoutes(router, services);
  exportRoutes(router, services);
  searchRoutes(router, services);
  userCollectionsRoutes(router, services);
}
