/** What the answers of all STAC routes share, for the OpenAPI document. The schemas describe; they do not run. */
import { z } from "@hono/zod-openapi";
import { errorAnswer } from "../../../core/http/documentation.ts";

/** Answer to a parameter that cannot be read. */
export const BAD_PARAMETER = errorAnswer("A parameter is wrong");
/** Answer for what does not exist, and for what the caller may not know of. */
export const UNKNOWN_OBJECT = errorAnswer("Unknown, deleted, or not visible to the caller");

/** A moment, as STAC objects write it. */
export const timestamp = z.iso.datetime({ offset: true }).openapi({ description: "In UTC, with `+00:00`" });

/** WGS 84 degrees. */
export const longitude = z.number().min(-180).max(180);
/** WGS 84 degrees. */
export const latitude = z.number().min(-90).max(90);

/** A position. */
export const point = z.object({ type: z.literal("Point"), coordinates: z.tuple([longitude, latitude]) }).openapi({
  description: "GeoJSON, in WGS 84 degrees",
});

/** Tags (semantics) of an object. */
export const tags = z.array(z.object({ key: z.string(), value: z.string() })).openapi({
  description: "Tags, sorted by key, then by value",
});

/** Who took the pictures. */
export const providers = z.array(z.object({
  name: z.string(),
  roles: z.array(z.literal("producer")),
  id: z.uuid().optional(),
}));

/** What the pictures cover, in space and time. */
export const extent = z.object({
  spatial: z.object({ bbox: z.array(z.tuple([longitude, latitude, longitude, latitude])) }),
  temporal: z.object({ interval: z.array(z.tuple([timestamp.nullable(), timestamp.nullable()])) }),
});
