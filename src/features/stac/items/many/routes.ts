/** Edits of many items of a collection at once. Not part of geovisio's API. */
import { z } from "@hono/zod-openapi";
import type { Account } from "../../../../core/http/account.ts";
import { loggedCallerOf } from "../../../../core/http/context.ts";
import { answer, errorAnswer } from "../../../../core/http/documentation.ts";
import { ApiError } from "../../../../core/http/errors.ts";
import { readJsonIfAny } from "../../../../core/http/json_body.ts";
import type { Router } from "../../../../core/http/router.ts";
import { validate } from "../../../../core/http/validation.ts";
import type { Queryable } from "../../../../core/db/sql.ts";
import { message } from "../../../../core/messages/mod.ts";
import { mayWrite } from "../../../accounts/mod.ts";
import { deletePictures } from "../../../pictures/mod.ts";
import { visibleSequence } from "../../collections/edit/rights.ts";
import { UNKNOWN_OBJECT } from "../../documentation/common.ts";
import { checkEditRights } from "../../editing/rights.ts";
import type { StacServices } from "../../stac_services.ts";
import { privilegedViewerOf } from "../../visibility.ts";
import { itemsDeletion, manyItemsEdit, readManyItemsChanges } from "./changes.ts";
import {
  findChanging,
  findItemsToChange,
  type ItemToChangeRow,
  lockItems,
  noteEditOfSequence,
  shiftLeavesCalendar,
  updateItems,
} from "./queries.ts";

const tags = ["Items", "Editing"];
const changed = z.object({ changed: z.int().openapi({ description: "How many pictures" }) }).openapi("ChangedItems");
const responses = {
  200: answer("How many pictures changed", changed),
  400: errorAnswer("A field is wrong"),
  403: errorAnswer("One of the pictures belongs to another account"),
  404: UNKNOWN_OBJECT,
};

/** `PATCH /api/collections/:id/items`, and `POST …/items/delete`. */
export function manyItemsRoutes(router: Router, { settings, sql }: StacServices): void {
  router.route({
    method: "patch",
    path: "/api/collections/{id:uuid}/items",
    access: "logged-writes",
    summary: "Change many pictures of a collection: their visibility, or their capture time",
    tags,
    request: { body: { content: { "application/json": { schema: manyItemsEdit } } } },
    responses,
  }, async (context, { id }) => {
    const caller = loggedCallerOf(context);
    const changes = readManyItemsChanges(await readJsonIfAny(context), settings);
    const count = await sql.begin(async (tx) => {
      const found = await findAll(tx, id, changes.ids, caller);
      const ids = found.map((item) => item.id);
      for (const item of found) {
        checkEditRights(caller, item, {
          touchesOwnerFields: changes.visibility !== undefined,
          touchesMetadata: changes.shift !== undefined,
        }, {
          ownerFields: message("stac.picture_owner_fields"),
          metadata: message("pictures.not_collaborative"),
        });
      }
      if (changes.visibility === undefined && changes.shift === undefined) return 0;
      await lockItems(tx, ids);
      if (changes.shift !== undefined && await shiftLeavesCalendar(tx, ids, changes.shift)) {
        throw new ApiError(400, message("gallery.shift_too_long"));
      }
      const changing = await findChanging(tx, ids, changes);
      if (changing.length === 0) return 0;
      await noteEditOfSequence(tx, id, caller.id);
      await updateItems(tx, changing, changes, caller.id);
      return changing.length;
    });
    return context.json({ changed: count });
  });

  router.route({
    method: "post",
    path: "/api/collections/{id:uuid}/items/delete",
    access: "logged-writes",
    summary: "Delete many pictures of a collection; those that are gone already are no error",
    tags,
    request: { body: { content: { "application/json": { schema: itemsDeletion } } } },
    responses,
  }, async (context, { id }) => {
    const caller = loggedCallerOf(context);
    const body = await readJsonIfAny(context);
    const { items } = validate(itemsDeletion, body ?? {}, message("http.bad_parameters"));
    const count = await sql.begin(async (tx) => {
      await visibleSequence(tx, id, privilegedViewerOf(caller));
      const found = await findItemsToChange(tx, id, items, privilegedViewerOf(caller));
      for (const { account_id } of found) {
        if (!mayWrite(caller, account_id)) throw new ApiError(403, message("stac.picture_of_others"));
      }
      return await deletePictures(tx, found.map((item) => item.id));
    });
    return context.json({ changed: count });
  });
}

/**
 * All pictures of an edit, or none.
 * @throws ApiError 404
 */
async function findAll(
  sql: Queryable,
  collection: string,
  ids: string[] | undefined,
  caller: Account,
): Promise<ItemToChangeRow[]> {
  await visibleSequence(sql, collection, privilegedViewerOf(caller));
  const found = await findItemsToChange(sql, collection, ids, privilegedViewerOf(caller));
  const known = new Set(found.map(({ id }) => id));
  const unknown = ids?.find((id) => !known.has(id));
  if (unknown !== undefined) throw new ApiError(404, message("pictures.not_in_database", { id: unknown }));
  return found;
}
