import type { Sql } from "../../../core/db/sql.ts";
import type { UploadSet } from "../upload_set.ts";
import type { UploadSetCondition } from "./filter.ts";

/** A set in its owner's list: collections are reduced to their id and number of pictures. */
export type ListedUploadSet = Omit<UploadSet, "associated_collections" | "items_status"> & {
  ready: boolean;
  associated_collections: { id: string; nb_items: number }[];
};

/** The upload sets of an account that a filter lets through, oldest first. */
export async function listUploadSets(
  sql: Sql,
  accountId: string,
  filter: UploadSetCondition,
  limit: number,
): Promise<ListedUploadSet[]> {
  return await sql<ListedUploadSet[]>`
    WITH listed AS (
      SELECT u.* FROM upload_sets u WHERE u.account_id = ${accountId} AND ${filter(sql)}
      ORDER BY u.created_at, u.id LIMIT ${limit}
    )
    SELECT u.id, u.created_at, u.completed, u.dispatched, u.account_id, u.title, u.estimated_nb_files, u.sort_method,
      u.no_split, u.split_distance, extract(epoch FROM u.split_time)::float8 AS split_time, u.no_deduplication,
      u.duplicate_distance, u.duplicate_rotation, u.metadata, u.relative_heading, u.visibility,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('key', key, 'value', value) ORDER BY key, value), '[]')
        FROM upload_sets_semantics WHERE upload_set_id = u.id) AS semantics,
      (SELECT count(*)::int FROM pictures WHERE upload_set_id = u.id AND status <> 'waiting-for-delete') AS nb_items,
      u.dispatched
        AND NOT EXISTS (SELECT FROM pictures WHERE upload_set_id = u.id AND preparing_status = 'not-processed'
          AND status <> 'waiting-for-delete')
        AND NOT EXISTS (SELECT FROM sequences WHERE upload_set_id = u.id AND status NOT IN ('ready', 'deleted')) AS ready,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'nb_items', s.nb_pictures) ORDER BY s.inserted_at, s.id), '[]')
        FROM sequences s WHERE s.upload_set_id = u.id) AS associated_collections
    FROM listed u ORDER BY u.created_at, u.id`;
}
