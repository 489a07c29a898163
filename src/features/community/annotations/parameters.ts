/** Bodies of requests about annotations. */
import { message } from "../../../core/messages/mod.ts";
import { z } from "@hono/zod-openapi";
import { uuid } from "../../../core/http/lenient_schemas.ts";
import { validate } from "../../../core/http/validation.ts";
import { type TagUpdate, tagUpdates } from "../../../core/tags/mod.ts";
import { boxShape, geometryShape, type Polygon, shapeDocument } from "./shape.ts";

/** An annotation to be made. */
export interface NewAnnotation {
  shape: Polygon;
  semantics: TagUpdate[];
  /** Chosen by the client. */
  id?: string;
}

/** For the documentation; the actual validation depends on the form of the shape. */
export const newAnnotation = z.object({
  shape: shapeDocument,
  semantics: tagUpdates,
  id: z.uuid().optional(),
}).openapi("NewAnnotation");

/** The body of a change of an annotation. */
export const annotationChanges = z.object({ semantics: tagUpdates }).openapi("AnnotationChanges");

const others = { semantics: tagUpdates, id: uuid().nullish() };
const withBox = z.object({ shape: boxShape, ...others });
const withGeometry = z.object({ shape: geometryShape, ...others });
const withoutShape = z.object({ shape: uuid(), ...others });

/** @throws ApiError 400 */
export function readNewAnnotation(body: unknown): NewAnnotation {
  const refusal = message("community.annotation_not_created");
  const given = validate(z.record(z.string(), z.unknown()), body, refusal);
  // A missing shape is refused in words that fit either form.
  if (given.shape === undefined) validate(withoutShape, given, refusal);
  const { shape, semantics, id } = Array.isArray(given.shape)
    ? validate(withBox, { ...given, shape: { bbox: given.shape } }, refusal)
    : validate(withGeometry, { ...given, shape: { geometry: given.shape } }, refusal);
  return { shape, semantics: semantics ?? [], id: id ?? undefined };
}

/** @throws ApiError 400 */
export function readAnnotationChanges(body: unknown): TagUpdate[] {
  return validate(annotationChanges, body, message("community.annotation_not_changed")).semantics ?? [];
}
