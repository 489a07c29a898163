/** Items: those of a collection, and one of them. */
import { conditionalText } from "../../../core/http/conditional_text.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { message } from "../../../core/messages/mod.ts";
import type { RequestContext } from "../../../core/http/context.ts";
import { answer, errorAnswer } from "../../../core/http/documentation.ts";
import type { Router } from "../../../core/http/router.ts";
import { askSources } from "../collection_source.ts";
import { anyItem, itemList } from "../documentation/item.ts";
import { itemListQuery } from "../documentation/parameters.ts";
import { jsonContext } from "../json_context.ts";
import { MEDIA_TYPES } from "../links.ts";
import { BAD_PARAMETER, UNKNOWN_OBJECT } from "../documentation/common.ts";
import type { StacServices } from "../stac_services.ts";
import { readItemListParameters } from "./list_parameters.ts";
import { answerItemList } from "./list.ts";
import { findItemText } from "./one_item.ts";

const tags = ["Items"];

/** The items of a collection, one of them, and one picture by its id. */
export function itemsRoutes(router: Router, { sql, instance, sources }: StacServices): void {
  const itemAnswers = {
    200: answer("The item", anyItem(sources), MEDIA_TYPES.geoJson),
    202: answer("The item, whose picture is still processed", anyItem(sources), MEDIA_TYPES.geoJson),
    304: { description: "Not modified" },
    404: UNKNOWN_OBJECT,
    500: answer("The item, whose picture could not be processed", anyItem(sources), MEDIA_TYPES.geoJson),
  };

  router.route({
    method: "get",
    path: "/api/collections/{id:uuid}/items",
    access: "anyone",
    isKept: true,
    summary: "The items of a collection, in their order",
    tags,
    request: { query: itemListQuery },
    responses: {
      200: answer("The items", itemList(sources), MEDIA_TYPES.geoJson),
      400: BAD_PARAMETER,
      404: errorAnswer("No such collection, or no more items"),
    },
  }, async (context, { id }) => {
    const parameters = readItemListParameters((name) => context.req.queries(name));
    const view = jsonContext(context, instance);
    const page = { ...parameters, token: context.req.query("token") };
    try {
      return await answerItemList(sql, id, parameters, view);
    } catch (error) {
      const isUnknown = error instanceof ApiError && error.status === 404;
      const found = isUnknown ? await askSources(sources, (source) => source.answerItems(id, page, view)) : undefined;
      if (found) return found;
      throw error;
    }
  });

  const show = async (context: RequestContext, id: string, collection?: string) => {
    const view = jsonContext(context, instance);
    const shown = await findItemText(sql, id, view, { collection });
    if (shown) return conditionalText(context, shown.text, MEDIA_TYPES.geoJson, { status: shown.status });
    const other = collection && await askSources(sources, (source) => source.findItem(collection, id, view));
    if (!other) throw new ApiError(404, message("stac.item_unknown"));
    return conditionalText(context, JSON.stringify(other), MEDIA_TYPES.geoJson);
  };

  router.route({
    method: "get",
    path: "/api/collections/{collection:uuid}/items/{id:uuid}",
    access: "anyone",
    isKept: true,
    summary: "One item",
    tags,
    responses: itemAnswers,
  }, async (context, { collection, id }) => await show(context, id, collection));

  router.route({
    method: "get",
    path: "/api/pictures/{id:uuid}",
    access: "anyone",
    isKept: true,
    summary: "One item, by the id of its picture alone",
    tags,
    responses: itemAnswers,
  }, async (context, { id }) => await show(context, id));
}
