/** Edits of items. */
import { loggedCallerOf } from "../../../../core/http/context.ts";
import { answer, errorAnswer } from "../../../../core/http/documentation.ts";
import { ApiError } from "../../../../core/http/errors.ts";
import { message } from "../../../../core/messages/mod.ts";
import type { Router } from "../../../../core/http/router.ts";
import { item } from "../../documentation/item.ts";
import { readEditBody } from "../../editing/edit_body.ts";
import { jsonContext } from "../../json_context.ts";
import { MEDIA_TYPES } from "../../links.ts";
import { findItemText } from "../one_item.ts";
import { UNKNOWN_OBJECT } from "../../documentation/common.ts";
import type { StacServices } from "../../stac_services.ts";
import { changesNothing, itemEdit, readItemChanges } from "./changes.ts";
import { deleteItem, editItem } from "./edit_item.ts";

const tags = ["Items", "Editing"];

/** `PATCH` and `DELETE` of an item. */
export function itemEditRoutes(router: Router, { settings, sql, instance }: StacServices): void {
  router.route({
    method: "patch",
    path: "/api/collections/{collection:uuid}/items/{id:uuid}",
    access: "logged-writes",
    summary: "Change an item: its visibility, position, time, heading, angles or tags",
    tags,
    request: {
      body: {
        required: false,
        content: {
          "application/json": { schema: itemEdit },
          "application/x-www-form-urlencoded": { schema: itemEdit.omit({ semantics: true }) },
          "multipart/form-data": { schema: itemEdit.omit({ semantics: true }) },
        },
      },
    },
    responses: {
      200: answer("The item", item),
      304: { description: "Nothing was asked for" },
      400: errorAnswer("A field is wrong"),
      403: errorAnswer("Only for the owner, or for whom the owner lets edit"),
      404: UNKNOWN_OBJECT,
    },
  }, async (context, { collection, id }) => {
    const changes = readItemChanges(await readEditBody(context), settings);
    if (changesNothing(changes)) return context.body(null, 304);
    await editItem(sql, { id, collection }, changes, loggedCallerOf(context));
    const shown = await findItemText(sql, id, jsonContext(context, instance), { collection });
    if (!shown) throw new ApiError(404, message("stac.item_unknown"));
    return context.body(shown.text, 200, { "Content-Type": MEDIA_TYPES.json });
  });

  router.route({
    method: "delete",
    path: "/api/collections/{collection:uuid}/items/{id:uuid}",
    access: "logged-writes",
    summary: "Delete a picture",
    tags,
    responses: {
      204: { description: "Deleted; files go soon" },
      403: errorAnswer("The picture belongs to another account"),
      404: UNKNOWN_OBJECT,
    },
  }, async (context, { collection, id }) => {
    await deleteItem(sql, { id, collection }, loggedCallerOf(context));
    return context.body(null, 204);
  });
}
