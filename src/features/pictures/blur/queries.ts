import { jsonb } from "../../../core/db/json.ts";
import { onlyRow } from "../../../core/db/rows.ts";
import type { Transaction } from "../../../core/db/sql.ts";
import type { Size } from "../../../core/imaging/codec/mod.ts";
import { tileGrid } from "../../../core/metadata/mod.ts";
import type { Detection } from "./detections.ts";
import type { Tag } from "./qualifiers.ts";

/** The account in whose name detections are recorded. */
export async function findDefaultAccount(tx: Transaction): Promise<string | undefined> {
  const [row] = await tx<{ id: string }[]>`SELECT id FROM accounts WHERE is_default`;
  return row?.id;
}

/** Keeps the id by which the blurring API finds the parts that it kept. */
export async function setBlurringId(tx: Transaction, pictureId: string, blurringId: string): Promise<void> {
  await tx`UPDATE pictures SET blurring_id = ${blurringId} WHERE id = ${pictureId}`;
}

/**
 * After blurring, a picture that lay on its side may stand upright: then width and height are those of the new file, and
 * nothing needs to be turned any more.
 */
export async function setUprightSize(tx: Transaction, pictureId: string, { width, height }: Size): Promise<void> {
  const { columns, rows } = tileGrid(width, height);
  await tx`
    UPDATE pictures SET
      metadata = metadata || jsonb_build_object('width', ${width}::int, 'height', ${height}::int)
        || CASE WHEN metadata ? 'cols' THEN jsonb_build_object('cols', ${columns}::int, 'rows', ${rows}::int) ELSE '{}' END,
      exif = (exif - 'Exif.Image.Orientation')
        || jsonb_build_object('Exif.Photo.PixelXDimension', ${width}::int, 'Exif.Photo.PixelYDimension', ${height}::int)
    WHERE id = ${pictureId} AND exif->>'Exif.Image.Orientation' IN ('5', '6', '7', '8')
      AND ((metadata->>'width')::int, (metadata->>'height')::int) <> (${width}::int, ${height}::int)`;
}

/** An annotation with its tags. */
export interface TaggedAnnotationRow {
  id: string;
  tags: Tag[];
}

/** The annotations of a picture that have tags. */
export async function listAnnotations(tx: Transaction, pictureId: string): Promise<TaggedAnnotationRow[]> {
  return await tx<TaggedAnnotationRow[]>`
    SELECT a.id, jsonb_agg(jsonb_build_object('key', t.key, 'value', t.value) ORDER BY t.key, t.value) AS tags
    FROM annotations a JOIN annotations_semantics t ON t.annotation_id = a.id
    WHERE a.picture_id = ${pictureId} GROUP BY a.id ORDER BY a.id`;
}

/** The annotation of a shape on a picture, made when there is none. */
export async function annotationOf(tx: Transaction, pictureId: string, shape: Detection["shape"]): Promise<string> {
  const rows = await tx<{ id: string }[]>`
    WITH found AS (
      SELECT id FROM annotations WHERE picture_id = ${pictureId} AND shape = ${jsonb(tx, shape)} LIMIT 1
    ), made AS (
      INSERT INTO annotations (picture_id, shape) SELECT ${pictureId}, ${jsonb(tx, shape)}
      WHERE NOT EXISTS (SELECT FROM found) RETURNING id
    )
    SELECT id FROM found UNION ALL SELECT id FROM made`;
  return onlyRow(rows).id;
}
