/** The landing page and what leads from it, for the OpenAPI document. */
import { z } from "@hono/zod-openapi";
import { link } from "../../../core/http/documentation.ts";
import { extent } from "./common.ts";

/** The landing page (STAC 1.0, catalog). */
export const catalog = z.object({
  type: z.literal("Catalog"),
  stac_version: z.literal("1.0.0"),
  stac_extensions: z.array(z.url()),
  id: z.literal("geovisio"),
  title: z.string(),
  description: z.string(),
  geovisio_version: z.string(),
  conformsTo: z.array(z.url()),
  contacts: z.array(z.object({ name: z.string(), emails: z.array(z.object({ value: z.string() })) })),
  extent: extent.partial({ temporal: true }).openapi({ description: "Of all pictures; the box is an estimate" }),
  links: z.array(link),
}).openapi("Catalog");

/** `/api/conformance` (OGC API Common). */
export const conformance = z.object({ conformsTo: z.array(z.url()) }).openapi("Conformance");

/** JSON Schema of what may be filtered by (OGC API Features part 3). */
export const queryables = z.object({
  $schema: z.url(),
  $id: z.url(),
  type: z.literal("object"),
  title: z.string(),
  description: z.string(),
  properties: z.record(z.string(), z.unknown()),
  patternProperties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.literal(false),
}).openapi("Queryables");
