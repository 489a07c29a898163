/** The table of what this program blurred. */
import { type BlurWay, DETECTOR, type Part } from "../../../core/blurring/mod.ts";
import type { Queryable, Transaction } from "../../../core/db/sql.ts";
import type { ConfirmedMoment } from "../../../core/steady_clock.ts";
import { VERSION } from "../../../core/version.ts";
import type { Box } from "../../../core/jpeg/mod.ts";

/** More would be a reason to hide the picture. */
export const MOST_DRAWN = 100;

/** What is known of the blurring of a picture. */
export interface PictureBlurRow {
  blurred_at: string | null;
  model: string | null;
  program_version: string | null;
  /** What became of the rest of the picture when it was blurred last; null before. */
  way: BlurWay | null;
  parts: Part[];
  drawn: Box[];
  original_until: string | null;
}

/** What blurring found on a picture; undefined when it was not blurred here. */
export async function findPictureBlur(sql: Queryable, pictureId: string): Promise<PictureBlurRow | undefined> {
  const [row] = await sql<PictureBlurRow[]>`
    SELECT to_json(blurred_at)#>>'{}' AS blurred_at, model, program_version, way, parts, drawn,
      to_json(original_until)#>>'{}' AS original_until
    FROM picture_blurs WHERE picture_id = ${pictureId}`;
  return row;
}

/** The boxes that people drew on a picture. */
export async function listDrawn(sql: Queryable, pictureId: string): Promise<Part[]> {
  const blur = await findPictureBlur(sql, pictureId);
  return (blur?.drawn ?? []).map((box) => ({ ...box, kind: "drawn", confidence: 1 }));
}

/**
 * Adds a box to those that people drew.
 * @returns false when there are too many
 */
export async function addDrawn(sql: Queryable, pictureId: string, box: Box): Promise<boolean> {
  const { count } = await sql`
    INSERT INTO picture_blurs (picture_id, drawn) VALUES (${pictureId}, jsonb_build_array(${
    sql.json({ ...box })
  }::jsonb))
    ON CONFLICT (picture_id) DO UPDATE SET drawn = picture_blurs.drawn || EXCLUDED.drawn
    WHERE jsonb_array_length(picture_blurs.drawn) < ${MOST_DRAWN}`;
  return count === 1;
}

/**
 * Notes what was blurred.
 * @param keptDays how long the original stays; undefined when it does not. Blurring again does not prolong that.
 */
export async function savePictureBlur(
  tx: Transaction,
  pictureId: string,
  parts: Part[],
  { way, isSearched, keptDays }: { way: BlurWay; isSearched: boolean; keptDays?: number },
): Promise<void> {
  const model = isSearched ? DETECTOR : null, until = tx`now() + make_interval(days => ${keptDays ?? 0}::int)`;
  await tx`
    INSERT INTO picture_blurs (picture_id, blurred_at, model, program_version, way, parts, original_until)
    VALUES (${pictureId}, now(), ${model}, ${VERSION}, ${way}, ${tx.json(parts.map((part) => ({ ...part })))},
      ${keptDays === undefined ? null : until})
    ON CONFLICT (picture_id) DO UPDATE SET
      blurred_at = EXCLUDED.blurred_at, model = coalesce(EXCLUDED.model, picture_blurs.model),
      program_version = EXCLUDED.program_version, way = EXCLUDED.way, parts = EXCLUDED.parts,
      original_until = CASE WHEN EXCLUDED.original_until IS NULL THEN NULL
        ELSE coalesce(picture_blurs.original_until, EXCLUDED.original_until) END`;
}

/** Which pictures to blur again. */
export interface BlurScope {
  /** Undefined for all. */
  pictureIds?: string[];
  /** Also those that were blurred already. */
  again: boolean;
  /** Of these, only those blurred by a model of a lower number. */
  olderThan?: number;
}

/**
 * Queues the preparation of pictures, which blurs them. Those that their authors have blurred stay as they are.
 * @returns how many were queued
 */
export async function queueBlurs(sql: Queryable, { pictureIds, again, olderThan }: BlurScope): Promise<number> {
  const { count } = await sql`
    INSERT INTO job_queue (picture_id, task)
    SELECT p.id, 'prepare' FROM pictures p LEFT JOIN picture_blurs b ON b.picture_id = p.id
    WHERE p.status <> 'waiting-for-delete' AND p.metadata->>'blurredByAuthor' IS DISTINCT FROM 'true'
      AND (b.model IS NULL
        OR (${again} AND (${olderThan ?? null}::int IS NULL
          OR substring(b.model FROM '[0-9]+$')::int < ${olderThan ?? null}::int)))
      AND (p.id = ANY (${pictureIds ?? []}::uuid[]) OR ${pictureIds === undefined})
    ORDER BY p.id
    ON CONFLICT (picture_id) DO NOTHING`;
  return count;
}

/** Pictures whose originals have been kept long enough at a moment. */
export async function listExpiredOriginals(sql: Queryable, { at }: ConfirmedMoment): Promise<string[]> {
  const rows = await sql<{ picture_id: string }[]>`
    SELECT picture_id FROM picture_blurs WHERE original_until < ${at}::timestamptz ORDER BY original_until LIMIT 1000`;
  return rows.map(({ picture_id }) => picture_id);
}

/** Notes that the original from before blurring is gone. */
export async function forgetOriginal(sql: Queryable, pictureId: string): Promise<void> {
  await sql`UPDATE picture_blurs SET original_until = NULL WHERE picture_id = ${pictureId}`;
}
