/** The changes of a collection, and undoing splits and merges. Not part of geovisio's API, which stores the same history. */
import { z } from "@hono/zod-openapi";
import { loggedCallerOf } from "../../../../core/http/context.ts";
import { answer, errorAnswer } from "../../../../core/http/documentation.ts";
import { ApiError } from "../../../../core/http/errors.ts";
import { readJsonIfAny } from "../../../../core/http/json_body.ts";
import { uuid } from "../../../../core/http/lenient_schemas.ts";
import type { Router } from "../../../../core/http/router.ts";
import { validate } from "../../../../core/http/validation.ts";
import { message } from "../../../../core/messages/mod.ts";
import { checkVisibility } from "../../../accounts/mod.ts";
import { findArrangement, undoMerge, undoSplit } from "../../../sequences/mod.ts";
import { collection } from "../../documentation/collection.ts";
import { UNKNOWN_OBJECT } from "../../documentation/common.ts";
import { changeFields, MOST_CHANGES, withNewValues } from "../../editing/history.ts";
import { jsonContext } from "../../json_context.ts";
import type { StacServices } from "../../stac_services.ts";
import { arranged } from "../arrange/refusals.ts";
import { requireOwn } from "../edit/rights.ts";
import { findCollectionJson } from "../one_collection.ts";
import { findPresentValuesOfSequence, listSequenceChanges } from "./queries.ts";

const tags = ["Collections", "Editing"];

const history = z.object({
  changes: z.array(z.object({
    ...changeFields,
    kind: z.enum(["edit", "split", "merge", "undo"]),
    collection: z.uuid().nullable().openapi({ description: "The collection that a split made, or a merge ended" }),
    pictures: z.int().nullable().openapi({ description: "How many moved" }),
    may_undo: z.boolean(),
  })),
}).openapi("CollectionHistory");
const undo = z.object({ change: uuid() }).openapi("CollectionUndo");

/** `GET /api/collections/:id/history` and `POST …/undo`, for owners and administrators. */
export function collectionHistoryRoutes(router: Router, { sql, instance, settings }: StacServices): void {
  router.route({
    method: "get",
    path: "/api/collections/{id:uuid}/history",
    access: "logged-reads-or-refused",
    summary: "Who changed what of a collection, the newest change first; for its owner and administrators",
    tags,
    responses: {
      200: answer("The changes", history),
      403: errorAnswer("The collection belongs to another account"),
      404: UNKNOWN_OBJECT,
    },
  }, async (context, { id }) => {
    await requireOwn(sql, id, loggedCallerOf(context));
    const rows = await listSequenceChanges(sql, id, MOST_CHANGES);
    const described = withNewValues(rows, await findPresentValuesOfSequence(sql, id));
    return context.json({
      changes: described.map(({ row: { kind, other, pictures, may_undo }, shown }) => {
        return { ...shown, kind, collection: other, pictures, may_undo };
      }),
    });
  });

  router.route({
    method: "post",
    path: "/api/collections/{id:uuid}/undo",
    access: "logged-writes",
    summary: "Undo a split or a merge of a collection, by its history; for its owner and administrators",
    tags,
    request: { body: { content: { "application/json": { schema: undo } } } },
    responses: {
      200: answer("The collection", collection),
      400: errorAnswer("A field is wrong, or a visibility that this instance does not allow would come back"),
      403: errorAnswer("The collection belongs to another account"),
      404: UNKNOWN_OBJECT,
      409: errorAnswer("It is no split or merge, it is undone already, or its pictures are elsewhere"),
    },
  }, async (context, { id }) => {
    const caller = loggedCallerOf(context);
    const { change } = validate(undo, await readJsonIfAny(context) ?? {}, message("http.bad_parameters"));
    await arranged(() =>
      sql.begin(async (tx) => {
        await requireOwn(tx, id, caller);
        const arrangement = await findArrangement(tx, id, change);
        if (!arrangement) throw new ApiError(404, message("gallery.no_such_sequence_change"));
        if (arrangement === "other change") throw new ApiError(409, message("gallery.nothing_to_undo"));
        if (arrangement.is_undone) throw new ApiError(409, message("gallery.already_undone"));
        if (arrangement.kind === "split") return await undoSplit(tx, id, { arrangement, editor: caller.id });
        const visibilities = await undoMerge(tx, id, { arrangement, editor: caller.id });
        for (const visibility of visibilities) checkVisibility(visibility, settings);
      }), new ApiError(409, message("gallery.undo_pictures_elsewhere")));
    const shown = await findCollectionJson(sql, id, jsonContext(context, instance));
    if (!shown) throw new ApiError(404, message("stac.collection_unknown"));
    return context.json(shown);
  });
}
