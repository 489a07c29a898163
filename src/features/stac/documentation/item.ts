/** Items, for the OpenAPI document. */
import { z } from "@hono/zod-openapi";
import { link } from "../../../core/http/documentation.ts";
import { VISIBILITIES } from "../../../core/settings/mod.ts";
import type { CollectionSource } from "../collection_source.ts";
import { latitude, longitude, point, providers, tags, timestamp } from "./common.ts";

const pixels = z.int().min(0);

const asset = z.object({
  title: z.string(),
  description: z.string(),
  roles: z.array(z.string()),
  type: z.literal("image/jpeg"),
  href: z.string().openapi({ description: "URL; a template with {TileCol} and {TileRow} for tiles" }),
}).openapi("Asset");

const itemLink = link.extend({
  id: z.uuid().optional(),
  geometry: point.optional(),
  datetime: z.iso.datetime().optional(),
}).openapi("ItemLink");

const tileMatrixSets = z.object({
  geovisio: z.object({
    type: z.literal("TileMatrixSetType"),
    title: z.string(),
    identifier: z.string(),
    tileMatrix: z.array(z.object({
      type: z.literal("TileMatrixType"),
      identifier: z.string(),
      scaleDenominator: z.number(),
      topLeftCorner: z.array(z.number()),
      tileWidth: z.number(),
      tileHeight: z.number(),
      matrixWidth: z.int(),
      matrixHeight: z.int(),
    })),
  }),
});

const properties = z.object({
  datetime: timestamp,
  datetimetz: z.iso.datetime({ offset: true }).openapi({ description: "On the clock of the place" }),
  created: timestamp,
  updated: timestamp.optional(),
  license: z.string(),
  "view:azimuth": z.int().min(0).max(360).optional().openapi({ description: "Degrees clockwise from north" }),
  "pers:interior_orientation": z.object({
    camera_manufacturer: z.string().optional(),
    camera_model: z.string().optional(),
    focal_length: z.number().optional().openapi({ description: "Millimetres" }),
    field_of_view: z.number().optional().openapi({ description: "Degrees" }),
    sensor_array_dimensions: z.tuple([pixels, pixels]).optional(),
    visible_area: z.tuple([pixels, pixels, pixels, pixels]).optional().openapi({
      description: "Margins around a part of a panorama: left, top, right, bottom",
    }),
  }),
  "pers:pitch": z.number().min(-90).max(90).optional(),
  "pers:roll": z.number().min(-180).max(180).optional(),
  "pers:yaw": z.number().min(0).max(360).optional(),
  "geovisio:status": z.string(),
  "geovisio:visibility": z.enum(VISIBILITIES),
  "geovisio:producer": z.string(),
  "geovisio:rank_in_collection": z.int().min(1),
  "geovisio:image": z.url(),
  "geovisio:thumbnail": z.url(),
  "original_file:size": z.int().optional().openapi({ description: "Bytes" }),
  "original_file:name": z.string().optional(),
  "panoramax:horizontal_pixel_density": z.int().optional().openapi({ description: "Pixels a degree" }),
  "quality:horizontal_accuracy": z.number().optional().openapi({ description: "Metres" }),
  exif: z.record(z.string(), z.string()).openapi({ description: "EXIF, IPTC and XMP tags, by their Exiv2 names" }),
  semantics: tags,
  annotations: z.array(z.object({
    id: z.uuid(),
    shape: z.object({ type: z.literal("Polygon"), coordinates: z.array(z.array(z.array(z.number()))) }),
    semantics: tags,
  })),
  collection: z.object({ semantics: tags }),
  "tiles:tile_matrix_sets": tileMatrixSets.optional(),
});

/** A picture (STAC 1.0, item). */
export const item = z.object({
  type: z.literal("Feature"),
  stac_version: z.literal("1.0.0"),
  stac_extensions: z.array(z.url()),
  id: z.uuid(),
  collection: z.uuid(),
  geometry: point,
  bbox: z.tuple([longitude, latitude, longitude, latitude]),
  providers,
  properties,
  assets: z.object({ hd: asset, sd: asset, thumb: asset }),
  asset_templates: z.object({ tiles: asset }).optional(),
  links: z.array(itemLink),
}).openapi("Item");

/** An item of pictures, or of one of the other sources. */
export function anyItem(sources: readonly CollectionSource[]): z.ZodType {
  return z.union([item, ...sources.map(({ schemas }) => schemas.item)]);
}

/** A page of items, as a FeatureCollection. */
export function itemList(sources: readonly CollectionSource[]): z.ZodType {
  return z.object({
    type: z.literal("FeatureCollection"),
    features: z.array(anyItem(sources)),
    links: z.array(link),
    numberMatched: z.int().min(0).optional().openapi({
      description: "On all pages; left out where counting takes long",
    }),
    numberReturned: z.int().min(0).optional(),
  }).openapi("Items");
}
