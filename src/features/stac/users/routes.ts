/** What an account published: as a collection of collections, as a catalog, as CSV. */
import { z } from "@hono/zod-openapi";
import { loggedCallerOf, type RequestContext } from "../../../core/http/context.ts";
import { answer, errorAnswer } from "../../../core/http/documentation.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { message } from "../../../core/messages/mod.ts";
import type { Router } from "../../../core/http/router.ts";
import { readCollectionListParameters } from "../collections/list_parameters.ts";
import { userCatalog, userCollection } from "../documentation/user.ts";
import { userCatalogQuery, userCollectionQuery } from "../documentation/parameters.ts";
import { jsonContext } from "../json_context.ts";
import { MEDIA_TYPES } from "../links.ts";
import { wantedFormat } from "../parameters/format.ts";
import { queryString } from "../query_string.ts";
import { privilegedViewerOf } from "../visibility.ts";
import { BAD_PARAMETER } from "../documentation/common.ts";
import type { StacServices } from "../stac_services.ts";
import { userCatalogJson } from "./catalog.ts";
import { userCollectionJson } from "./collection.ts";
import { answerExport, checkExport } from "./csv.ts";
import { accountExists } from "./queries.ts";

const tags = ["Users", "Collections"];
const CSV = "text/csv";
/** Newest first. */
const DEFAULT_SORT = "-created";

const collectionAnswers = {
  200: {
    description: "A STAC collection with a link to each collection of the account, or one line of CSV for each",
    content: {
      [MEDIA_TYPES.json]: { schema: userCollection },
      [CSV]: { schema: z.string() },
    },
  },
  400: BAD_PARAMETER,
  404: errorAnswer("Unknown account, or nothing the caller may see"),
};
const catalogAnswers = {
  200: answer("A STAC catalog with a link to each collection of the account", userCatalog),
  400: BAD_PARAMETER,
  404: errorAnswer("Unknown account"),
};

/** `/api/users/…/collection` and `/catalog`. */
export function userCollectionsRoutes(router: Router, { sql, instance }: StacServices): void {
  const answerCollection = async (context: RequestContext, owner: string): Promise<Response> => {
    const parameters = readParameters(context, ["limit", "filter", "page", "sortby", "bbox"], DEFAULT_SORT);
    const view = jsonContext(context, instance);
    if (wantedFormat(context, { json: MEDIA_TYPES.json, csv: CSV }, "json") === "json") {
      context.header("Vary", "Accept");
      return context.json(await userCollectionJson(sql, owner, parameters, view));
    }
    checkExport(parameters);
    if (!await accountExists(sql, owner)) throw new ApiError(404, message("stac.user_unknown", { id: owner }));
    return await answerExport(sql, owner, privilegedViewerOf(view.caller));
  };

  router.route({
    method: "get",
    path: "/api/users/{id:uuid}/collection",
    access: "anyone",
    summary: "All that an account published, as one collection",
    tags,
    request: { query: userCollectionQuery },
    responses: collectionAnswers,
  }, (context, { id }) => answerCollection(context, id));

  router.route({
    method: "get",
    path: "/api/users/me/collection",
    access: "logged-reads",
    summary: "All that the caller uploaded, as one collection",
    tags,
    request: { query: userCollectionQuery },
    responses: collectionAnswers,
  }, (context) => answerCollection(context, loggedCallerOf(context).id));

  router.route({
    method: "get",
    path: "/api/users/{id:uuid}/catalog",
    access: "anyone",
    summary: "All that an account published, as a catalog",
    tags,
    deprecated: true,
    request: { query: userCatalogQuery },
    responses: catalogAnswers,
  }, async (context, { id }) => {
    const parameters = readParameters(context, ["limit", "page"]);
    return context.json(await userCatalogJson(sql, id, parameters, jsonContext(context, instance)));
  });

  router.route({
    method: "get",
    path: "/api/users/me/catalog",
    access: "logged-reads",
    summary: "The catalog of the caller",
    tags,
    deprecated: true,
    request: { query: userCatalogQuery },
    responses: { 302: { description: "Its address" } },
  }, (context) => {
    const query = queryString([["limit", context.req.query("limit")], ["page", context.req.query("page")]]);
    const { base } = jsonContext(context, instance);
    return context.redirect(`${base}/api/users/${loggedCallerOf(context).id}/catalog/${query && `?${query}`}`);
  });
}

/** Only these parameters; others of the lists of collections mean nothing here. */
function readParameters(context: RequestContext, names: string[], defaultSort?: string) {
  const query = (name: string) => names.includes(name) ? context.req.queries(name) : undefined;
  return readCollectionListParameters(query, defaultSort);
}
