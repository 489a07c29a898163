/** A camera as a STAC collection; the mapping is explained in docs/allsky-stac.md. */
import { isoOffset } from "../../../core/db/timestamps.ts";
import { collectionUrl, type JsonContext, MEDIA_TYPES, rootLink } from "../../stac/mod.ts";
import { pointOf } from "./item.ts";
import type { CameraRow } from "./queries.ts";

/** The collection as JSON (STAC 1.0). */
export function cameraCollection(row: CameraRow, { base, instance }: JsonContext) {
  const self = collectionUrl(base, row.uuid);
  const { owner, location, lensName, longitude, latitude } = row.properties;
  const point = pointOf({ longitude, latitude });
  return {
    type: "Collection",
    stac_version: "1.0.0",
    stac_extensions: [],
    id: row.uuid,
    title: row.title,
    description: "Images of an all-sky camera",
    keywords: ["allsky", ...[location, lensName].filter((word) => typeof word === "string" && word !== "")],
    license: instance.license,
    created: isoOffset(row.created_at),
    updated: isoOffset(row.connected_at),
    providers: typeof owner === "string" && owner ? [{ name: owner, roles: ["producer"] }] : [],
    extent: {
      spatial: { bbox: [point ? [...point, ...point] : [-180, -90, 180, 90]] },
      temporal: { interval: [[row.first && isoOffset(row.first), row.last && isoOffset(row.last)]] },
    },
    summaries: { instruments: [row.title] },
    "stats:items": { count: row.images },
    links: [
      { rel: "items", type: MEDIA_TYPES.geoJson, title: "Images of this camera", href: `${self}/items` },
      { ...rootLink(base), rel: "parent" },
      rootLink(base),
      { rel: "self", type: MEDIA_TYPES.json, href: self },
      ...(instance.licenseLink ? [instance.licenseLink] : []),
    ],
  };
}
