/** The answers of the upload set routes, for the OpenAPI document. */
import { z } from "@hono/zod-openapi";
import { answer, link } from "../../core/http/documentation.ts";
import { VISIBILITIES } from "../../core/settings/mod.ts";
import { SORT_METHODS } from "./upload_set.ts";

const itemsStatus = z.object({
  prepared: z.int(),
  preparing: z.int(),
  broken: z.int(),
  not_processed: z.int(),
  rejected: z.int().optional(),
}).openapi("ItemsStatus");

const collection = z.object({
  id: z.uuid(),
  title: z.string().optional(),
  nb_items: z.int(),
  extent: z.object({ temporal: z.object({ interval: z.array(z.array(z.iso.datetime().nullable())) }) }),
  items_status: itemsStatus,
  links: z.array(link),
  ready: z.boolean(),
}).openapi("AssociatedCollection");

const uploadSet = z.object({
  id: z.uuid(),
  created_at: z.iso.datetime(),
  account_id: z.uuid(),
  title: z.string(),
  completed: z.boolean().openapi({ description: "All files were sent" }),
  dispatched: z.boolean().openapi({ description: "Its pictures are in collections" }),
  ready: z.boolean().openapi({ description: "Nothing is left to do" }),
  estimated_nb_files: z.int().optional(),
  sort_method: z.enum(SORT_METHODS),
  no_split: z.boolean().optional(),
  split_distance: z.int().optional().openapi({ description: "Metres" }),
  split_time: z.number().optional().openapi({ description: "Seconds" }),
  no_deduplication: z.boolean().optional(),
  duplicate_distance: z.number().optional().openapi({ description: "Metres" }),
  duplicate_rotation: z.int().optional().openapi({ description: "Degrees" }),
  relative_heading: z.int().optional().openapi({ description: "Degrees from the direction of movement" }),
  visibility: z.enum(VISIBILITIES).optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
  semantics: z.array(z.object({ key: z.string(), value: z.string() })),
  nb_items: z.int(),
  items_status: itemsStatus.optional(),
  associated_collections: z.array(collection),
  links: z.array(link),
}).openapi("UploadSet");

const file = z.object({
  picture_id: z.uuid().optional(),
  file_name: z.string(),
  content_md5: z.string().optional(),
  inserted_at: z.iso.datetime(),
  file_type: z.literal("picture"),
  size: z.int().optional().openapi({ description: "Bytes" }),
  links: z.array(link),
  rejected: z.object({
    reason: z.string(),
    severity: z.enum(["error", "info"]),
    message: z.string().optional(),
    details: z.record(z.string(), z.unknown()).optional(),
  }).optional(),
  warnings: z.array(z.object({ tag: z.string().nullish(), value: z.string().nullish(), message: z.string() }))
    .optional()
    .openapi({ description: "What was wrong with the metadata of an accepted picture" }),
}).openapi("UploadedFile");

const listedFile = file.extend({
  processing: z.object({
    status: z.enum(["broken", "waiting"]).openapi({ description: "`waiting`: it failed, and is tried again" }),
    error: z.string().optional(),
    collection_id: z.uuid().optional(),
  }).optional().openapi({ description: "For the owner: why the picture is not ready" }),
}).openapi("ListedFile");

const listedUploadSet = uploadSet.omit({ items_status: true }).extend({
  associated_collections: z.array(collection.pick({ id: true, nb_items: true, links: true })),
}).openapi("ListedUploadSet");

/** An answer with one upload set. */
export const uploadSetAnswer = (description: string) => answer(description, uploadSet);
/** The upload sets of the caller; their collections are shortened. */
export const uploadSetsAnswer = answer("The upload sets", z.object({ upload_sets: z.array(listedUploadSet) }));
/** The answer to a file that became a picture. */
export const fileAnswer = answer("The file was accepted, its picture will be processed", file);
/** The files of a set. */
export const filesAnswer = answer("The files", z.object({ files: z.array(listedFile), links: z.array(link) }));
