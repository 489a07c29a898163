import { accountId } from "../../core/http/account.ts";
import type { Account } from "../../core/http/account.ts";
import { jsonb } from "../../core/db/json.ts";
import type { Queryable } from "../../core/db/sql.ts";
import type { NewUploadSet } from "./parameters.ts";
import { type UploadSet, uploadSetColumns, uploadSetTags } from "./upload_set.ts";

/**
 * Makes an upload set with its tags. The owner is the caller, or the default account for an anonymous one; visibility
 * comes from the request, else from the owner's default, else from the instance's.
 * @returns undefined when the instance has no default account
 */
export async function insertUploadSet(
  sql: Queryable,
  set: NewUploadSet,
  caller: Account | null,
  userAgent: string | null,
): Promise<UploadSet | undefined> {
  const tags = (set.semantics ?? []).filter(({ action }) => action === "add");
  const [row] = await sql<UploadSet[]>`
    WITH owner AS (
      SELECT id, default_visibility FROM accounts
      WHERE CASE WHEN ${accountId(caller)}::uuid IS NULL THEN is_default ELSE id = ${accountId(caller)} END
    ), created AS (
      INSERT INTO upload_sets (account_id, title, estimated_nb_files, sort_method, no_split, split_distance, split_time,
        no_deduplication, duplicate_distance, duplicate_rotation, metadata, relative_heading, user_agent, visibility)
      SELECT owner.id, ${set.title}, ${set.estimated_nb_files ?? null},
        coalesce(${set.sort_method ?? null}, 'time-asc')::upload_set_sort_method, ${set.no_split ?? null},
        ${set.split_distance ?? null}, make_interval(secs => ${set.split_time ?? null}), ${
    set.no_deduplication ?? null
  },
        ${set.duplicate_distance ?? null}, ${set.duplicate_rotation ?? null},
        ${set.metadata ? jsonb(sql, set.metadata) : null}, ${set.relative_heading ?? null}, ${userAgent},
        coalesce(${set.visibility ?? null}, owner.default_visibility,
          (SELECT default_visibility FROM configurations))
      FROM owner
      RETURNING *
    ), tagged AS (
      INSERT INTO upload_sets_semantics (upload_set_id, key, value, account_id)
      SELECT created.id, tag.key, tag.value, created.account_id
      FROM created, unnest(${tags.map(({ key }) => key)}::text[], ${
    tags.map(({ value }) => value)
  }::text[]) tag(key, value)
      ON CONFLICT DO NOTHING
    )
    SELECT ${uploadSetColumns(sql)}, '[]'::jsonb AS semantics, 0 AS nb_items, '[]'::jsonb AS associated_collections
    FROM created u`;
  return row;
}

/** An upload set with what an account may see of its pictures and collections; undefined when it is not visible. */
export async function findUploadSet(
  sql: Queryable,
  id: string,
  account: string | null,
): Promise<UploadSet | undefined> {
  const [row] = await sql<UploadSet[]>`
    WITH picture AS (
      SELECT p.preparing_status, p.status, p.ts, sp.seq_id, p.id IN (
          -- A few: to look for the job of each picture would take longer than all else.
          SELECT picture_id FROM job_queue WHERE claimed_by IS NOT NULL AND picture_id IS NOT NULL
        ) AS is_preparing
      FROM pictures p
      LEFT JOIN sequences_pictures sp ON sp.pic_id = p.id
      WHERE p.upload_set_id = ${id} AND p.status <> 'waiting-for-delete' AND is_picture_visible_by_user(p, ${account})
    ), collection AS (
      SELECT s.id, s.metadata->>'title' AS title, s.status, s.nb_pictures AS nb_items,
        s.min_picture_ts::text AS min_ts, s.max_picture_ts::text AS max_ts,
        jsonb_build_object(
          'prepared', count(*) FILTER (WHERE picture.preparing_status = 'prepared'),
          'preparing', count(*) FILTER (WHERE picture.is_preparing),
          'broken', count(*) FILTER (WHERE picture.preparing_status = 'broken'),
          'not_processed', count(*) FILTER (WHERE picture.preparing_status = 'not-processed')
        ) AS items_status
      FROM picture JOIN sequences s ON s.id = picture.seq_id
      WHERE s.status <> 'deleted' AND is_sequence_visible_by_user(s, ${account})
      GROUP BY s.id
    )
    SELECT ${uploadSetColumns(sql)}, ${uploadSetTags(sql)} AS semantics,
      (SELECT count(*)::int FROM picture) AS nb_items,
      (SELECT jsonb_build_object(
          'prepared', count(*) FILTER (WHERE preparing_status = 'prepared'),
          'preparing', count(*) FILTER (WHERE is_preparing),
          'broken', count(*) FILTER (WHERE preparing_status = 'broken'),
          'not_processed', count(*) FILTER (WHERE preparing_status = 'not-processed'),
          'rejected', (SELECT count(*) FROM files WHERE upload_set_id = u.id AND rejection_status IS NOT NULL)
        ) FROM picture) AS items_status,
      (SELECT coalesce(jsonb_agg(collection ORDER BY min_ts, id), '[]') FROM collection) AS associated_collections
    FROM upload_sets u
    WHERE u.id = ${id} AND is_upload_set_visible_by_user(u, ${account})`;
  return row;
}

/** Owner of an upload set, whoever may see it; undefined for an unknown set. */
export async function findUploadSetOwner(sql: Queryable, id: string): Promise<string | undefined> {
  const [row] = await sql<{ account_id: string }[]>`SELECT account_id FROM upload_sets WHERE id = ${id}`;
  return row?.account_id;
}

/** Whether others may edit the description of what belongs to an account: as it says, or else the instance. */
export async function letsOthersEdit(sql: Queryable, owner: string): Promise<boolean> {
  const [row] = await sql<{ is_collaborative: boolean }[]>`
    SELECT coalesce(a.collaborative_metadata, (SELECT collaborative_metadata FROM configurations), TRUE)
      AS is_collaborative
    FROM accounts a WHERE a.id = ${owner}`;
  return row?.is_collaborative ?? false;
}

/** Marks a set as complete; the database has it dispatched each time this is written. */
export async function completeUploadSet(sql: Queryable, id: string): Promise<void> {
  await sql`UPDATE upload_sets SET completed = TRUE WHERE id = ${id}`;
}

/**
 * Marks sets as complete that have files, the last of which came so many hours ago or earlier. Sets that an upload holds at this
 * moment are not abandoned.
 * @returns their ids
 */
export async function completeAbandonedUploadSets(sql: Queryable, hours: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    UPDATE upload_sets SET completed = TRUE WHERE id IN (
      SELECT id FROM upload_sets u
      WHERE NOT completed AND created_at <= now() - make_interval(hours => ${hours})
        AND (SELECT max(inserted_at) FROM files WHERE upload_set_id = u.id) <= now() - make_interval(hours => ${hours})
      ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
    ) RETURNING id`;
  return rows.map(({ id }) => id);
}
