/** The answers of the history's routes, for the OpenAPI document. */
import { z } from "@hono/zod-openapi";
import { answer } from "../../../core/http/documentation.ts";
import { VISIBILITIES } from "../../../core/settings/mod.ts";

const next = z.string().optional().openapi({ description: "What to ask for the next page; absent on the last" });

const pastUpload = z.object({
  id: z.uuid(),
  created_at: z.iso.datetime(),
  title: z.string(),
  completed: z.boolean().openapi({ description: "All files were sent" }),
  dispatched: z.boolean().openapi({ description: "Its pictures are in collections" }),
  visibility: z.enum(VISIBILITIES).optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
  estimated_nb_files: z.int().optional(),
  nb_files: z.int().openapi({ description: "Files that were accepted or refused" }),
  nb_refused: z.int(),
  nb_items: z.int().openapi({ description: "Pictures" }),
  nb_prepared: z.int(),
  nb_broken: z.int().openapi({ description: "Pictures that could not be processed" }),
  collections: z.array(z.object({ id: z.uuid(), title: z.string().nullable(), nb_items: z.int() })),
}).openapi("PastUpload");

const problem = z.object({
  file_name: z.string(),
  kind: z.enum(["refused", "broken"]),
  reason: z.string().optional().openapi({ description: "Why it was refused, as in the list of files" }),
  message: z.string().optional(),
  missing_fields: z.array(z.string()).optional(),
  is_queued: z.boolean().openapi({ description: "Its picture will be processed again" }),
}).openapi("UploadProblem");

/** A page of the caller's upload sets. */
export const historyAnswer = answer("The upload sets", z.object({ uploads: z.array(pastUpload), next }));
/** A page of the files of a set that have a problem. */
export const problemsAnswer = answer("The files", z.object({ problems: z.array(problem), next }));
/** How many pictures are processed again. */
export const preparedAnswer = answer("They will be processed", z.object({ count: z.int() }));
