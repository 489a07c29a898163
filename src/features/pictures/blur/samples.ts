/** What was blurred last, to look at whether it was right. */
import type { Part, PartKind } from "../../../core/blurring/mod.ts";
import type { Queryable } from "../../../core/db/sql.ts";

/** A picture as it is served, and what of it is blurred. */
export interface BlurSampleRow {
  picture_id: string;
  collection_id: string | null;
  /** Pixels, before the orientation of EXIF is applied where it was not. */
  width: number | null;
  height: number | null;
  blurred_at: string;
  model: string | null;
  way: string | null;
  parts: Part[];
}

/** Which samples to show: pictures with a part of this kind and confidence. */
export interface SampleFilter {
  kind?: PartKind;
  /** 0 to 1. */
  least: number;
  most: number;
  limit: number;
  /** The last picture that was looked at for the page before. */
  after?: string;
  /** A page looks at no more pictures than this: rare parts take several pages, some of them empty. */
  lookAt?: number;
}

const LOOKED_AT = 2000;

/**
 * Pictures with such parts, those blurred last first.
 * @returns `next` is undefined on the last page
 */
export async function listBlurSamples(
  sql: Queryable,
  { kind, least, most, limit, after, lookAt = LOOKED_AT }: SampleFilter,
): Promise<{ samples: BlurSampleRow[]; next: string | undefined }> {
  const rows = await sql<(BlurSampleRow & { is_shown: boolean; is_last: boolean })[]>`
    WITH latest AS (
      SELECT b.picture_id, b.blurred_at, b.model, b.way, b.parts, EXISTS (
          SELECT FROM jsonb_array_elements(b.parts) part
          WHERE (${kind ?? null}::text IS NULL OR part->>'kind' = ${kind ?? null})
            AND (part->>'confidence')::float8 BETWEEN ${least}::float8 AND ${most}::float8
        ) AS is_shown
      FROM picture_blurs b
      WHERE b.blurred_at IS NOT NULL AND (${after ?? null}::uuid IS NULL OR (b.blurred_at, b.picture_id) < (
          SELECT blurred_at, picture_id FROM picture_blurs WHERE picture_id = ${after ?? null}))
      ORDER BY b.blurred_at DESC, b.picture_id DESC LIMIT ${lookAt}
    ), counted AS (
      SELECT *, count(*) FILTER (WHERE is_shown) OVER places AS shown, row_number() OVER places AS place
      FROM latest WINDOW places AS (ORDER BY blurred_at DESC, picture_id DESC)
    )
    SELECT l.picture_id, to_json(l.blurred_at)#>>'{}' AS blurred_at, l.model, l.way, l.parts, l.is_shown, l.place = ${lookAt} AS is_last,
      (p.metadata->>'width')::int AS width, (p.metadata->>'height')::int AS height,
      (SELECT seq_id FROM sequences_pictures sp WHERE sp.pic_id = p.id LIMIT 1) AS collection_id
    FROM counted l JOIN pictures p ON p.id = l.picture_id
    WHERE (l.is_shown AND l.shown <= ${limit}) OR l.place = ${lookAt}
    ORDER BY l.blurred_at DESC, l.picture_id DESC`;
  const samples = rows.filter(({ is_shown }) => is_shown).slice(0, limit);
  const last = samples.length === limit ? samples.at(-1) : rows.find(({ is_last }) => is_last);
  return { samples: samples.map(({ is_shown: _, is_last: __, ...sample }) => sample), next: last?.picture_id };
}

/** A picture that a caller may see, to draw on. */
export interface DrawableRow {
  collection_id: string;
  account_id: string;
  upload_set_id: string | null;
  /** As in `BlurSampleRow`. */
  width: number | null;
  height: number | null;
}

/** Undefined when the account sees no such picture. */
export async function findDrawable(
  sql: Queryable,
  id: string,
  accountId: string | null,
): Promise<DrawableRow | undefined> {
  const [row] = await sql<DrawableRow[]>`
    SELECT s.id AS collection_id, p.account_id, p.upload_set_id,
      (p.metadata->>'width')::int AS width, (p.metadata->>'height')::int AS height
    FROM pictures p JOIN sequences_pictures sp ON sp.pic_id = p.id JOIN sequences s ON s.id = sp.seq_id
    WHERE p.id = ${id} AND s.status <> 'deleted'
      AND is_picture_visible_by_user(p, ${accountId}) AND is_sequence_visible_by_user(s, ${accountId})
    ORDER BY s.id LIMIT 1`;
  return row;
}
