/** What an edit of a collection changes. */
import { z } from "@hono/zod-openapi";
import { type TagUpdate, tagUpdates } from "../../../../core/tags/mod.ts";
import { ApiError } from "../../../../core/http/errors.ts";
import { message } from "../../../../core/messages/mod.ts";
import { text, word } from "../../../../core/http/lenient_schemas.ts";
import { validate } from "../../../../core/http/validation.ts";
import { SEQUENCE_SORTS, type SequenceSort } from "../../../sequences/mod.ts";
import { type Settings, VISIBILITIES, type Visibility } from "../../../../core/settings/mod.ts";
import { readVisibilityChange } from "../../editing/visibility_change.ts";

/** The body of `PATCH /api/collections/:id`; everything is optional. */
export const collectionEdit = z.object({
  title: text({ max: 250 }).nullish(),
  visible: z.unknown().optional().openapi({ type: "string", enum: ["true", "false"], deprecated: true }),
  visibility: word(...VISIBILITIES).nullish(),
  sortby: z.unknown().optional().openapi({ type: "string", enum: [...SEQUENCE_SORTS] }),
  relative_heading: z.unknown().optional().openapi({
    type: "integer",
    minimum: -180,
    maximum: 180,
    description: "Degrees from the direction of movement; gives every picture a new heading",
  }),
  semantics: tagUpdates,
}).openapi("CollectionEdit");

/** Undefined is what stays. */
export interface CollectionChanges {
  title?: string;
  visibility?: Visibility;
  sort?: SequenceSort;
  /** Degrees from the direction of movement, -180 to 180. */
  relativeHeading?: number;
  tags: TagUpdate[];
}

/** @throws ApiError 400 */
export function readCollectionChanges(body: Record<string, unknown>, settings: Settings): CollectionChanges {
  const given = validate(collectionEdit, body, message("http.bad_parameters"));
  return {
    title: given.title ?? undefined,
    visibility: readVisibilityChange(given, settings),
    sort: given.sortby === undefined ? undefined : readSort(given.sortby),
    relativeHeading: given.relative_heading === undefined ? undefined : readRelativeHeading(given.relative_heading),
    tags: given.semantics ?? [],
  };
}

/** Whether an edit asks for nothing. */
export function changesNothing({ title, visibility, sort, relativeHeading, tags }: CollectionChanges): boolean {
  return [title, visibility, sort, relativeHeading].every((value) => value === undefined) && tags.length === 0;
}

function readSort(value: unknown): SequenceSort {
  const sort = SEQUENCE_SORTS.find((known) => known === value);
  if (!sort) throw new ApiError(400, message("stac.edit_sort"));
  return sort;
}

function readRelativeHeading(value: unknown): number {
  const degrees = typeof value === "string" && /^\s*[+-]?\d+\s*$/.test(value) ? Number(value) : value;
  if (typeof degrees === "number" && Number.isInteger(degrees) && Math.abs(degrees) <= 180) return degrees;
  throw new ApiError(400, message("http.bad_relative_heading"));
}
