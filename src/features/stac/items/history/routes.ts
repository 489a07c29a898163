/** The edits of an item, and undoing one. Not part of geovisio's API, which stores the same history. */
import { z } from "@hono/zod-openapi";
import type { Account } from "../../../../core/http/account.ts";
import { loggedCallerOf } from "../../../../core/http/context.ts";
import { isoOffset } from "../../../../core/db/timestamps.ts";
import { answer, errorAnswer } from "../../../../core/http/documentation.ts";
import { ApiError } from "../../../../core/http/errors.ts";
import { readJsonIfAny } from "../../../../core/http/json_body.ts";
import { uuid } from "../../../../core/http/lenient_schemas.ts";
import type { Router } from "../../../../core/http/router.ts";
import { validate } from "../../../../core/http/validation.ts";
import type { Queryable } from "../../../../core/db/sql.ts";
import { message } from "../../../../core/messages/mod.ts";
import type { Visibility } from "../../../../core/settings/mod.ts";
import { checkVisibility, mayWrite } from "../../../accounts/mod.ts";
import { item } from "../../documentation/item.ts";
import { UNKNOWN_OBJECT } from "../../documentation/common.ts";
import { jsonContext } from "../../json_context.ts";
import { MEDIA_TYPES } from "../../links.ts";
import type { StacServices } from "../../stac_services.ts";
import { privilegedViewerOf } from "../../visibility.ts";
import type { ItemAddress } from "../edit/edit_item.ts";
import { findPictureOwnership } from "../edit/queries.ts";
import { findItemText } from "../one_item.ts";
import {
  type ChangeRow,
  findPresentValues,
  listChanges,
  lockChange,
  type ReplacedValues,
  restoreValues,
} from "./queries.ts";

const tags = ["Items", "Editing"];
/** Edits that are shown, the newest first. */
const MOST_CHANGES = 200;

const history = z.object({
  changes: z.array(z.object({
    id: z.uuid(),
    datetime: z.iso.datetime({ offset: true }),
    account: z.object({ id: z.uuid(), name: z.string() }),
    is_of_collection: z.boolean().openapi({ description: "Whether the collection was edited, and the item with it" }),
    values: z.array(z.object({ name: z.string(), before: z.unknown(), after: z.unknown() })),
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
      changes: withNewValues(await listChanges(sql, id, MOST_CHANGES), await findPresentValues(sql, id)),
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

/** @throws ApiError 404 when the caller sees no such picture in that collection, 403 when it belongs to another account */
async function requireOwn(sql: Queryable, { id, collection }: ItemAddress, caller: Account): Promise<void> {
  const ownership = await findPictureOwnership(sql, id, privilegedViewerOf(caller), collection);
  if (!ownership) throw new ApiError(404, message("pictures.not_in_database", { id }));
  if (!mayWrite(caller, ownership.account_id)) throw new ApiError(403, message("stac.picture_of_others"));
}

/** Adds what each change wrote: what a later one replaced, or what is there now. */
function withNewValues(rows: ChangeRow[], present: ReplacedValues) {
  const now = { ...present };
  const replaced = new Set<string>();
  return rows.map(({ id, ts, account_id, account_name, before, is_of_sequence }) => {
    const names = Object.keys(before ?? {});
    const values = names.map((name) => ({ name, before: before?.[name] ?? null, after: now[name] ?? null }));
    const may_undo = names.length > 0 && names.every((name) => !replaced.has(name));
    for (const name of names) replaced.add(name);
    Object.assign(now, before);
    return {
      id,
      datetime: isoOffset(ts),
      account: { id: account_id, name: account_name },
      is_of_collection: is_of_sequence,
      values,
      may_undo,
    };
  });
}
