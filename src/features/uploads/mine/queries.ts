import type { Sql } from "../../../core/db/sql.ts";
import { type UploadSet, uploadSetColumns, uploadSetTags } from "../upload_set.ts";
import type { UploadSetCondition } from "./filter.ts";

/** A set in its owner's list: collections are reduced to their id and number of pictures. */
export type ListedUploadSetRow = Omit<UploadSet, "associated_collections" | "items_status"> & {
  ready: boolean;
  associated_collections: { id: string; nb_items: number }[];
};

/** The upload sets of an account that a filter lets through, oldest first. */
export async function listUploadSets(
  sql: Sql,
  accountId: string,
  filter: UploadSetCondition,
  limit: number,
): Promise<ListedUploadSetRow[]> {
  return await sql<ListedUploadSetRow[]>`
    WITH listed AS (
      SELECT u.* FROM upload_sets u WHERE u.account_id = ${accountId} AND ${filter(sql)}
      ORDER BY u.created_at, u.id LIMIT ${limit}
    )
    SELECT ${uploadSetColumns(sql)}, ${uploadSetTags(sql)} AS semantics,
      (SELECT count(*)::int FROM pictures WHERE upload_set_id = u.id AND status <> 'waiting-for-delete') AS nb_items,
      u.dispatched
        AND NOT EXISTS (SELECT FROM pictures WHERE upload_set_id = u.id AND preparing_status = 'not-processed'
          AND status <> 'waiting-for-delete')
        AND NOT EXISTS (SELECT FROM sequences WHERE upload_set_id = u.id AND status NOT IN ('ready', 'deleted')) AS ready,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'nb_items', s.nb_pictures) ORDER BY s.inserted_at, s.id), '[]')
        FROM sequences s WHERE s.upload_set_id = u.id) AS associated_collections
    FROM listed u ORDER BY u.created_at, u.id`;
}
