/** Splits and merges collections. Not part of geovisio's API. */
import { z } from "@hono/zod-openapi";
import { loggedCallerOf } from "../../../../core/http/context.ts";
import { answer, errorAnswer } from "../../../../core/http/documentation.ts";
import { ApiError } from "../../../../core/http/errors.ts";
import { readJsonIfAny } from "../../../../core/http/json_body.ts";
import { text, uuid } from "../../../../core/http/lenient_schemas.ts";
import type { Router } from "../../../../core/http/router.ts";
import { validate } from "../../../../core/http/validation.ts";
import { message } from "../../../../core/messages/mod.ts";
import { mergeSequences, splitSequence } from "../../../sequences/mod.ts";
import { collection } from "../../documentation/collection.ts";
import { UNKNOWN_OBJECT } from "../../documentation/common.ts";
import { jsonContext } from "../../json_context.ts";
import { collectionUrl } from "../../links.ts";
import type { StacServices } from "../../stac_services.ts";
import { findCollectionJson } from "../one_collection.ts";
import { MOST_ITEMS } from "../../items/many/changes.ts";
import { requireOwn } from "../edit/rights.ts";
import { arranged } from "./refusals.ts";

const tags = ["Collections", "Editing"];

const split = z.object({
  from: uuid().nullish().openapi({ description: "This picture and all after it move" }),
  items: z.array(uuid()).min(1).max(MOST_ITEMS).nullish().openapi({ description: "These pictures move" }),
  title: text({ max: 250 }).nullish().openapi({ description: "Of the new collection; by default the same" }),
}).refine(({ from, items }) => (from == null) !== (items == null), {
  error: "Value error, One of from and items must be set",
}).openapi("CollectionSplit");

const merge = z.object({ collection: uuid().openapi({ description: "Its pictures move, and it is deleted" }) })
  .openapi("CollectionMerge");

/** `POST /api/collections/:id/split` and `/merge`. */
export function arrangementRoutes(router: Router, { sql, instance }: StacServices): void {
  router.route({
    method: "post",
    path: "/api/collections/{id:uuid}/split",
    access: "logged-writes",
    summary: "Move pictures of a collection into a new one",
    tags,
    request: { body: { content: { "application/json": { schema: split } } } },
    responses: {
      201: answer("The new collection", collection),
      400: errorAnswer("A field is wrong"),
      403: errorAnswer("The collection belongs to another account"),
      404: UNKNOWN_OBJECT,
      409: errorAnswer("No picture would be left, or the collection is still processed"),
    },
  }, async (context, { id }) => {
    const caller = loggedCallerOf(context);
    const body = await readJsonIfAny(context);
    const { from, items, title } = validate(split, body ?? {}, message("http.bad_parameters"));
    const chosen = new Set(items ?? []);
    const wanted = (ids: string[]) =>
      from == null ? ids.filter((picture) => chosen.has(picture)) : ids.slice(placeOf(ids, from));
    const made = await arranged(() =>
      sql.begin(async (tx) => {
        await requireOwn(tx, id, caller);
        return await splitSequence(tx, id, wanted, { title: title ?? undefined, editor: caller.id });
      })
    );
    const view = jsonContext(context, instance);
    context.header("Location", collectionUrl(view.base, made));
    return context.json(await findCollectionJson(sql, made, view), 201);
  });

  router.route({
    method: "post",
    path: "/api/collections/{id:uuid}/merge",
    access: "logged-writes",
    summary: "Move all pictures of another collection into this one, by their capture time; the other one is deleted",
    tags,
    request: { body: { content: { "application/json": { schema: merge } } } },
    responses: {
      200: answer("The collection", collection),
      400: errorAnswer("A field is wrong"),
      403: errorAnswer("The collections do not belong to the same account, or not to the caller"),
      404: UNKNOWN_OBJECT,
      409: errorAnswer("The same collection, one that is still processed, or too many pictures"),
    },
  }, async (context, { id }) => {
    const caller = loggedCallerOf(context);
    const body = await readJsonIfAny(context);
    const { collection: from } = validate(merge, body ?? {}, message("http.bad_parameters"));
    await arranged(() =>
      sql.begin(async (tx) => {
        await requireOwn(tx, id, caller);
        await requireOwn(tx, from, caller);
        await mergeSequences(tx, { from, into: id, editor: caller.id });
      })
    );
    const shown = await findCollectionJson(sql, id, jsonContext(context, instance));
    if (!shown) throw new ApiError(404, message("stac.collection_unknown"));
    return context.json(shown);
  });
}

function placeOf(ids: string[], id: string): number {
  const place = ids.indexOf(id);
  return place < 0 ? ids.length : place;
}
