/** The landing page, and what the API conforms to. */
import type { AnswerMemory } from "../../../core/http/answer_memory.ts";
import { baseUrl } from "../../../core/http/base_url.ts";
import { etagOf } from "../../../core/http/conditional.ts";
import { conditionalText } from "../../../core/http/conditional_text.ts";
import { answer } from "../../../core/http/documentation.ts";
import type { Router } from "../../../core/http/router.ts";
import { catalog, conformance, queryables } from "../documentation/catalog.ts";
import { MEDIA_TYPES } from "../links.ts";
import type { StacServices } from "../stac_services.ts";
import { catalogJson } from "./catalog.ts";
import { CONFORMANCE_CLASSES } from "../../../core/http/conformance.ts";
import { findPublicExtent } from "./queries.ts";
import { collectionQueryables, itemQueryables } from "./queryables.ts";

const tags = ["Metadata"];

/** `/api`, `/api/conformance` and what may be filtered by. */
export function landingRoutes(router: Router, { settings, sql, instance }: StacServices, memory: AnswerMemory): void {
  router.route(
    {
      method: "get",
      path: "/api",
      access: "open",
      summary: "Landing page: what this server holds, and where",
      tags,
      responses: { 200: answer("A STAC catalog", catalog), 304: { description: "Not modified" } },
    },
    async (context) => {
      const base = baseUrl(context);
      const key = JSON.stringify(["landing", base]);
      const known = memory.find(key);
      if (typeof known?.body === "string") {
        return conditionalText(context, known.body, MEDIA_TYPES.json, { etag: known.etag });
      }
      const remember = memory.watch(key);
      const landing = JSON.stringify(catalogJson(settings, instance, base, await findPublicExtent(sql)));
      const etag = etagOf(landing);
      remember(etag, landing);
      return conditionalText(context, landing, MEDIA_TYPES.json, { etag });
    },
  );

  router.route({
    method: "get",
    path: "/api/conformance",
    access: "open",
    summary: "The standards this API conforms to",
    tags,
    responses: { 200: answer("URIs of conformance classes", conformance) },
  }, (context) => context.json({ conformsTo: CONFORMANCE_CLASSES }));

  for (
    const { path, what, make } of [
      { path: "/api/queryables", what: "a search", make: itemQueryables },
      { path: "/api/collections/queryables", what: "the list of collections", make: collectionQueryables },
    ]
  ) {
    router.route(
      {
        method: "get",
        path,
        access: "open",
        summary: `What ${what} can be filtered by`,
        tags,
        responses: { 200: answer("JSON Schema", queryables, MEDIA_TYPES.jsonSchema) },
      },
      (context) =>
        context.body(JSON.stringify(make(baseUrl(context))), 200, {
          "Content-Type": MEDIA_TYPES.jsonSchema,
          "Cache-Control": "public, max-age=3600",
        }),
    );
  }
}
