/** Creates, changes and deletes annotations. */
import { message } from "../../../core/messages/mod.ts";
import type { Sql, Transaction } from "../../../core/db/sql.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { applyTagUpdates, type TagUpdate } from "../../../core/tags/mod.ts";
import type { NewAnnotation } from "./parameters.ts";
import {
  type Annotation,
  deleteAnnotation,
  ensureAnnotation,
  isAnnotationId,
  lockPicture,
  notePictureChange,
} from "./queries.ts";

/** Adds an annotation; see `addAnnotation`. */
export async function createAnnotation(
  sql: Sql,
  pictureId: string,
  annotation: NewAnnotation,
  editor: string,
): Promise<string> {
  return await sql.begin((tx) => addAnnotation(tx, pictureId, annotation, editor));
}

/**
 * Adds an annotation to a picture; when there is one with the same shape, the tags are added to it instead.
 * @param editor id of the account that does so
 * @returns the id of the annotation
 * @throws ApiError 409 for an id that is taken; nothing has been written then
 */
export async function addAnnotation(
  tx: Transaction,
  pictureId: string,
  { id, shape, semantics }: NewAnnotation,
  editor: string,
): Promise<string> {
  await lockPicture(tx, pictureId);
  if (id !== undefined && await isAnnotationId(tx, id)) {
    throw new ApiError(409, message("community.annotation_id_taken"));
  }
  const annotation = await ensureAnnotation(tx, pictureId, shape, id);
  await applyTagUpdates(tx, { kind: "annotation", id: annotation }, semantics, editor);
  if (semantics.length === 0) await notePictureChange(tx, pictureId);
  return annotation;
}

/**
 * Changes the tags of an annotation.
 * @returns `removed` when the last tag was deleted, and the annotation with it
 */
export async function updateAnnotation(
  sql: Sql,
  { id }: Annotation,
  updates: TagUpdate[],
  editor: string,
): Promise<"kept" | "removed"> {
  return await sql.begin((tx) => applyTagUpdates(tx, { kind: "annotation", id }, updates, editor));
}

/** Deletes an annotation; the history records the tags that were deleted with it. */
export async function removeAnnotation(sql: Sql, { id, picture_id, semantics }: Annotation, editor: string) {
  await sql.begin(async (tx) => {
    await lockPicture(tx, picture_id);
    const updates = semantics.map((tag): TagUpdate => ({ action: "delete", ...tag }));
    await applyTagUpdates(tx, { kind: "annotation", id }, updates, editor);
    await deleteAnnotation(tx, id);
    if (updates.length === 0) await notePictureChange(tx, picture_id);
  });
}
