/** The search over all items. */
import { answer } from "../../../core/http/documentation.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { message } from "../../../core/messages/mod.ts";
import { readJsonIfAny } from "../../../core/http/json_body.ts";
import type { Router } from "../../../core/http/router.ts";
import { itemList } from "../documentation/item.ts";
import { searchBody, searchQuery } from "../documentation/parameters.ts";
import { jsonContext } from "../json_context.ts";
import { MEDIA_TYPES } from "../links.ts";
import { BAD_PARAMETER } from "../documentation/common.ts";
import type { StacServices } from "../stac_services.ts";
import { readSearchParameters } from "./parameters.ts";
import { answerSearch } from "./search.ts";

const tags = ["Search"];

/** `GET` and `POST /api/search`. */
export function searchRoutes(router: Router, { sql, instance, sources }: StacServices): void {
  const responses = {
    200: answer("The items that were found", itemList(sources), MEDIA_TYPES.geoJson),
    400: BAD_PARAMETER,
  };

  router.route({
    method: "get",
    path: "/api/search",
    access: "anyone",
    isKept: true,
    summary: "Items by place, time, id or collection",
    tags,
    request: { query: searchQuery },
    responses,
  }, async (context) => {
    const parameters = readSearchParameters("query", (name) => {
      const values = context.req.queries(name);
      return values?.length === 1 ? values[0] : values;
    });
    const view = jsonContext(context, instance);
    return await answerSearch(sql, sources, parameters, view, (token) => {
      const query = new URL(context.req.url).searchParams;
      query.set("token", token);
      return { rel: "next", type: MEDIA_TYPES.geoJson, method: "GET", href: `${view.base}/api/search?${query}` };
    });
  });

  router.route({
    method: "post",
    path: "/api/search",
    access: "anyone",
    summary: "Items by place, time, id or collection, asked with a JSON body",
    tags,
    request: { body: { content: { "application/json": { schema: searchBody } } } },
    responses,
  }, async (context) => {
    const body = await readJsonIfAny(context);
    if (typeof body !== "object" || body === null || Array.isArray(body)) {
      throw new ApiError(400, message("stac.search_body"));
    }
    const given = new Map(Object.entries(body));
    const parameters = readSearchParameters("json", (name) => given.get(name));
    const view = jsonContext(context, instance);
    return await answerSearch(sql, sources, parameters, view, (token) => ({
      rel: "next",
      type: MEDIA_TYPES.geoJson,
      method: "POST",
      href: `${view.base}/api/search`,
      body: { ...body, token },
    }));
  });
}
