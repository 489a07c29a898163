/** Links of STAC objects. Every `href` is absolute. */
import { OPENAPI, OPENAPI_3_0 } from "../../core/http/openapi.ts";

/** A link (STAC API, OGC API Features); `method` and `attributes` tell what the caller may do. */
export interface Link {
  rel: string;
  type?: string;
  title?: string;
  href: string;
  method?: "DELETE" | "GET" | "PATCH" | "POST";
  /** To be sent by POST. */
  body?: Record<string, unknown>;
  attributes?: string[];
}

/** Media types of what links lead to. */
export const MEDIA_TYPES = {
  json: "application/json",
  openApi: OPENAPI,
  olderOpenApi: OPENAPI_3_0,
  geoJson: "application/geo+json",
  jsonSchema: "application/schema+json",
  rss: "application/rss+xml",
  html: "text/html",
  jpeg: "image/jpeg",
  vectorTile: "application/vnd.mapbox-vector-tile",
} as const;

/** Relation to what may be filtered by (OGC API - Features part 3). */
export const QUERYABLES_REL = "http://www.opengis.net/def/rel/ogc/1.0/queryables";

/** The landing page, as root of everything. */
export function rootLink(base: string): Link {
  return { rel: "root", type: MEDIA_TYPES.json, title: "Instance catalog", href: `${base}/api/` };
}

/** Address of a collection. */
export function collectionUrl(base: string, collection: string): string {
  return `${base}/api/collections/${collection}`;
}

/** Address of an item in its collection. */
export function itemUrl(base: string, collection: string, item: string): string {
  return `${base}/api/collections/${collection}/items/${item}`;
}
