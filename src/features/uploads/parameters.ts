/** What may be said when an upload set is made or changed. */
import { z } from "@hono/zod-openapi";
import { ApiError } from "../../core/http/errors.ts";
import { tagUpdates } from "../../core/tags/mod.ts";
import { checkVisibility } from "../accounts/mod.ts";
import { boolean, dictionary, duration, integer, number, text, word } from "../../core/http/lenient_schemas.ts";
import { validate } from "../../core/http/validation.ts";
import { message } from "../../core/messages/mod.ts";
import { type Settings, VISIBILITIES } from "../../core/settings/mod.ts";
import { SORT_METHODS } from "./upload_set.ts";

/** Of PostgreSQL's integers. */
const INTEGER = { min: -(2 ** 31), max: 2 ** 31 - 1 };

/** What an upload set may be given, and which may be changed later. */
const editableFields = {
  sort_method: word(...SORT_METHODS).nullish(),
  no_split: boolean().nullish(),
  split_distance: integer(INTEGER).nullish(),
  split_time: duration().nullish(),
  no_deduplication: boolean().nullish(),
  duplicate_distance: number().nullish(),
  duplicate_rotation: integer(INTEGER).nullish(),
  semantics: tagUpdates,
  relative_heading: z.unknown().optional().openapi({ type: "integer", minimum: -180, maximum: 180 }),
  visibility: word(...VISIBILITIES).nullish(),
};

/** The body of `POST /api/upload_sets`. */
export const newUploadSet = z.object({
  title: text(),
  estimated_nb_files: integer(INTEGER).nullish(),
  metadata: dictionary().nullish(),
  ...editableFields,
}).openapi("NewUploadSet");

/** The body of `PATCH /api/upload_sets/:id`. */
export const uploadSetChanges = z.strictObject(editableFields).openapi("UploadSetChanges");

type WithHeading<Schema extends z.ZodType> = Omit<z.output<Schema>, "relative_heading"> & { relative_heading?: number };
/** What `readNewUploadSet()` gives. */
export type NewUploadSet = WithHeading<typeof newUploadSet>;
/** What `readUploadSetChanges()` gives; what is absent or null stays. */
export type UploadSetChanges = WithHeading<typeof uploadSetChanges>;

/**
 * Reads the body of `POST /api/upload_sets`.
 * @throws ApiError 400, with every wrong field named
 */
export function readNewUploadSet(body: unknown, settings: Settings): NewUploadSet {
  return checked(validate(newUploadSet, body, message("uploads.cannot_create")), settings);
}

/**
 * Reads the body of `PATCH /api/upload_sets/:id`. What is null stays as it is.
 * @throws ApiError 400, with every wrong or unknown field named
 */
export function readUploadSetChanges(body: unknown, settings: Settings): UploadSetChanges {
  return checked(validate(uploadSetChanges, body, message("uploads.cannot_update")), settings);
}

function checked<Given extends z.output<typeof uploadSetChanges>>(
  { relative_heading, ...given }: Given,
  settings: Settings,
) {
  checkExclusivity(given);
  checkVisibility(given.visibility, settings);
  return {
    ...given,
    relative_heading: relative_heading === undefined ? undefined : readRelativeHeading(relative_heading),
  };
}

function checkExclusivity(given: Omit<UploadSetChanges, "relative_heading">): void {
  if (given.no_split && (given.split_distance ?? given.split_time) != null) {
    throw new ApiError(
      400,
      message("uploads.split_contradiction"),
    );
  }
  if (given.no_deduplication && (given.duplicate_distance ?? given.duplicate_rotation) != null) {
    throw new ApiError(
      400,
      message("uploads.duplicates_contradiction"),
    );
  }
}

/** Degrees from the direction of movement, −180 to 180; fractions are dropped. */
function readRelativeHeading(value: unknown): number {
  const degrees = typeof value === "string" && /^\s*-?\d+\s*$/.test(value) ? Number(value) : value;
  if (typeof degrees === "number" && Number.isFinite(degrees) && Math.abs(Math.trunc(degrees)) <= 180) {
    return Math.trunc(degrees);
  }
  throw new ApiError(400, message("http.bad_relative_heading"));
}
