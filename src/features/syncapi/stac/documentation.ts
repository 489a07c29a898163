/** Cameras and their images in the STAC API, for the OpenAPI document. */
import { z } from "@hono/zod-openapi";
import { link } from "../../../core/http/documentation.ts";

/** Cameras choose their UUID, of any version and variant. */
const uuid = z.guid().openapi({ format: "uuid" });
const moment = z.iso.datetime({ offset: true });
const degrees = z.number().min(-180).max(180);

/** The JSON of a camera, a STAC collection. */
export const camera = z.object({
  type: z.literal("Collection"),
  stac_version: z.literal("1.0.0"),
  stac_extensions: z.array(z.url()),
  id: uuid,
  title: z.string(),
  description: z.string(),
  keywords: z.array(z.string()),
  license: z.string(),
  created: moment,
  updated: moment,
  providers: z.array(z.object({ name: z.string(), roles: z.array(z.string()) })),
  extent: z.object({
    spatial: z.object({ bbox: z.array(z.array(degrees).length(4)) }),
    temporal: z.object({ interval: z.array(z.array(moment.nullable()).length(2)) }),
  }),
  summaries: z.object({ instruments: z.array(z.string()) }),
  "stats:items": z.object({ count: z.int().min(0) }),
  links: z.array(link),
}).openapi("AllskyCamera");

const asset = z.object({
  title: z.string(),
  roles: z.array(z.string()),
  type: z.string(),
  href: z.url(),
  "file:size": z.int().min(0).optional().openapi({ description: "Bytes" }),
});

/** The JSON of an image, a STAC item. */
export const image = z.object({
  type: z.literal("Feature"),
  stac_version: z.literal("1.0.0"),
  stac_extensions: z.array(z.url()),
  id: z.uuid(),
  collection: uuid,
  geometry: z.object({ type: z.literal("Point"), coordinates: z.array(degrees).length(2) }).nullable(),
  bbox: z.array(degrees).length(4).optional(),
  properties: z.object({
    datetime: moment,
    updated: moment,
    instruments: z.array(z.string()),
    "allsky:local_time": z.string().openapi({ description: "On a clock next to the camera" }),
    "allsky:night": z.boolean(),
    "allsky:day_date": z.iso.date().openapi({ description: "The evening that a night began with" }),
    "allsky:exposure": z.number().nullable().openapi({ description: "Seconds" }),
    "allsky:gain": z.number().nullable(),
    "allsky:sensor_temperature": z.number().nullable(),
    "allsky:sqm": z.number().nullable(),
    "allsky:stars": z.int().nullable(),
    "allsky:moon_phase": z.number().nullable(),
    "allsky:width": z.int().nullable().openapi({ description: "Pixels" }),
    "allsky:height": z.int().nullable().openapi({ description: "Pixels" }),
  }),
  assets: z.record(z.string(), asset),
  links: z.array(link),
}).openapi("AllskyImage");
