/** `/api/annotations`: tags that describe parts of pictures. Each route also exists below its item. */
import { message } from "../../../core/messages/mod.ts";
import { z } from "@hono/zod-openapi";
import type { Account } from "../../../core/http/account.ts";
import { baseUrl } from "../../../core/http/base_url.ts";
import { callerOf, loggedCallerOf, type RequestContext } from "../../../core/http/context.ts";
import { errorAnswer } from "../../../core/http/documentation.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { requireJson } from "../../../core/http/json_body.ts";
import type { Router } from "../../../core/http/router.ts";
import type { Services } from "../../../core/services.ts";
import { checkEditRights, findPictureOwnership, privilegedViewerOf } from "../../stac/mod.ts";
import { createAnnotation, removeAnnotation, updateAnnotation } from "./annotate.ts";
import { annotationChanges, newAnnotation, readAnnotationChanges, readNewAnnotation } from "./parameters.ts";
import { type Annotation, findAnnotation, findPictureSize } from "./queries.ts";
import { checkRange } from "./shape.ts";

const tags = ["Annotations"];
const ITEM = "/api/collections/{collection:uuid}/items/{item:uuid}";
/** Addresses of an annotation; below an item, only the item's own annotations are found. */
const ANNOTATION_PATHS = ["/api/annotations/{id:uuid}", `${ITEM}/annotations/{id:uuid}`] as const;

const annotationDocument = z.object({
  id: z.uuid(),
  picture_id: z.uuid(),
  shape: z.object({ type: z.literal("Polygon"), coordinates: z.array(z.array(z.array(z.int()))) }),
  semantics: z.array(z.object({ key: z.string(), value: z.string() })),
}).openapi("Annotation");
const found = { description: "The annotation", content: { "application/json": { schema: annotationDocument } } };
const body = (schema: z.ZodType) => ({ body: { content: { "application/json": { schema } } } });
const refusals = {
  400: errorAnswer("A value is wrong, or a tag exists already"),
  401: errorAnswer("Nobody is logged in"),
  403: errorAnswer("The owner does not let others edit the description"),
  404: errorAnswer("Unknown, or not visible to the caller"),
  415: errorAnswer("Not JSON"),
};

/** Annotations of pictures: read, make, change, delete. */
export function annotationsRoutes(router: Router, { sql }: Services): void {
  for (const path of ["/api/pictures/{item:uuid}/annotations", `${ITEM}/annotations`] as const) {
    router.route({
      method: "post",
      path,
      access: "logged-writes",
      summary: "Annotate a part of a picture; an annotation with the same shape gets the tags instead",
      tags,
      request: body(newAnnotation),
      responses: { ...refusals, 200: found, 409: errorAnswer("The id is taken") },
    }, async (context, { item }) => {
      const caller = loggedCallerOf(context);
      const viewer = privilegedViewerOf(caller);
      const size = await findPictureSize(sql, item, viewer);
      if (!size) throw new ApiError(404, message("pictures.not_in_database", { id: item }));
      const wanted = readNewAnnotation(await requireJson(context, message("community.annotation_json_to_create")));
      await requireEditor(item, caller);
      // While the size is unknown, before the picture is prepared, only negative coordinates are certainly outside.
      checkRange(wanted.shape, { width: size.width ?? Infinity, height: size.height ?? Infinity });
      const id = await createAnnotation(sql, item, wanted, caller.id);
      context.header("Location", `${baseUrl(context)}/api/annotations/${id}`);
      context.header("Access-Control-Expose-Headers", "Location");
      const made = await findAnnotation(sql, id, viewer);
      return made ? context.json(made) : context.body(null, 204);
    });
  }

  for (const path of ANNOTATION_PATHS) {
    router.route({
      method: "get",
      path,
      access: "anyone",
      summary: "An annotation",
      tags,
      responses: { 200: found, 404: refusals[404] },
    }, async (context, { id, item }) => context.json(await knownAnnotation(context, id, item)));

    router.route({
      method: "patch",
      path,
      access: "logged-writes",
      summary: "Change the tags of an annotation; it is deleted with its last tag",
      tags,
      request: body(annotationChanges),
      responses: { ...refusals, 200: found, 204: { description: "The annotation was deleted" } },
    }, async (context, { id, item }) => {
      const updates = readAnnotationChanges(await requireJson(context, message("community.annotation_json_to_change")));
      const annotation = await knownAnnotation(context, id, item), caller = loggedCallerOf(context);
      await requireEditor(annotation.picture_id, caller);
      const result = await updateAnnotation(sql, annotation, updates, caller.id);
      return result === "removed" ? context.body(null, 204) : context.json(await knownAnnotation(context, id, item));
    });

    router.route({
      method: "delete",
      path,
      access: "logged-writes",
      summary: "Delete an annotation and its tags",
      tags,
      responses: { 204: { description: "Deleted" }, 401: refusals[401], 403: refusals[403], 404: refusals[404] },
    }, async (context, { id, item }) => {
      const annotation = await knownAnnotation(context, id, item), caller = loggedCallerOf(context);
      await requireEditor(annotation.picture_id, caller);
      await removeAnnotation(sql, annotation, caller.id);
      return context.body(null, 204);
    });
  }

  /**
   * Like tags, annotations may be edited by others if the owner of the picture allows it.
   * @throws ApiError 403
   */
  async function requireEditor(picture: string, caller: Account): Promise<void> {
    const ownership = await findPictureOwnership(sql, picture, privilegedViewerOf(caller));
    if (!ownership) throw new ApiError(404, message("pictures.not_in_database", { id: picture }));
    const refusal = message("pictures.not_collaborative");
    checkEditRights(caller, ownership, { touchesOwnerFields: false, touchesMetadata: true }, {
      ownerFields: refusal,
      metadata: refusal,
    });
  }

  async function knownAnnotation(context: RequestContext, id: string, item: string | undefined): Promise<Annotation> {
    const annotation = await findAnnotation(sql, id, privilegedViewerOf(callerOf(context)));
    if (annotation && (item === undefined || annotation.picture_id === item)) return annotation;
    throw new ApiError(404, message("community.annotation_unknown", { id }));
  }
}
