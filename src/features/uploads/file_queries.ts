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

/**
 * Pictures with one of these contents, of any account, but for those on their way out: those of the given set first.
 *
 * They are looked up one by one: connections keep their plans, and one for all at once, made while there were few pictures, would
 * read each of them. The inner SELECT keeps the plan from depending on the number of contents, see `claimNextJob()`.
 */
export async function findPicturesByContent(
  sql: Queryable,
  contents: string[],
  uploadSetId: string,
): Promise<ExistingPictureRow[]> {
  return await sql<ExistingPictureRow[]>`
    SELECT picture.id, picture.upload_set_id
    FROM unnest((SELECT ${contents}::uuid[])) AS content(md5) CROSS JOIN LATERAL (
      SELECT id, upload_set_id, inserted_at FROM pictures
      WHERE original_content_md5 = content.md5 AND status <> 'waiting-for-delete'
      OFFSET 0
    ) AS picture
    ORDER BY picture.upload_set_id IS NOT DISTINCT FROM ${uploadSetId} DESC, picture.inserted_at, picture.id LIMIT 100`;
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

/** Makes whoever decides whether the originals of these pictures belong to anybody wait until this transaction ends. */
export async function lockOriginals(tx: Transaction, ids: string[]): Promise<void> {
  await tx`
    SELECT pg_advisory_xact_lock(${ORIGINAL_LOCK}, key)
    FROM (SELECT DISTINCT hashtext(id) AS key FROM unnest(${ids}::text[]) AS original(id) ORDER BY key) AS locks`;
}

/** Makes uploads of the same bytes to any set wait until this transaction ends. */
export async function lockContents(tx: Transaction, contents: string[]): Promise<void> {
  await tx`
    SELECT pg_advisory_xact_lock(key) FROM (
      SELECT DISTINCT hashtextextended(md5, 0) AS key FROM unnest(${contents}::text[]) AS content(md5) ORDER BY key
    ) AS locks`;
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
  await insertPictures(tx, [picture]);
}

/** Inserts pictures by one statement, so that triggers run once. */
export async function insertPictures(tx: Transaction, pictures: NewPicture[]): Promise<void> {
  await tx`
    INSERT INTO pictures (id, account_id, upload_set_id, ts, heading, geom, metadata, exif, gps_accuracy_m,
      original_content_md5)
    SELECT id, coalesce(account_id, (SELECT id FROM accounts WHERE is_default)), upload_set_id, ts, heading,
      ST_SetSRID(ST_MakePoint(longitude, latitude), 4326), metadata, exif, gps_accuracy, md5
    FROM jsonb_to_recordset(${jsonb(tx, pictures.map(pictureRecord))}) AS picture(id uuid, account_id uuid,
      upload_set_id uuid, ts timestamptz, heading int, longitude float8, latitude float8, metadata jsonb, exif jsonb,
      gps_accuracy float8, md5 uuid)`;
}

function pictureRecord({ id, accountId, uploadSetId, contentMd5, metadata, isBlurredByAuthor }: NewPicture) {
  return {
    id,
    account_id: accountId,
    upload_set_id: uploadSetId,
    ts: metadata.ts,
    heading: metadata.heading,
    ...metadata.position,
    metadata: { ...metadata.metadata, ...(isBlurredByAuthor ? { blurredByAuthor: true } : {}) },
    exif: metadata.exif,
    gps_accuracy: metadata.gpsAccuracy,
    md5: contentMd5,
  };
}

/** What is remembered of a received file. */
export interface NewFile {
  fileName: string;
  size: number | null;
  contentMd5: string | null;
  pictureId: string | null;
  rejection?: { reason: RejectionReason; message: string; details: Record<string, unknown> | null };
  warnings?: MetadataWarning[];
}

/**
 * Records received files of different names. A rejected file of the same name is replaced; one that became a picture is not.
 * @returns rows without those of files of whose name there is a picture already
 */
export async function recordFiles(tx: Transaction, uploadSetId: string, files: NewFile[]): Promise<UploadedFileRow[]> {
  return await tx<UploadedFileRow[]>`
    INSERT INTO files (upload_set_id, file_name, picture_id, file_type, size, content_md5, rejection_status,
      rejection_message, rejection_details, warnings)
    SELECT ${uploadSetId}, file_name, picture_id, 'picture', size, content_md5, rejection_status, rejection_message,
      rejection_details, warnings
    FROM jsonb_to_recordset(${jsonb(tx, files.map(fileRecord))}) AS file(file_name text, picture_id uuid, size int,
      content_md5 uuid, rejection_status file_rejection_status, rejection_message text, rejection_details jsonb,
      warnings jsonb)
    ON CONFLICT (upload_set_id, file_name) DO UPDATE SET picture_id = EXCLUDED.picture_id, size = EXCLUDED.size,
      content_md5 = EXCLUDED.content_md5, rejection_status = EXCLUDED.rejection_status,
      rejection_message = EXCLUDED.rejection_message, rejection_details = EXCLUDED.rejection_details,
      warnings = EXCLUDED.warnings, dropped = NULL
    WHERE files.picture_id IS NULL
    RETURNING ${fileColumns(tx)}`;
}

/** What is left out is NULL. */
function fileRecord({ fileName, size, contentMd5, pictureId, rejection, warnings }: NewFile) {
  return {
    file_name: fileName.toWellFormed(),
    size: size ?? undefined,
    content_md5: contentMd5 ?? undefined,
    picture_id: pictureId ?? undefined,
    rejection_status: rejection?.reason,
    rejection_message: rejection?.message.toWellFormed(),
    rejection_details: rejection?.details ?? undefined,
    warnings: warnings && warnings.length > 0 ? warnings : undefined,
  };
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
 * After files were recorded: an open set is complete when it holds as many files as announced (the database then has it
 * dispatched), a complete one is open again. Several files together leave what they would leave one after the other.
 * The set must be locked.
 * @param added how many files were recorded
 */
export async function updateCompletion(tx: Transaction, uploadSetId: string, added: number): Promise<void> {
  await Promise.all([
    // It was complete for a moment, in between.
    ...added > 1
      ? [tx`
        UPDATE upload_sets SET completed = TRUE
        WHERE id = ${uploadSetId} AND NOT completed AND estimated_nb_files < nb_files
          AND estimated_nb_files > nb_files - ${added}::int`]
      : [],
    tx`
      UPDATE upload_sets
      SET completed = coalesce(estimated_nb_files = nb_files, FALSE) AND (NOT completed OR ${added}::int > 1)
      WHERE id = ${uploadSetId} AND (completed OR estimated_nb_files = nb_files)`,
  ]);
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
