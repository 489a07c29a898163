/** What the answers of all features share, for the OpenAPI document. The schemas describe; they do not run. */
import { z } from "@hono/zod-openapi";

/** A link of STAC and OGC API documents (RFC 8288). */
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
}).openapi("Link");

const error = z.object({
  message: z.string().openapi({ description: "In the language of the caller, as far as it is translated" }),
  status_code: z.int().optional().openapi({ description: "Of HTTP; left out where the caller is not known" }),
  details: z.unknown().optional().openapi({ description: "The cause" }),
}).openapi("Error");

/** A style of MapLibre GL (https://maplibre.org/maplibre-style-spec/). */
export const mapStyle = z.object({
  version: z.literal(8),
  name: z.string(),
  metadata: z.record(z.string(), z.unknown()).optional(),
  glyphs: z.string().optional(),
  sources: z.record(z.string(), z.object({ type: z.string() }).catchall(z.unknown())),
  layers: z.array(z.object({ id: z.string(), type: z.string() }).catchall(z.unknown())),
}).openapi("MapStyle");

/** An answer with a body of the given media type. */
export function answer(description: string, schema: z.ZodType, type = "application/json") {
  return { description, content: { [type]: { schema } } };
}

/** An answer that says what is wrong. */
export function errorAnswer(description: string) {
  return answer(description, error);
}
