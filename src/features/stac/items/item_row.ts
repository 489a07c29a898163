/** The columns an item is made of, as the queries give them. */
import type { StoredMetadata } from "../../../core/metadata/mod.ts";
import type { Visibility } from "../../../core/settings/mod.ts";
import type { Ownership } from "../permission_links.ts";

/** A tag of a picture, sequence or annotation. */
export interface Tag {
  key: string;
  value: string;
}

/** A part of a picture, with its tags. */
export interface AnnotationRow {
  id: string;
  /** GeoJSON Polygon in pixels, origin at the top left. */
  shape: unknown;
  semantics: Tag[];
}

/** A picture in its sequence. Timestamps are PostgreSQL text in UTC, positions WGS 84 degrees. */
export interface ItemRow {
  id: string;
  collection: string;
  rank: number;
  status: string;
  visibility: Visibility | null;
  collection_visibility: Visibility | null;
  ts: string;
  inserted_at: string;
  updated_at: string | null;
  longitude: number;
  latitude: number;
  heading: number | null;
  /** Metres. */
  gps_accuracy_m: number | null;
  h_pixel_density: number | null;
  metadata: StoredMetadata | null;
  /** JSON text of the tags by their Exiv2 names. */
  exif: string | null;
  account_id: string;
  account_name: string;
  semantics: Tag[] | null;
  annotations: AnnotationRow[] | null;
  collection_semantics: Tag[] | null;
}

/** The pictures before and after in the sequence; null at its ends. */
export interface Neighbours {
  next_id: string | null;
  next_longitude: number | null;
  next_latitude: number | null;
  prev_id: string | null;
  prev_longitude: number | null;
  prev_latitude: number | null;
}

/** The nearest picture of another sequence. */
export interface RelatedRow {
  collection: string;
  id: string;
  longitude: number;
  latitude: number;
  /** `YYYY-MM-DDTHH:MM:SSZ`. */
  datetime: string;
}

/** What an item shows only when it is asked alone. */
export type SingleItemRow = ItemRow & Neighbours & Ownership & { related: RelatedRow[] | null };
