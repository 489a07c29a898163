/** The edits of an item, and undoing one. Not part of geovisio's API, which stores the same history. */
import { z } from "@hono/zod-openapi";
import { loggedCallerOf } from "../../../../core/http/context.ts";
import { answer, errorAnswer } from "../../../../core/http/documentation.ts";
import { ApiError } from "../../../../core/http/errors.ts";
import { readJsonIfAny } from "../../../../core/http/json_body.ts";
import { uuid } from "../../../../core/http/lenient_schemas.ts";
import type { Router } from "../../../../core/http/router.ts";
import { validate } from "../../../../core/http/validation.ts";
import { message } from "../../../../core/messages/mod.ts";
import type { Visibility } from "../../../../core/settings/mod.ts";
import { checkVisibility } from "../../../accounts/mod.ts";
import { item } from "../../documentation/item.ts";
import { UNKNOWN_OBJECT } from "../../documentation/common.ts";
import { changeFields, MOST_CHANGES, type ReplacedValues, withNewValues } from "../../editing/history.ts";
import { jsonContext } from "../../json_context.ts";
import { MEDIA_TYPES } from "../../links.ts";
import type { StacServices } from "../../stac_services.ts";
import { requireOwn } from "../edit/rights.ts";
import { findItemText } from "../one_item.ts";
import { findPresentValues, type ItemChangeRow, listChanges, lockChange, restoreValues } from "./queries.ts";

const tags = ["Items", "Editing"];

const history = z.object({
  changes: z.array(z.object({
    ...changeFields,
    is_of_collection: z.boolean().openapi({ description: "Whether the collection was edited, and the item with it" }),
    may_undo: z.boolean().openapi({ description: "Whether no later change replaced the same values" }),
  })),
}).openapi("ItemHistory");
const undo = z.object({ change: uuid() }).openapi("ItemUndo");

/** `GET …/items/:id/history` and `POST …/items/:id/undo`, for owners and administrators. */
export function historyRoutes(router: Router, { sql, instance, settings }: StacServices): void {
  router.route({
    method: "get",
    path: "/api/collections/{collection:uuid}/items/{id:uuid}/history",
    access: "logged-reads-or-refused",
    summary: "Who changed what of an item, the newest change first; for its owner and administrators",
    tags,
    responses: {
      200: answer("The changes", history),
      403: errorAnswer("The picture belongs to another account"),
      404: UNKNOWN_OBJECT,
    },
  }, async (context, { collection, id }) => {
    await requireOwn(sql, { id, collection }, loggedCallerOf(context));
    return context.json({
      changes: changesOf(await listChanges(sql, id, MOST_CHANGES), await findPresentValues(sql, id)),
    });
  });

  router.route({
    method: "post",
    path: "/api/collections/{collection:uuid}/items/{id:uuid}/undo",
    access: "logged-writes",
    summary: "Restore what a change of an item replaced; for its owner and administrators",
    tags,
    request: { body: { content: { "application/json": { schema: undo } } } },
    responses: {
      200: answer("The item", item),
      400: errorAnswer("A field is wrong, or a visibility that this instance does not allow would come back"),
      403: errorAnswer("The picture belongs to another account"),
      404: UNKNOWN_OBJECT,
      409: errorAnswer("There is nothing to restore, or later changes have to be undone first"),
    },
  }, async (context, { collection, id }) => {
    const caller = loggedCallerOf(context);
    const { change } = validate(
      undo,
      await readJsonIfAny(context) ?? {},
      message("http.bad_parameters"),
    );
    await sql.begin(async (tx) => {
      await requireOwn(tx, { id, collection }, caller);
      const found = await lockChange(tx, id, change);
      if (!found) throw new ApiError(404, message("gallery.no_such_change"));
      if (!found.before) throw new ApiError(409, message("gallery.nothing_to_undo"));
      if (found.is_outdated) throw new ApiError(409, message("gallery.undo_later_first"));
      // Whoever could not choose it now cannot get it back either. The database wrote it.
      if ("visibility" in found.before) checkVisibility(found.before.visibility as Visibility | null, settings);
      await restoreValues(tx, id, change, caller.id);
    });
    const shown = await findItemText(sql, id, jsonContext(context, instance), { collection });
    if (!shown) throw new ApiError(404, message("stac.item_unknown"));
    return context.body(shown.text, 200, { "Content-Type": MEDIA_TYPES.json });
  });
}

/** An edit can be undone as long as no later one replaced the same values. */
function changesOf(rows: ItemChangeRow[], present: ReplacedValues) {
  const replaced = new Set<string>();
  return withNewValues(rows, present).map(({ row, shown }) => {
    const names = shown.values.map(({ name }) => name);
    const may_undo = names.length > 0 && names.every((name) => !replaced.has(name));
    for (const name of names) replaced.add(name);
    return { ...shown, is_of_collection: row.is_of_sequence, may_undo };
  });
}
