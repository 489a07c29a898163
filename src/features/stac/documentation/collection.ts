/** Collections, for the OpenAPI document. */
import { z } from "@hono/zod-openapi";
import { link } from "../../../core/http/documentation.ts";
import { VISIBILITIES } from "../../../core/settings/mod.ts";
import type { CollectionSource } from "../collection_source.ts";
import { extent, providers, tags, timestamp } from "./common.ts";

const text = z.string().nullable();

/** A sequence (STAC 1.0, collection). */
export const collection = z.object({
  type: z.literal("Collection"),
  stac_version: z.literal("1.0.0"),
  stac_extensions: z.array(z.url()),
  id: z.uuid(),
  title: z.string(),
  description: z.string(),
  keywords: z.array(z.string()),
  semantics: tags,
  license: z.string().openapi({ description: "SPDX id, or `proprietary`" }),
  created: timestamp,
  updated: timestamp.optional().openapi({ description: "Absent until the first change" }),
  "geovisio:status": z.string().optional().openapi({ description: "Absent when the collection is ready" }),
  "geovisio:visibility": z.enum(VISIBILITIES).optional().openapi({ description: "Not in lists" }),
  "geovisio:sorted-by": z.enum(["+gpsdate", "-gpsdate", "+filedate", "-filedate", "+filename", "-filename"]).optional()
    .openapi({ description: "Not in lists; absent when never sorted" }),
  "geovisio:upload-software": z.enum(["unknown", "other", "website", "cli", "mobile_app"]),
  "geovisio:length_km": z.number().min(0).optional(),
  "quality:horizontal_accuracy": z.number().positive().optional().openapi({ description: "Metres" }),
  "quality:horizontal_accuracy_type": z.literal("95% confidence interval"),
  providers,
  extent,
  summaries: z.object({
    "pers:interior_orientation": z.array(
      z.object({ make: text, model: text, focal_length: text, field_of_view: text }),
    ).optional().openapi({ description: "Cameras; not in lists" }),
    "panoramax:horizontal_pixel_density": z.array(z.int().nullable()).openapi({
      description: "Pixels a degree; null when pictures differ",
    }),
  }),
  "stats:items": z.object({ count: z.int().min(0).optional() }),
  links: z.array(link),
}).openapi("Collection");

/** A collection of pictures, or of one of the other sources. */
export function anyCollection(sources: readonly CollectionSource[]): z.ZodType {
  return z.union([collection, ...sources.map(({ schemas }) => schemas.collection)]);
}

/** What is left of a deleted collection, for those who harvest. */
export const tombstone = z.object({ id: z.uuid(), "geovisio:status": z.literal("deleted") }).openapi(
  "DeletedCollection",
);

/** A page of collections. */
export const collectionList = z.object({
  collections: z.array(z.union([collection, tombstone])),
  links: z.array(link),
}).openapi("Collections");

/** How far the processing of a collection is. */
export const processingStatus = z.object({
  status: z.string().openapi({ description: "Of the collection" }),
  items: z.array(z.object({
    id: z.uuid(),
    status: z.string(),
    rank: z.int().min(1),
    processing_in_progress: z.boolean().optional(),
    nb_errors: z.int().min(0).optional().openapi({ description: "Jobs that failed" }),
    processed_at: timestamp.optional().openapi({ description: "End of the last job" }),
    process_error: z.string().optional().openapi({
      description: "Why the last job failed, in the language of the caller",
    }),
  })),
}).openapi("ProcessingStatus");
