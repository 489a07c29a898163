/** Upload sets: a batch of files that becomes collections. */
import type { Visibility } from "../../core/settings.ts";

export const SORT_METHODS = ["filename-asc", "filename-desc", "time-asc", "time-desc"] as const;
export type SortMethod = (typeof SORT_METHODS)[number];

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

/** An upload set with what its viewer may see of its contents. */
export interface UploadSet {
  id: string;
  created_at: string;
  completed: boolean;
  dispatched: boolean;
  account_id: string;
  title: string;
  estimated_nb_files: number | null;
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
  metadata: Record<string, unknown> | null;
  /** Degrees, from the direction of movement. */
  relative_heading: number | null;
  visibility: Visibility | null;
  semantics: SemanticTag[];
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
