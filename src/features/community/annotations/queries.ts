import { jsonb } from "../../../core/db/json.ts";
import { onlyRow } from "../../../core/db/rows.ts";
import type { Fragment, Queryable, Transaction } from "../../../core/db/sql.ts";
import { pictureIsVisible, sequenceIsVisible, type Viewer } from "../../stac/mod.ts";
import type { Polygon } from "./shape.ts";

/** A part of a picture with tags. */
export interface Annotation {
  id: string;
  picture_id: string;
  shape: Polygon;
  /** Sorted by key, then value. */
  semantics: { key: string; value: string }[];
}

/** An annotation on a picture that the viewer may see. */
export async function findAnnotation(sql: Queryable, id: string, viewer: Viewer): Promise<Annotation | undefined> {
  const [row] = await sql<Annotation[]>`
    SELECT a.id, a.picture_id, a.shape, coalesce((
      SELECT json_agg(json_build_object('key', key, 'value', value) ORDER BY key, value)
      FROM annotations_semantics WHERE annotation_id = a.id), '[]') AS semantics
    FROM annotations a JOIN pictures p ON p.id = a.picture_id
    WHERE a.id = ${id} AND ${isShown(sql, viewer)}`;
  return row;
}

/** Size in pixels; null when the metadata do not say. */
export interface PictureSize {
  width: number | null;
  height: number | null;
}

/** The size of a picture that the viewer may see; undefined when there is none. */
export async function findPictureSize(sql: Queryable, id: string, viewer: Viewer): Promise<PictureSize | undefined> {
  const [row] = await sql<PictureSize[]>`
    SELECT (p.metadata -> 'width')::float8 AS width, (p.metadata -> 'height')::float8 AS height
    FROM pictures p WHERE p.id = ${id} AND ${isShown(sql, viewer)}`;
  return row;
}

/** Pictures are reached through a sequence, and both must be visible. */
function isShown(sql: Queryable, viewer: Viewer): Fragment {
  return sql`(${pictureIsVisible(sql, viewer)} AND EXISTS (
    SELECT FROM sequences_pictures sp JOIN sequences s ON s.id = sp.seq_id
    WHERE sp.pic_id = p.id AND ${sequenceIsVisible(sql, viewer)}))`;
}

/** Makes others who change annotations of the picture wait until the transaction ends. */
export async function lockPicture(tx: Transaction, id: string): Promise<void> {
  await tx`SELECT FROM pictures WHERE id = ${id} FOR NO KEY UPDATE`;
}

/** Whether there is an annotation of this id, on whatever picture. */
export async function isAnnotationId(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx<{ exists: boolean }[]>`SELECT EXISTS (SELECT FROM annotations WHERE id = ${id}) AS exists`;
  return onlyRow(rows).exists;
}

/** The id of the annotation with exactly this shape, which is created if necessary. The picture must be locked. */
export async function ensureAnnotation(
  tx: Transaction,
  pictureId: string,
  shape: Polygon,
  id: string | undefined,
): Promise<string> {
  const json = jsonb(tx, shape);
  const [known] = await tx<{ id: string }[]>`
    SELECT id FROM annotations WHERE picture_id = ${pictureId} AND shape = ${json} LIMIT 1`;
  if (known) return known.id;
  const inserted = await tx<{ id: string }[]>`
    INSERT INTO annotations (id, picture_id, shape)
    VALUES (coalesce(${id ?? null}::uuid, gen_random_uuid()), ${pictureId}, ${json})
    RETURNING id`;
  return onlyRow(inserted).id;
}

/** Deletes an annotation with its tags. */
export async function deleteAnnotation(tx: Transaction, id: string): Promise<void> {
  await tx`DELETE FROM annotations WHERE id = ${id}`;
}

/** Updates the picture's `updated_at`, for changes in which no tag changed. */
export async function notePictureChange(tx: Transaction, pictureId: string): Promise<void> {
  await tx`UPDATE pictures SET updated_at = clock_timestamp() WHERE id = ${pictureId}`;
}
