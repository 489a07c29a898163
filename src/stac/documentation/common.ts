/** What the answers of all STAC routes share, for the OpenAPI document. The schemas describe; they do not run. */
import { z } from "@hono/zod-openapi";

export const timestamp = z.iso.datetime({ offset: true }).openapi({ description: "In UTC, with `+00:00`" });

export const longitude = z.number().min(-180).max(180);
export const latitude = z.number().min(-90).max(90);

export const point = z.object({ type: z.literal("Point"), coordinates: z.tuple([longitude, latitude]) }).openapi({
  description: "GeoJSON, in WGS 84 degrees",
});

export const tags = z.array(z.object({ key: z.string(), value: z.string() })).openapi({
  description: "Tags, sorted by key, then by value",
});

export const providers = z.array(z.object({
  name: z.string(),
  roles: z.array(z.literal("producer")),
  id: z.uuid().optional(),
}));

export const link = z.object({
  rel: z.string(),
  href: z.url(),
  type: z.string().optional(),
  title: z.string().optional(),
  method: z.enum(["DELETE", "GET", "PATCH", "POST"]).optional().openapi({
    description: "On links that tell a known caller what may be done, and on those of a search",
  }),
  body: z.record(z.string(), z.unknown()).optional().openapi({ description: "To be sent by POST" }),
  attributes: z.array(z.string()).optional().openapi({ description: "What may be edited" }),
}).openapi("StacLink");

export const extent = z.object({
  spatial: z.object({ bbox: z.array(z.tuple([longitude, latitude, longitude, latitude])) }),
  temporal: z.object({ interval: z.array(z.tuple([timestamp.nullable(), timestamp.nullable()])) }),
});

/** An answer with a body of the given media type. */
export function answer(description: string, schema: z.ZodType, type = "application/json") {
  return { description, content: { [type]: { schema } } };
}

const error = z.object({
  message: z.string(),
  status_code: z.int(),
  details: z.unknown().optional().openapi({ description: "The cause" }),
});

/** An answer that says what is wrong. */
export function errorAnswer(description: string) {
  return answer(description, error);
}
