import { type Account, accountId } from "../../core/http/account.ts";
import { onlyRow } from "../../core/db/rows.ts";
import type { Fragment, Queryable, Transaction } from "../../core/db/sql.ts";
import { lockPicturesToDelete } from "../sequences/mod.ts";
import type { DerivablePicture } from "../../core/imaging/derivates/mod.ts";

/** A picture that a job works on. */
export interface PictureToPrepare extends DerivablePicture {
  uploadSetId: string | null;
  /** Whether people drew boxes on it, to be blurred. */
  isDrawnOn: boolean;
}

interface PictureToPrepareRow {
  id: string;
  is_360: boolean;
  upload_set_id: string | null;
  is_drawn_on: boolean;
}

/** Undefined when the picture is gone. */
export async function findPictureToPrepare(sql: Queryable, id: string): Promise<PictureToPrepare | undefined> {
  const [row] = await sql<PictureToPrepareRow[]>`
    SELECT id, coalesce(metadata->>'type' = 'equirectangular', FALSE) AS is_360, upload_set_id,
      EXISTS (SELECT FROM picture_blurs WHERE picture_id = ${id} AND drawn <> '[]') AS is_drawn_on
    FROM pictures WHERE id = ${id}`;
  return row &&
    {
      id: row.id,
      isEquirectangular: row.is_360,
      uploadSetId: row.upload_set_id,
      isDrawnOn: row.is_drawn_on,
    };
}

/** Whether the picture still has a row. */
export async function pictureExists(sql: Queryable, id: string): Promise<boolean> {
  const rows = await sql<{ exists: boolean }[]>`SELECT EXISTS (SELECT FROM pictures WHERE id = ${id}) AS exists`;
  return onlyRow(rows).exists;
}

/** A prepared picture is ready, unless it was hidden or is about to be deleted. */
export async function markPrepared(tx: Transaction, id: string): Promise<void> {
  await tx`
    UPDATE pictures SET preparing_status = 'prepared',
      status = CASE WHEN status IN ('hidden', 'waiting-for-delete') THEN status ELSE 'ready' END
    WHERE id = ${id}`;
}

/** A picture that could not be prepared; one that was hidden or is about to be deleted stays so. */
export async function markBroken(tx: Transaction, id: string): Promise<void> {
  await tx`
    UPDATE pictures SET preparing_status = 'broken',
      status = CASE WHEN status IN ('hidden', 'waiting-for-delete') THEN status ELSE 'broken' END
    WHERE id = ${id}`;
}

/** Has the collections finalized that a picture without upload set is in: nothing else would. */
export async function finalizeLegacySequences(tx: Transaction, pictureId: string): Promise<void> {
  await tx`
    INSERT INTO job_queue (sequence_id, task)
    SELECT sp.seq_id, 'finalize' FROM sequences_pictures sp JOIN pictures p ON p.id = sp.pic_id
    WHERE p.id = ${pictureId} AND p.upload_set_id IS NULL
    ON CONFLICT (sequence_id) DO UPDATE SET args = NULL WHERE job_queue.task = 'finalize' AND job_queue.args ? 'keeps_headings'`;
}

/**
 * Deletes pictures; they may be gone. Their files go later, by jobs. They leave their sequences before: triggers then know what they
 * were.
 * @returns how many
 */
export async function deletePictures(tx: Transaction, ids: string[]): Promise<number> {
  await lockPicturesToDelete(tx, ids);
  await tx`DELETE FROM sequences_pictures WHERE pic_id = ANY (${ids}::uuid[])`;
  const { count } = await tx`DELETE FROM pictures WHERE id = ANY (${ids}::uuid[])`;
  return count;
}

/** A picture file that may be asked for, and whether the caller may have it now. */
export interface ServablePicture extends DerivablePicture {
  /** Pixels of the HD picture, as stored. */
  width: number;
  height: number;
  /** Picture and sequence are ready. */
  isReady: boolean;
  /** The caller is its owner or an administrator, who also get it before it is ready. */
  isManaged: boolean;
  /** Everybody may see the picture and its sequence: files may come from a public address. */
  isPublic: boolean;
}

/** Who asks for files. Administrators see those of every picture: they have to judge what was reported. */
export interface FileViewer {
  /** null for an anonymous caller. */
  accountId: string | null;
  isAdministrator: boolean;
}

/** As whom a caller asks for files. */
export function fileViewerOf(caller: Account | null): FileViewer {
  return { accountId: accountId(caller), isAdministrator: caller?.role === "admin" };
}

/**
 * A picture whose files are asked for; undefined when unknown or not visible to the caller. While it is in no sequence, who sees
 * it is for its upload set to say.
 */
export async function findServablePicture(
  sql: Queryable,
  id: string,
  { accountId, isAdministrator }: FileViewer,
): Promise<ServablePicture | undefined> {
  const [row] = await sql<ServablePictureRow[]>`
    SELECT p.id, coalesce(p.metadata->>'type' = 'equirectangular', FALSE) AS is_360,
      (p.metadata->>'width')::int AS width, (p.metadata->>'height')::int AS height,
      p.status = 'ready' AND coalesce(s.status, 'ready') = 'ready' AS is_ready,
      ${isAdministrator}::boolean OR p.account_id IS NOT DISTINCT FROM ${accountId}::uuid AS is_managed,
      coalesce(p.visibility, 'anyone') = 'anyone'
        AND coalesce(CASE WHEN s.id IS NULL THEN u.visibility ELSE s.visibility END, 'anyone') = 'anyone' AS is_public
    FROM pictures p
    LEFT JOIN upload_sets u ON u.id = p.upload_set_id
    LEFT JOIN sequences_pictures sp ON sp.pic_id = p.id
    LEFT JOIN sequences s ON s.id = sp.seq_id
    WHERE p.id = ${id} AND p.status <> 'waiting-for-delete'
      AND (${isAdministrator}::boolean OR is_picture_visible_by_user(p, ${accountId}))
      AND CASE WHEN s.id IS NULL
        THEN ${isAdministrator}::boolean OR u.id IS NULL OR is_upload_set_visible_by_user(u, ${accountId})
        ELSE s.status <> 'deleted' AND (${isAdministrator}::boolean OR is_sequence_visible_by_user(s, ${accountId})) END
    ORDER BY is_ready DESC LIMIT 1`;
  if (!row) return undefined;
  const { is_360, is_ready, is_managed, is_public, ...picture } = row;
  return { ...picture, isEquirectangular: is_360, isReady: is_ready, isManaged: is_managed, isPublic: is_public };
}

interface ServablePictureRow {
  id: string;
  is_360: boolean;
  width: number;
  height: number;
  is_ready: boolean;
  is_managed: boolean;
  is_public: boolean;
}

/** The picture that is shown for a collection. */
export interface ThumbnailPictureRow {
  sequence_id: string;
  picture_id: string;
}

/** The pictures shown for collections, for each the first one that the caller may see; none for those without. */
export async function findThumbnailPictures(
  sql: Queryable,
  sequenceIds: string[],
  { accountId, isAdministrator }: FileViewer,
): Promise<ThumbnailPictureRow[]> {
  return await sql<ThumbnailPictureRow[]>`
    SELECT s.id AS sequence_id, shown.id AS picture_id
    FROM sequences s CROSS JOIN LATERAL (
      SELECT p.id
      FROM sequences_pictures sp JOIN pictures p ON p.id = sp.pic_id
      WHERE sp.seq_id = s.id
        AND (p.status = 'ready' OR (p.account_id = ${accountId}::uuid AND p.status <> 'waiting-for-delete'))
        AND (${isAdministrator}::boolean
          OR (is_picture_visible_by_user(p, ${accountId}) AND is_sequence_visible_by_user(s, ${accountId})))
      ORDER BY sp.rank LIMIT 1
    ) shown
    WHERE s.id = ANY(${sequenceIds}::uuid[]) AND s.status <> 'deleted'`;
}

/** Whose a picture or a collection is that is to be processed again. */
export interface ToPrepareAgainRow {
  account_id: string;
  upload_set_id: string | null;
  sequence_id: string;
}

/** Undefined when the account sees no such picture in this collection. */
export async function findPictureToPrepareAgain(
  sql: Queryable,
  { collectionId, id }: { collectionId: string; id: string },
  accountId: string | null,
): Promise<ToPrepareAgainRow | undefined> {
  const [row] = await sql<ToPrepareAgainRow[]>`
    SELECT p.account_id, p.upload_set_id, s.id AS sequence_id
    FROM sequences s JOIN sequences_pictures sp ON sp.seq_id = s.id JOIN pictures p ON p.id = sp.pic_id
    WHERE s.id = ${collectionId} AND p.id = ${id} AND s.status <> 'deleted'
      AND is_picture_visible_by_user(p, ${accountId}) AND is_sequence_visible_by_user(s, ${accountId})`;
  return row;
}

/** Undefined when the account sees no such collection. */
export async function findCollectionToPrepareAgain(
  sql: Queryable,
  id: string,
  accountId: string | null,
): Promise<ToPrepareAgainRow | undefined> {
  const [row] = await sql<ToPrepareAgainRow[]>`
    SELECT s.account_id, s.upload_set_id, s.id AS sequence_id FROM sequences s
    WHERE s.id = ${id} AND s.status <> 'deleted' AND is_sequence_visible_by_user(s, ${accountId})`;
  return row;
}

/** Queues the processing of a picture, in the place of any that waits. */
export async function queuePicture(sql: Queryable, id: string, skipBlurring: boolean): Promise<void> {
  await queuePrepare(sql, sql`SELECT id FROM pictures WHERE id = ${id}`, skipBlurring);
}

/** Queues the processing of all pictures of a collection, in the place of any that waits. */
export async function queuePicturesOfCollection(sql: Queryable, id: string, skipBlurring: boolean): Promise<void> {
  await queuePrepare(sql, sql`SELECT pic_id AS id FROM sequences_pictures WHERE seq_id = ${id}`, skipBlurring);
}

/**
 * Queues the processing of the pictures of an upload set that could not be processed; jobs that wait already stay as they are.
 * @returns how many were queued
 */
export async function queueBrokenPictures(sql: Queryable, uploadSetId: string): Promise<number> {
  const { count } = await sql`
    INSERT INTO job_queue (picture_id, task)
    SELECT id, 'prepare' FROM pictures
    WHERE upload_set_id = ${uploadSetId} AND preparing_status = 'broken' AND status <> 'waiting-for-delete'
    ORDER BY id
    ON CONFLICT (picture_id) DO NOTHING`;
  return count;
}

async function queuePrepare(sql: Queryable, pictures: Fragment, skipBlurring: boolean): Promise<void> {
  await sql`
    INSERT INTO job_queue (picture_id, task, args)
    SELECT id, 'prepare', ${skipBlurring ? sql.json({ skip_blurring: true }) : null} FROM (${pictures}) picture
    ON CONFLICT (picture_id) DO UPDATE SET ts = clock_timestamp(), seq = DEFAULT, args = EXCLUDED.args`;
}

/** Which pictures to prepare again. */
export interface PreparationScope {
  /** Undefined for all. */
  pictureIds?: string[];
  /** Only those whose preparation failed. */
  onlyBroken: boolean;
}

/**
 * Queues the processing of pictures of the whole instance; jobs that are queued already stay as they are.
 * @returns how many were queued
 */
export async function queuePreparations(sql: Queryable, { pictureIds, onlyBroken }: PreparationScope): Promise<number> {
  const { count } = await sql`
    INSERT INTO job_queue (picture_id, task)
    SELECT id, 'prepare' FROM pictures
    WHERE status <> 'waiting-for-delete' AND (preparing_status = 'broken' OR NOT ${onlyBroken})
      AND (id = ANY (${pictureIds ?? []}::uuid[]) OR ${pictureIds === undefined})
    ORDER BY id
    ON CONFLICT (picture_id) DO NOTHING`;
  return count;
}

/** Those of the given ids that are no pictures. */
export async function findUnknownPictures(sql: Queryable, ids: string[]): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    SELECT given.id::text FROM unnest(${ids}::uuid[]) AS given(id)
    WHERE NOT EXISTS (SELECT FROM pictures WHERE pictures.id = given.id)`;
  return rows.map(({ id }) => id);
}
