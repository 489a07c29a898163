/** The columns a collection is made of, as the queries give them. */
import type { Visibility } from "../../../core/settings/mod.ts";
import type { ExtentBox } from "../extent.ts";
import type { Tag } from "../items/item_row.ts";
import type { Ownership } from "../permission_links.ts";

/** A sequence, with what the viewer may see of its pictures. Timestamps are PostgreSQL text in UTC. */
export interface CollectionRow extends ExtentBox {
  id: string;
  title: string | null;
  status: string;
  visibility: Visibility | null;
  inserted_at: string;
  updated_at: string | null;
  current_sort: string | null;
  user_agent: string | null;
  upload_set_id: string | null;
  /** Metres along the line; null without a line. */
  length: number | null;
  min_picture_ts: string | null;
  max_picture_ts: string | null;
  nb_pictures: number | null;
  computed_h_pixel_density: number | null;
  /** Metres. */
  computed_gps_accuracy: number | null;
  account_id: string;
  account_name: string;
  semantics: Tag[] | null;
}

/** A camera setup of the sequence; numbers as text, as they always were in this API. */
export interface CameraRow {
  make: string | null;
  model: string | null;
  focal_length: string | null;
  field_of_view: string | null;
}

/** What a collection shows only when it is asked alone. */
export type SingleCollectionRow = CollectionRow & Ownership & { cameras: CameraRow[] | null };
