import type { Queryable, Transaction } from "../../core/db/sql.ts";
import type { PictureMetadata } from "../../core/metadata/mod.ts";
import type { RejectionReason } from "./rejection.ts";
import type { UploadedFile } from "./uploaded_file.ts";

/** A picture that has the same bytes as a file. */
export interface ExistingPicture {
  id: string;
  upload_set_id: string | null;
}

/** Pictures with these bytes, of any account, but for those on their way out: those of the given set first. */
export async function findPicturesByContent(
  sql: Queryable,
  md5: string,
  uploadSetId: string,
): Promise<ExistingPicture[]> {
  return await sql<ExistingPicture[]>`
    SELECT id, upload_set_id FROM pictures WHERE original_content_md5 = ${md5} AND status <> 'waiting-for-delete'
    ORDER BY upload_set_id IS NOT DISTINCT FROM ${uploadSetId} DESC, inserted_at, id LIMIT 100`;
}

/**
 * Makes the other uploads to a set wait until this transaction ends. Without it the last two files of a set could each miss
 * the other when they are counted.
 * @returns the account of the set; undefined when it is gone
 */
export async function lockUploadSet(tx: Transaction, id: string): Promise<string | undefined> {
  const [row] = await tx`SELECT account_id FROM upload_sets WHERE id = ${id} FOR UPDATE`;
  return row?.account_id;
}

/** Makes uploads of the same bytes to any set wait until this transaction ends. */
export async function lockContent(tx: Transaction, md5: string): Promise<void> {
  await tx`SELECT pg_advisory_xact_lock(hashtextextended(${md5}, 0))`;
}

/** A picture to insert; its status and its job come from the database. */
export interface NewPicture {
  id: string;
  /** Null for a picture that is placed in a collection directly. */
  uploadSetId: string | null;
  /** Null for an anonymous caller: the default account owns it. */
  accountId: string | null;
  /** MD5 as a UUID. */
  contentMd5: string;
  metadata: PictureMetadata;
  isBlurredByAuthor: boolean;
}

/** Inserts a picture. */
export async function insertPicture(tx: Transaction, picture: NewPicture): Promise<void> {
  const { metadata } = picture;
  const stored = { ...metadata.metadata, ...(picture.isBlurredByAuthor ? { blurredByAuthor: true } : {}) };
  await tx`
    INSERT INTO pictures (id, account_id, upload_set_id, ts, heading, geom, metadata, exif, gps_accuracy_m,
      original_content_md5)
    VALUES (${picture.id}, coalesce(${picture.accountId}::uuid, (SELECT id FROM accounts WHERE is_default)),
      ${picture.uploadSetId}, ${metadata.ts}, ${metadata.heading},
      ST_SetSRID(ST_MakePoint(${metadata.position.longitude}, ${metadata.position.latitude}), 4326), ${
    tx.json(stored as never)
  },
      ${tx.json(metadata.exif)}, ${metadata.gpsAccuracy}, ${picture.contentMd5})`;
}

/** What is remembered of a received file. */
export interface ReceivedFile {
  uploadSetId: string;
  fileName: string;
  size: number | null;
  contentMd5: string | null;
  pictureId: string | null;
  rejection?: { reason: RejectionReason; message: string; details: Record<string, unknown> | null };
}

/**
 * Notes a received file. A rejected file of the same name is replaced; one that became a picture is not.
 * @returns undefined when a file of this name has a picture already
 */
export async function recordFile(tx: Transaction, file: ReceivedFile): Promise<UploadedFile | undefined> {
  const { rejection } = file;
  const [row] = await tx<UploadedFile[]>`
    INSERT INTO files (upload_set_id, file_name, picture_id, file_type, size, content_md5, rejection_status,
      rejection_message, rejection_details)
    VALUES (${file.uploadSetId}, ${file.fileName}, ${file.pictureId}, 'picture', ${file.size}, ${file.contentMd5},
      ${rejection?.reason ?? null}, ${rejection?.message ?? null},
      ${rejection?.details ? tx.json(rejection.details as never) : null})
    ON CONFLICT (upload_set_id, file_name) DO UPDATE SET picture_id = EXCLUDED.picture_id, size = EXCLUDED.size,
      content_md5 = EXCLUDED.content_md5, rejection_status = EXCLUDED.rejection_status,
      rejection_message = EXCLUDED.rejection_message, rejection_details = EXCLUDED.rejection_details, dropped = NULL
    WHERE files.picture_id IS NULL
    RETURNING *`;
  return row;
}

/** The picture that a file of this name became. */
export async function findPictureOfFile(
  sql: Queryable,
  uploadSetId: string,
  fileName: string,
): Promise<string | undefined> {
  const [row] = await sql`
    SELECT picture_id FROM files WHERE upload_set_id = ${uploadSetId} AND file_name = ${fileName}`;
  return row?.picture_id ?? undefined;
}

/**
 * After a file was noted: an open set is complete when it holds as many files as announced (the database then has it
 * dispatched), a complete one is open again. The set must be locked.
 */
export async function updateCompletion(tx: Transaction, uploadSetId: string): Promise<void> {
  await tx`
    UPDATE upload_sets SET completed = NOT completed
    WHERE id = ${uploadSetId}
      AND (completed OR estimated_nb_files = nb_files)`;
}

/** Files of a set, in the order they came. */
export async function listFiles(sql: Queryable, uploadSetId: string): Promise<UploadedFile[]> {
  return await sql<
    UploadedFile[]
  >`SELECT * FROM files WHERE upload_set_id = ${uploadSetId} ORDER BY inserted_at, file_name`;
}
