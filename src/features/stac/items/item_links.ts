/** The links of an item. */
import type { JsonContext } from "../json_context.ts";
import { collectionUrl, itemUrl, type Link, MEDIA_TYPES, rootLink } from "../links.ts";
import { type Point, pointJson } from "./coordinates.ts";
import type { Neighbours, RelatedRow } from "./item_row.ts";

/** A link to another item, with enough to draw it. */
export interface ItemLink extends Link {
  geometry: Point;
  id: string;
  /** Moment of capture, for items of other sequences. */
  datetime?: string;
}

/** Root, parent, self, collection, license, then the neighbours in the sequence. */
export function itemLinks(row: { id: string; collection: string } & Neighbours, context: JsonContext): Link[] {
  const { base, instance } = context;
  const collection = collectionUrl(base, row.collection);
  const links: Link[] = [
    rootLink(base),
    { rel: "parent", type: MEDIA_TYPES.json, href: collection },
    { rel: "self", type: MEDIA_TYPES.geoJson, href: itemUrl(base, row.collection, row.id) },
    { rel: "collection", type: MEDIA_TYPES.json, href: collection },
  ];
  if (instance.licenseLink) links.push(instance.licenseLink);
  const { next_id, next_longitude, next_latitude, prev_id, prev_longitude, prev_latitude } = row;
  if (next_id !== null && next_longitude !== null && next_latitude !== null) {
    links.push(itemLink("next", base, row.collection, next_id, next_longitude, next_latitude));
  }
  if (prev_id !== null && prev_longitude !== null && prev_latitude !== null) {
    links.push(itemLink("prev", base, row.collection, prev_id, prev_longitude, prev_latitude));
  }
  return links;
}

/** The nearest pictures of other sequences. */
export function relatedLinks(related: RelatedRow[], { base }: JsonContext): ItemLink[] {
  return related.map(({ collection, id, longitude, latitude, datetime }) => ({
    ...itemLink("related", base, collection, id, longitude, latitude),
    datetime,
  }));
}

function itemLink(
  rel: string,
  base: string,
  collection: string,
  id: string,
  longitude: number,
  latitude: number,
): ItemLink {
  return {
    rel,
    type: MEDIA_TYPES.geoJson,
    geometry: pointJson(longitude, latitude),
    id,
    href: itemUrl(base, collection, id),
  };
}
