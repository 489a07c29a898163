import { jsonb } from "../../core/db/json.ts";
import type { Fragment, Queryable, Transaction } from "../../core/db/sql.ts";
import type { MetadataWarning, PictureMetadata } from "../../core/metadata/mod.ts";
import type { AttemptErrorColumns } from "../jobs/mod.ts";
import type { RejectionReason } from "./rejection.ts";

/** A file that was sent to an upload set, whether it became a picture or not. */
export interface UploadedFileRow {
  upload_set_id: string;
  /** Null for a rejected file, and once the picture is deleted. */
  picture_id: string | null;
  /** Given by the client; unique in the set. */
  file_name: string;
  /** MD5 of the bytes as received, in the form of a UUID. */
  content_md5: string | null;
  /** PostgreSQL text. */
  inserted_at: string;
  file_type: "picture";
  /** Bytes. */
  size: number | null;
  rejection_status: RejectionReason | null;
  rejection_message: string | null;
  rejection_details: Record<string, unknown> | null;
  /** What was wrong with the metadata of an accepted picture, in the language of its uploader. */
  warnings: MetadataWarning[] | null;
}

/** The columns of `UploadedFileRow`. */
function fileColumns(sql: Queryable): Fragment {
  return sql`upload_set_id, picture_id, file_name, content_md5, inserted_at, file_type, size, rejection_status,
    rejection_message, rejection_details, warnings`;
}

/** A picture that has the same bytes as a file. */
export interface ExistingPictureRow {
  id: string;
  upload_set_id: string | null;
}

/** Pictures with these bytes, of any account, but for those on their way out: those of the given set first. */
export async function findPicturesByContent(
  sql: Queryable,
  md5: string,
  uploadSetId: string,
): Promise<ExistingPictureRow[]> {
  return await sql<ExistingPictureRow[]>`
    SELECT id, upload_set_id FROM pictures WHERE original_content_md5 = ${md5} AND status <> 'waiting-for-delete'
    ORDER BY upload_set_id IS NOT DISTINCT FROM ${uploadSetId} DESC, inserted_at, id LIMIT 100`;
}

/**
 * Makes the other uploads to a set wait until this transaction ends. Without it the last two files of a set could each miss
 * the other when they are counted.
 * @returns the account of the set; undefined when it is gone
 */
export async function lockUploadSet(tx: Transaction, id: string): Promise<string | undefined> {
  const [row] = await tx<
    { account_id: string }[]
  >`SELECT account_id FROM upload_sets WHERE id = ${id} FOR NO KEY UPDATE`;
  return row?.account_id;
}

/** First of the two numbers of the lock of an original, apart from those of others. */
const ORIGINAL_LOCK = 5_000_361;

/** Makes whoever decides whether the original of this picture belongs to anybody wait until this transaction ends. */
export async function lockOriginal(tx: Transaction, id: string): Promise<void> {
  await tx`SELECT pg_advisory_xact_lock(${ORIGINAL_LOCK}, hashtext(${id}))`;
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
      ST_SetSRID(ST_MakePoint(${metadata.position.longitude}, ${metadata.position.latitude}), 4326),
      ${jsonb(tx, stored)}, ${jsonb(tx, metadata.exif)}, ${metadata.gpsAccuracy}, ${picture.contentMd5})`;
}

/** What is remembered of a received file. */
export interface NewFile {
  uploadSetId: string;
  fileName: string;
  size: number | null;
  contentMd5: string | null;
  pictureId: string | null;
  rejection?: { reason: RejectionReason; message: string; details: Record<string, unknown> | null };
  warnings?: MetadataWarning[];
}

/**
 * Records a received file. A rejected file of the same name is replaced; one that became a picture is not.
 * @returns undefined when a file of this name has a picture already
 */
export async function recordFile(tx: Transaction, file: NewFile): Promise<UploadedFileRow | undefined> {
  const { rejection, warnings } = file;
  const [row] = await tx<UploadedFileRow[]>`
    INSERT INTO files (upload_set_id, file_name, picture_id, file_type, size, content_md5, rejection_status,
      rejection_message, rejection_details, warnings)
    VALUES (${file.uploadSetId}, ${file.fileName}, ${file.pictureId}, 'picture', ${file.size}, ${file.contentMd5},
      ${rejection?.reason ?? null}, ${rejection?.message ?? null},
      ${rejection?.details ? jsonb(tx, rejection.details) : null},
      ${warnings && warnings.length > 0 ? jsonb(tx, warnings) : null})
    ON CONFLICT (upload_set_id, file_name) DO UPDATE SET picture_id = EXCLUDED.picture_id, size = EXCLUDED.size,
      content_md5 = EXCLUDED.content_md5, rejection_status = EXCLUDED.rejection_status,
      rejection_message = EXCLUDED.rejection_message, rejection_details = EXCLUDED.rejection_details, warnings = EXCLUDED.warnings, dropped = NULL
    WHERE files.picture_id IS NULL
    RETURNING ${fileColumns(tx)}`;
  return row;
}

/** The picture that a file of this name became. */
export async function findPictureOfFile(
  sql: Queryable,
  uploadSetId: string,
  fileName: string,
): Promise<string | undefined> {
  const [row] = await sql<{ picture_id: string | null }[]>`
    SELECT picture_id FROM files WHERE upload_set_id = ${uploadSetId} AND file_name = ${fileName}`;
  return row?.picture_id ?? undefined;
}

/**
 * After a file was recorded: an open set is complete when it holds as many files as announced (the database then has it
 * dispatched), a complete one is open again. The set must be locked.
 */
export async function updateCompletion(tx: Transaction, uploadSetId: string): Promise<void> {
  await tx`
    UPDATE upload_sets SET completed = NOT completed
    WHERE id = ${uploadSetId}
      AND (completed OR estimated_nb_files = nb_files)`;
}

/** A file, and what became of its picture. */
export interface ListedFileRow extends UploadedFileRow, AttemptErrorColumns {
  /** Null without a picture. */
  preparing_status: "not-processed" | "prepared" | "broken" | null;
  /** Whether the picture will be processed, maybe again. */
  is_queued: boolean;
  /** A sequence of the picture. */
  sequence_id: string | null;
}

/** Files of a set, in the order they came, with the last error of pictures that are not prepared. */
export async function listFiles(sql: Queryable, uploadSetId: string): Promise<ListedFileRow[]> {
  return await sql<ListedFileRow[]>`
    SELECT file.*, picture.preparing_status, attempt.error, attempt.error_text, link.seq_id AS sequence_id,
      EXISTS (SELECT FROM job_queue WHERE picture_id = file.picture_id AND task = 'prepare') AS is_queued
    FROM (SELECT ${fileColumns(sql)} FROM files WHERE upload_set_id = ${uploadSetId}) AS file
    LEFT JOIN pictures picture ON picture.id = file.picture_id
    LEFT JOIN LATERAL (
      SELECT seq_id FROM sequences_pictures WHERE pic_id = picture.id AND picture.preparing_status <> 'prepared' LIMIT 1
    ) AS link ON TRUE
    LEFT JOIN LATERAL (
      SELECT error, error_text FROM job_history
      WHERE picture_id = picture.id AND picture.preparing_status <> 'prepared' AND error IS NOT NULL
      ORDER BY started_at DESC LIMIT 1
    ) AS attempt ON TRUE
    ORDER BY file.inserted_at, file.file_name`;
}
