/** Query parameters and search bodies, for the OpenAPI document. They are read by the functions in parameters/. */
import { z } from "@hono/zod-openapi";
import { geometrySchema } from "../parameters/geometry.ts";

const bbox = z.string().optional().openapi({
  description:
    "minX,minY,maxX,maxY in WGS 84 degrees; minX is greater than maxX where the box crosses the antimeridian",
  example: "1.9,49,2,49.1",
});
const datetime = z.string().optional().openapi({
  description: "A moment, or an interval `start/end` where `..` leaves an end open",
  example: "2021-01-01T00:00:00Z/..",
});
const filterLanguage = z.enum(["cql2-text", "cql2-json"]).optional();
const place = {
  place_distance: z.string().optional().openapi({ description: "Metres from the picture", example: "3-15" }),
  place_fov_tolerance: z.int().min(2).max(180).optional().openapi({
    description: "Degrees of the view of flat pictures in which the place has to lie",
  }),
};
const token = z.string().optional().openapi({ description: "From the link to the next page" });
const limit = (max: number) => z.int().min(1).max(max).optional();

/** Of `GET /api/collections`. */
export const collectionListQuery = z.object({
  format: z.enum(["json", "rss"]).optional().openapi({ description: "What `Accept` prefers, when left out" }),
  limit: limit(1000).openapi({ default: 100 }),
  bbox,
  datetime: datetime.openapi({ description: "Days of capture" }),
  created_after: z.iso.datetime().optional().openapi({ deprecated: true }),
  created_before: z.iso.datetime().optional().openapi({ deprecated: true }),
  filter: z.string().optional().openapi({ description: "CQL2", example: "updated >= '2023-12-31'" }),
  "filter-lang": filterLanguage,
  sortby: z.string().optional().openapi({
    description: "created, updated, datetime, title, id or visibility; with a sign",
    example: "-updated,+created",
  }),
  show_deleted: z.boolean().optional().openapi({
    description: "List deleted collections too, with id and status only",
  }),
  page: z.string().optional().openapi({ description: "From the paging links" }),
});

const userListQuery = collectionListQuery.pick({ limit: true, page: true });

/** Of the catalog of an account. */
export const userCatalogQuery = userListQuery;

/** Of the collection of an account. */
export const userCollectionQuery = collectionListQuery.pick({ filter: true, sortby: true, bbox: true }).extend({
  ...userListQuery.shape,
  format: z.enum(["json", "csv"]).optional().openapi({ description: "What `Accept` prefers, when left out" }),
});

/** Of `GET /api/collections/:id/items`. */
export const itemListQuery = z.object({
  limit: limit(10_000).openapi({ description: "All items when left out" }),
  startAfterRank: z.int().min(1).optional().openapi({ description: "Only items of a greater rank" }),
  withPicture: z.uuid().optional().openapi({ description: "Start with the page that holds this picture" }),
  bbox,
  datetime,
  token: token.openapi({ description: "From the link to the next page, for collections whose items have no rank" }),
});

const ids = z.string().optional().openapi({ description: "Ids, separated by commas or as a JSON array" });

/** Of `GET /api/search`. */
export const searchQuery = z.object({
  limit: limit(10_000).openapi({ default: 10 }),
  bbox: bbox.openapi({ description: "As minX,minY,maxX,maxY in WGS 84 degrees; not together with `intersects`" }),
  datetime,
  intersects: z.string().optional().openapi({ description: "GeoJSON geometry" }),
  ids,
  collections: ids,
  place_position: z.string().optional().openapi({ description: "Longitude and latitude of what is to be seen" }),
  ...place,
  filter: z.string().optional().openapi({ description: "CQL2", example: "\"semantics.osm|amenity\" = 'bench'" }),
  "filter-lang": filterLanguage,
  sortby: z.string().optional().openapi({
    description: "datetime (or ts), created, updated, id; with a sign",
    example: "-datetime",
  }),
  token,
});

/** Of `POST /api/search`. */
export const searchBody = z.object({
  limit: limit(10_000).openapi({ default: 10 }),
  bbox: z.array(z.number()).min(4).max(6).optional(),
  datetime,
  intersects: geometrySchema.optional(),
  ids: z.array(z.uuid()).optional(),
  collections: z.array(z.uuid()).optional(),
  place_position: z.array(z.number()).length(2).optional(),
  ...place,
  filter: z.union([z.record(z.string(), z.unknown()), z.string()]).optional(),
  "filter-lang": filterLanguage,
  sortby: z.union([
    z.array(z.object({ field: z.string(), direction: z.enum(["asc", "desc"]).optional() })),
    z.string(),
  ]).optional(),
  token,
}).openapi("Search");
