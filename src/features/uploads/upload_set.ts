/** Upload sets: files sent together, which become collections. */
import type { Fragment, Queryable } from "../../core/db/sql.ts";
import type { Visibility } from "../../core/settings/mod.ts";

/** By which dispatch orders the pictures of a set. */
export const SORT_METHODS = ["filename-asc", "filename-desc", "time-asc", "time-desc"] as const;
/** One of `SORT_METHODS`. */
export type SortMethod = (typeof SORT_METHODS)[number];

/** A tag of a set. */
export interface SemanticTag {
  key: string;
  value: string;
}

/** How many pictures are in which state. */
export interface ItemsStatus {
  prepared: number;
  preparing: number;
  broken: number;
  not_processed: number;
}

/** A collection made from an upload set, as the set's viewer sees it. */
export interface AssociatedCollection {
  id: string;
  title: string | null;
  status: string;
  /** Number of pictures of the collection, whoever may see them. */
  nb_items: number;
  /** First and last capture time, PostgreSQL text. */
  min_ts: string | null;
  max_ts: string | null;
  items_status: ItemsStatus;
}

/** How the pictures of a set are sorted, split and deduplicated; null is as the instance does it. */
export interface DispatchColumns {
  title: string;
  sort_method: SortMethod;
  no_split: boolean | null;
  /** Metres. */
  split_distance: number | null;
  /** Seconds. */
  split_time: number | null;
  no_deduplication: boolean | null;
  /** Metres. */
  duplicate_distance: number | null;
  /** Degrees. */
  duplicate_rotation: number | null;
}

/** The columns of `uploadSetColumns()`. */
export interface UploadSetRow extends DispatchColumns {
  id: string;
  /** PostgreSQL text in UTC. */
  created_at: string;
  completed: boolean;
  dispatched: boolean;
  account_id: string;
  /** As its uploader announced. */
  estimated_nb_files: number | null;
  metadata: Record<string, unknown> | null;
  /** Degrees, from the direction of movement. */
  relative_heading: number | null;
  visibility: Visibility | null;
}

/** The columns of a set itself. @param sql `upload_sets` as `u` */
export function uploadSetColumns(sql: Queryable): Fragment {
  return sql`u.id, u.created_at, u.completed, u.dispatched, u.account_id, u.title, u.estimated_nb_files, u.sort_method,
    u.no_split, u.split_distance, extract(epoch FROM u.split_time)::float8 AS split_time, u.no_deduplication,
    u.duplicate_distance, u.duplicate_rotation, u.metadata, u.relative_heading, u.visibility`;
}

/** The tags of a set, as a JSON array. @param sql `upload_sets` as `u` */
export function uploadSetTags(sql: Queryable): Fragment {
  return sql`(SELECT coalesce(jsonb_agg(jsonb_build_object('key', key, 'value', value) ORDER BY key, value), '[]')
    FROM upload_sets_semantics WHERE upload_set_id = u.id)`;
}

/** An upload set with what its viewer may see of its contents. */
export interface UploadSet extends UploadSetRow {
  semantics: SemanticTag[];
  /** Number of pictures. */
  nb_items: number;
  items_status?: ItemsStatus & { rejected: number };
  associated_collections: AssociatedCollection[];
}

/** Whether nothing is left to do for a collection. Broken pictures do not hold it back. */
export function isCollectionReady(collection: AssociatedCollection): boolean {
  return collection.items_status.not_processed === 0 && collection.status === "ready";
}

/** Whether the set is dispatched and all its collections are ready. */
export function isUploadSetReady(set: UploadSet): boolean {
  return set.dispatched && set.associated_collections.every(isCollectionReady);
}
