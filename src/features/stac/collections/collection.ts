/** A sequence as a STAC collection. */
import { isoOffset } from "../../../core/db/timestamps.ts";
import { boundingBox, temporalInterval } from "../extent.ts";
import type { JsonContext } from "../json_context.ts";
import { collectionUrl, type Link, MEDIA_TYPES, rootLink } from "../links.ts";
import { collectionPermissionLinks } from "../permission_links.ts";
import type { CollectionRow, SingleCollectionRow } from "./collection_row.ts";
import { uploadSoftware } from "./upload_software.ts";

/** What every collection uses. */
export const COLLECTION_EXTENSIONS = [
  "https://stac-extensions.github.io/stats/v0.2.0/schema.json",
  "https://stac.linz.govt.nz/v0.0.15/quality/schema.json",
];

/** What `collectionJson()` gives. */
export type Collection = ReturnType<typeof collectionJson>;

/** The collection that is asked alone. Undefined values are left out of the text by `JSON.stringify`. */
export function collectionJson(row: SingleCollectionRow, context: JsonContext) {
  const { summaries, links, ...listed } = listedCollectionJson(row, context);
  return {
    ...listed,
    "geovisio:visibility": row.visibility ?? "anyone",
    "geovisio:sorted-by": row.current_sort ?? undefined,
    summaries: { "pers:interior_orientation": row.cameras ?? undefined, ...summaries },
    links: [...links, ...collectionPermissionLinks(row, collectionUrl(context.base, row.id), context)],
  };
}

/** The collection in a list. */
export function listedCollectionJson(row: CollectionRow, context: JsonContext) {
  // STAC wants a title that says something; the id is at least unique.
  const title = row.title || row.id;
  return {
    type: "Collection",
    stac_version: "1.0.0",
    stac_extensions: COLLECTION_EXTENSIONS,
    id: row.id,
    title,
    description: "A sequence of geolocated pictures",
    keywords: ["pictures", title],
    semantics: row.semantics ?? [],
    license: context.instance.license,
    created: isoOffset(row.inserted_at),
    updated: row.updated_at === null ? undefined : isoOffset(row.updated_at),
    "geovisio:status": row.status === "ready" || row.status === "hidden" ? undefined : row.status,
    "geovisio:upload-software": uploadSoftware(row.user_agent),
    "geovisio:length_km": row.length === null ? undefined : Math.round(row.length) / 1000,
    "quality:horizontal_accuracy": row.computed_gps_accuracy
      ? Math.round(row.computed_gps_accuracy * 10) / 10
      : undefined,
    "quality:horizontal_accuracy_type": "95% confidence interval",
    providers: [{ name: row.account_name, roles: ["producer"], id: row.account_id }],
    extent: {
      spatial: { bbox: [boundingBox(row)] },
      temporal: { interval: [temporalInterval(row.min_picture_ts, row.max_picture_ts)] },
    },
    summaries: { "panoramax:horizontal_pixel_density": [row.computed_h_pixel_density] },
    "stats:items": { count: row.nb_pictures ?? undefined },
    links: collectionLinks(row, context),
  };
}

/** What is left of a collection that is deleted, or hidden from the caller. */
export function tombstoneJson(id: string) {
  return { id, "geovisio:status": "deleted" };
}

function collectionLinks(row: CollectionRow, { base, instance }: JsonContext): Link[] {
  const self = collectionUrl(base, row.id);
  const links: Link[] = [
    { rel: "items", type: MEDIA_TYPES.geoJson, title: "Pictures in this sequence", href: `${self}/items` },
    { ...rootLink(base), rel: "parent" },
    rootLink(base),
    { rel: "self", type: MEDIA_TYPES.json, title: "Metadata of this sequence", href: self },
  ];
  if (instance.licenseLink) links.push(instance.licenseLink);
  if (row.upload_set_id !== null) {
    links.push({
      rel: "upload_set",
      type: MEDIA_TYPES.json,
      title: "Link to the upload set",
      href: `${base}/api/upload_sets/${row.upload_set_id}`,
    });
  }
  return links;
}
