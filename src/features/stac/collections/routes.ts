/** Collections: their list, one of them, and how far its processing is. */
import { z } from "@hono/zod-openapi";
import { conditionalText } from "../../../core/http/conditional_text.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { languageOf } from "../../../core/http/language_of.ts";
import { message } from "../../../core/messages/mod.ts";
import { textAnswer } from "../../../core/http/made_text.ts";
import { callerOf } from "../../../core/http/context.ts";
import { answer } from "../../../core/http/documentation.ts";
import type { Router } from "../../../core/http/router.ts";
import { askSources } from "../collection_source.ts";
import { anyCollection, collectionList, processingStatus } from "../documentation/collection.ts";
import { queryables } from "../documentation/catalog.ts";
import { collectionListQuery } from "../documentation/parameters.ts";
import { jsonContext } from "../json_context.ts";
import { itemQueryables, noQueryables } from "../landing/queryables.ts";
import { collectionUrl, MEDIA_TYPES, QUERYABLES_REL } from "../links.ts";
import { wantedFormat } from "../parameters/format.ts";
import { viewerOf } from "../visibility.ts";
import { BAD_PARAMETER, UNKNOWN_OBJECT } from "../documentation/common.ts";
import type { StacServices } from "../stac_services.ts";
import { answerFeed } from "./feed.ts";
import { readCollectionListParameters } from "./list_parameters.ts";
import { collectionListJson } from "./list.ts";
import { processingJson } from "./processing_status.ts";
import { findProcessingStatus } from "./queries.ts";
import { findCollectionJson } from "./one_collection.ts";

const tags = ["Collections"];

/** `/api/collections` and what belongs to one of them. */
export function collectionsRoutes(router: Router, services: StacServices): void {
  const { sql, instance, sources } = services;

  router.route({
    method: "get",
    path: "/api/collections",
    access: "anyone",
    isKept: true,
    summary: "The collections that the caller may see",
    tags,
    request: { query: collectionListQuery },
    responses: {
      200: {
        description: "A page of collections",
        content: {
          [MEDIA_TYPES.json]: { schema: collectionList },
          "text/xml": { schema: z.string().openapi({ description: "RSS 2.0 with GeoRSS" }) },
        },
      },
      400: BAD_PARAMETER,
    },
  }, async (context) => {
    const query = (name: string) => context.req.queries(name);
    if (wantedFormat(context, { json: MEDIA_TYPES.json, rss: MEDIA_TYPES.rss }, "json") === "rss") {
      return await answerFeed(context, services, readCollectionListParameters(query, "-created"));
    }
    const parameters = readCollectionListParameters(query);
    const page = await collectionListJson(sql, parameters, jsonContext(context, instance));
    return textAnswer(JSON.stringify(page), { "Content-Type": MEDIA_TYPES.json, Vary: "Accept" });
  });

  router.route({
    method: "get",
    path: "/api/collections/{id:uuid}",
    access: "anyone",
    isKept: true,
    summary: "One collection",
    tags,
    responses: {
      200: answer("The collection", anyCollection(sources)),
      304: { description: "Not modified" },
      404: UNKNOWN_OBJECT,
    },
  }, async (context, { id }) => {
    const view = jsonContext(context, instance);
    const shown = await findCollectionJson(sql, id, view) ??
      await askSources(sources, (source) => source.findCollection(id, view));
    if (!shown) throw new ApiError(404, message("stac.collection_unknown"));
    return conditionalText(context, JSON.stringify(shown), MEDIA_TYPES.json, {
      // In a header, because clients of geovisio know all links of the body (OGC API - Features part 3, section 6.2).
      headers: { Link: `<${collectionUrl(view.base, id)}/queryables>; rel="${QUERYABLES_REL}"` },
    });
  });

  router.route({
    method: "get",
    path: "/api/collections/{id:uuid}/queryables",
    access: "anyone",
    summary: "What the items of a collection can be filtered by",
    tags,
    responses: {
      200: answer("JSON Schema", queryables, MEDIA_TYPES.jsonSchema),
      404: UNKNOWN_OBJECT,
    },
  }, async (context, { id }) => {
    const view = jsonContext(context, instance), path = `/collections/${id}/queryables`;
    const make = await findCollectionJson(sql, id, view)
      ? itemQueryables
      : await askSources(sources, (source) => source.findCollection(id, view)) && noQueryables;
    if (!make) throw new ApiError(404, message("stac.collection_unknown"));
    return context.body(JSON.stringify(make(view.base, path)), 200, { "Content-Type": MEDIA_TYPES.jsonSchema });
  });

  router.route({
    method: "get",
    path: "/api/collections/{id:uuid}/geovisio_status",
    access: "anyone",
    summary: "How far the processing of a collection's pictures is",
    tags,
    responses: {
      200: answer("Status of the collection and of its pictures", processingStatus),
      404: UNKNOWN_OBJECT,
    },
  }, async (context, { id }) => {
    const rows = await findProcessingStatus(sql, id, viewerOf(callerOf(context)));
    const [first] = rows;
    if (!first) throw new ApiError(404, message("stac.sequence_unknown"));
    const items = rows.flatMap((row) => row.id === null ? [] : [processingJson(row, languageOf(context))]);
    return context.json({ status: first.sequence_status, items });
  });
}
