/** What the page of a picture shows of its STAC item. */
import { z } from "@hono/zod-openapi";
import { VISIBILITIES, type Visibility } from "../../../core/settings/mod.ts";

/** The parts of an item that the page shows; our own answer, so that what is missing is a fault of the program. */
const shownItem = z.object({
  id: z.uuid(),
  collection: z.uuid(),
  geometry: z.object({ coordinates: z.tuple([z.number(), z.number()]) }),
  providers: z.array(z.object({ id: z.string().optional(), name: z.string() })),
  properties: z.object({
    datetime: z.string(),
    license: z.string(),
    "view:azimuth": z.number().optional(),
    "pers:interior_orientation": z.object({
      camera_manufacturer: z.string().optional(),
      camera_model: z.string().optional(),
      sensor_array_dimensions: z.array(z.number()).optional(),
      field_of_view: z.number().optional(),
    }).loose().optional(),
    "geovisio:status": z.string(),
    "geovisio:visibility": z.enum(VISIBILITIES),
    "geovisio:rank_in_collection": z.number(),
    "original_file:name": z.string().optional(),
    semantics: z.array(z.object({ key: z.string(), value: z.string() })),
    "tiles:tile_matrix_sets": z.unknown().optional(),
  }),
  links: z.array(z.object({ rel: z.string(), href: z.string(), id: z.string().optional() })),
});

/** A picture as the page shows it. */
export interface ShownItem {
  id: string;
  collection: string;
  /** Longitude and latitude in degrees. */
  position: [number, number];
  /** Degrees clockwise from north. */
  heading?: number;
  rank: number;
  producer: { id?: string; name: string };
  /** ISO 8601. */
  datetime: string;
  camera: string;
  /** Pixels. */
  size?: [number, number];
  is360: boolean;
  isReady: boolean;
  visibility: Visibility;
  fileName?: string;
  tags: { key: string; value: string }[];
  licence?: { name: string; href: string };
  previous?: string;
  next?: string;
  /** Everything: the owner, or an administrator. */
  isOwner: boolean;
  /** Position, heading and time: also others, where the owner lets them. */
  mayEdit: boolean;
}

/** @param text of the item as the API answers it */
export function readShownItem(text: string): ShownItem {
  const { properties, links, ...item } = shownItem.parse(JSON.parse(text));
  const camera = properties["pers:interior_orientation"];
  const [width, height] = camera?.sensor_array_dimensions ?? [];
  const linked = (rel: string) => links.find((link) => link.rel === rel);
  const licence = linked("license");
  const [producer = { name: "" }] = item.providers;
  return {
    id: item.id,
    collection: item.collection,
    position: item.geometry.coordinates,
    heading: properties["view:azimuth"],
    rank: properties["geovisio:rank_in_collection"],
    producer,
    datetime: properties.datetime,
    camera: [camera?.camera_manufacturer, camera?.camera_model].filter(Boolean).join(" "),
    size: width === undefined || height === undefined ? undefined : [width, height],
    is360: properties["tiles:tile_matrix_sets"] !== undefined,
    isReady: properties["geovisio:status"] === "ready",
    visibility: properties["geovisio:visibility"],
    fileName: properties["original_file:name"],
    tags: properties.semantics,
    licence: licence && { name: properties.license, href: licence.href },
    previous: linked("prev")?.id,
    next: linked("next")?.id,
    isOwner: linked("delete") !== undefined,
    mayEdit: linked("edit") !== undefined,
  };
}
