import type { Sql } from "../../../core/db/sql.ts";
import type { AttemptErrorColumns } from "../../jobs/mod.ts";
import type { RejectionReason } from "../rejection.ts";
import { uploadSetColumns, type UploadSetRow } from "../upload_set.ts";

/** A set in its owner's history, with what became of its files. */
export interface PastUploadRow extends UploadSetRow {
  /** Files that the server has an answer to: accepted or refused. */
  nb_files: number;
  /** Files that did not become pictures. */
  nb_refused: number;
  /** Pictures by their state; those being deleted do not count. */
  nb_items: number;
  nb_prepared: number;
  nb_broken: number;
  /** Its collections, in the order they were made. */
  collections: { id: string; title: string; nb_items: number }[];
}

/** The place of a set in the history: its time (PostgreSQL text) and its id. */
export interface HistoryPlace {
  createdAt: string;
  id: string;
}

/** Which sets of an account are listed. */
export interface HistoryPage {
  /** Only those older than this one. */
  before?: HistoryPlace;
  /** Only those to which files are still to come. */
  onlyUnfinished: boolean;
  limit: number;
}

/** The sets of an account, newest first. */
export async function listPastUploads(
  sql: Sql,
  accountId: string,
  { before, onlyUnfinished, limit }: HistoryPage,
): Promise<PastUploadRow[]> {
  const isOlder = before
    ? sql`(u.created_at, u.id) < (${before.createdAt}::timestamptz, ${before.id}::uuid)`
    : sql`TRUE`;
  const isListed = onlyUnfinished ? sql`NOT u.completed` : sql`TRUE`;
  return await sql<PastUploadRow[]>`
    WITH listed AS (
      SELECT u.* FROM upload_sets u WHERE u.account_id = ${accountId} AND ${isListed} AND ${isOlder}
      ORDER BY u.created_at DESC, u.id DESC LIMIT ${limit}
    )
    SELECT ${uploadSetColumns(sql)}, u.nb_files, file.nb_refused, picture.*, collection.collections
    FROM listed u
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS nb_items,
        (count(*) FILTER (WHERE preparing_status = 'prepared'))::int AS nb_prepared,
        (count(*) FILTER (WHERE preparing_status = 'broken'))::int AS nb_broken
      FROM pictures WHERE upload_set_id = u.id AND status <> 'waiting-for-delete'
    ) picture
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS nb_refused FROM files WHERE upload_set_id = u.id AND rejection_status IS NOT NULL
    ) file
    CROSS JOIN LATERAL (
      SELECT coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'title', s.metadata->>'title', 'nb_items', s.nb_pictures)
        ORDER BY s.inserted_at, s.id), '[]') AS collections
      FROM sequences s WHERE s.upload_set_id = u.id AND s.status <> 'deleted'
    ) collection
    ORDER BY u.created_at DESC, u.id DESC`;
}

/** Whether an account owns a set. */
export async function ownsUploadSet(sql: Sql, accountId: string, id: string): Promise<boolean> {
  const [row] = await sql<object[]>`SELECT FROM upload_sets WHERE id = ${id} AND account_id = ${accountId}`;
  return row !== undefined;
}

/** A file that did not become a picture, or whose picture could not be processed. */
export interface ProblemRow extends AttemptErrorColumns {
  file_name: string;
  rejection_status: RejectionReason | null;
  rejection_message: string | null;
  rejection_details: Record<string, unknown> | null;
  picture_id: string | null;
  /** Whether the picture waits to be processed again. */
  is_queued: boolean;
}

/** The files of a set that have a problem, by name. @param after only names after this one */
export async function listProblems(
  sql: Sql,
  uploadSetId: string,
  { after, limit }: { after?: string; limit: number },
): Promise<ProblemRow[]> {
  return await sql<ProblemRow[]>`
    SELECT f.file_name, f.rejection_status, f.rejection_message, f.rejection_details, f.picture_id, attempt.error,
      attempt.error_text, EXISTS (SELECT FROM job_queue WHERE picture_id = p.id AND task = 'prepare') AS is_queued
    FROM files f
    LEFT JOIN pictures p ON p.id = f.picture_id AND p.preparing_status = 'broken' AND p.status <> 'waiting-for-delete'
    LEFT JOIN LATERAL (
      SELECT error, error_text FROM job_history WHERE picture_id = p.id AND error IS NOT NULL
      ORDER BY started_at DESC LIMIT 1
    ) attempt ON TRUE
    WHERE f.upload_set_id = ${uploadSetId} AND (f.rejection_status IS NOT NULL OR p.id IS NOT NULL)
      AND ${after === undefined ? sql`TRUE` : sql`f.file_name > ${after}`}
    ORDER BY f.file_name LIMIT ${limit}`;
}
