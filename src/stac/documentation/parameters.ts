/** Query parameters and search bodies, for the OpenAPI document. They are read by the functions in parameters/. */
import { z } from "@hono/zod-openapi";
import { geometrySchema } from "../parameters/geometry.ts";

const bbox = z.string().optional().openapi({
  description: "minX,minY,maxX,maxY in WGS 84 degrees",
  example: "1.9,49,2,49.1",
});
const datetime = z.string().optional().openapi({
  description: "A moment, or an interval `start/end` where `..` leaves an end open",
  example: "2021-01-01T00:00:00Z/..",
});
const limit = (max: number) => z.int().min(1).max(max).optional();

export const collectionListQuery = z.object({
  format: z.enum(["json", "rss"]).optional().openapi({ description: "What `Accept` prefers, when left out" }),
  limit: limit(1000).openapi({ default: 100 }),
  bbox,
  datetime: datetime.openapi({ description: "Days of capture" }),
  created_after: z.iso.datetime().optional().openapi({ deprecated: true }),
  created_before: z.iso.datetime().optional().openapi({ deprecated: true }),
  filter: z.string().optional().openapi({ description: "CQL2 text", example: "updated >= '2023-12-31'" }),
  sortby: z.string().optional().openapi({ description: "Fields with a sign", example: "-updated,+created" }),
  show_deleted: z.boolean().optional().openapi({
    description: "List deleted collections too, with id and status only",
  }),
  page: z.string().optional().openapi({ description: "From the paging links" }),
});

const userListQuery = collectionListQuery.pick({ limit: true, page: true });

export const userCatalogQuery = userListQuery;

export const userCollectionQuery = collectionListQuery.pick({ filter: true, sortby: true, bbox: true }).extend({
  ...userListQuery.shape,
  format: z.enum(["json", "csv"]).optional().openapi({ description: "What `Accept` prefers, when left out" }),
});

export const itemListQuery = z.object({
  limit: limit(10_000).openapi({ description: "All items when left out" }),
  startAfterRank: z.int().min(1).optional().openapi({ description: "Only items of a greater rank" }),
  withPicture: z.uuid().optional().openapi({ description: "Start with the page that holds this picture" }),
});

const ids = z.string().optional().openapi({ description: "Ids, separated by commas or as a JSON array" });

export const searchQuery = z.object({
  limit: limit(10_000).openapi({ default: 10 }),
  bbox,
  datetime,
  intersects: z.string().optional().openapi({ description: "GeoJSON geometry" }),
  ids,
  collections: ids,
  sortby: z.string().optional().openapi({ description: "ts, updated or id, with a sign", example: "-ts" }),
});

export const searchBody = z.object({
  limit: limit(10_000).openapi({ default: 10 }),
  bbox: z.array(z.number()).length(4).optional(),
  datetime,
  intersects: geometrySchema.optional(),
  ids: z.array(z.uuid()).optional(),
  collections: z.array(z.uuid()).optional(),
  sortby: z.string().optional(),
}).openapi("Search");
