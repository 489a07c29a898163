/** Edits of collections. */
import { loggedCallerOf } from "../../../../core/http/context.ts";
import { answer, errorAnswer } from "../../../../core/http/documentation.ts";
import { ApiError } from "../../../../core/http/errors.ts";
import { message } from "../../../../core/messages/mod.ts";
import type { Router } from "../../../../core/http/router.ts";
import { collection } from "../../documentation/collection.ts";
import { readEditBody } from "../../editing/edit_body.ts";
import { jsonContext } from "../../json_context.ts";
import { findCollectionJson } from "../one_collection.ts";
import { UNKNOWN_OBJECT } from "../../documentation/common.ts";
import type { StacServices } from "../../stac_services.ts";
import { changesNothing, collectionEdit, readCollectionChanges } from "./changes.ts";
import { deleteCollection, editCollection } from "./edit_collection.ts";

const tags = ["Collections", "Editing"];

/** `PATCH` and `DELETE` of a collection. */
export function collectionEditRoutes(router: Router, { settings, sql, instance }: StacServices): void {
  router.route({
    method: "patch",
    path: "/api/collections/{id:uuid}",
    access: "logged-writes",
    summary: "Change a collection: its title, visibility, order, headings or tags",
    tags,
    request: {
      body: {
        required: false,
        content: {
          "application/json": { schema: collectionEdit },
          "application/x-www-form-urlencoded": { schema: collectionEdit.omit({ semantics: true }) },
          "multipart/form-data": { schema: collectionEdit.omit({ semantics: true }) },
        },
      },
    },
    responses: {
      200: answer("The collection", collection),
      400: errorAnswer("A field is wrong"),
      403: errorAnswer("Only for the owner, or for whom the owner lets edit"),
      404: UNKNOWN_OBJECT,
      422: errorAnswer("Pictures lack what they should be sorted by"),
    },
  }, async (context, { id }) => {
    const changes = readCollectionChanges(await readEditBody(context), settings);
    if (!changesNothing(changes)) await editCollection(sql, id, changes, loggedCallerOf(context));
    const shown = await findCollectionJson(sql, id, jsonContext(context, instance));
    if (!shown) throw new ApiError(404, message("stac.collection_unknown"));
    return context.json(shown);
  });

  router.route({
    method: "delete",
    path: "/api/collections/{id:uuid}",
    access: "logged-writes",
    summary: "Delete a collection with its pictures",
    tags,
    responses: {
      204: { description: "Deleted; files go soon" },
      403: errorAnswer("The collection belongs to another account"),
      404: UNKNOWN_OBJECT,
    },
  }, async (context, { id }) => {
    await deleteCollection(sql, id, loggedCallerOf(context));
    return context.body(null, 204);
  });
}
