/** What an edit of many items changes. */
import { z } from "@hono/zod-openapi";
import { number, uuid, word } from "../../../../core/http/lenient_schemas.ts";
import { validate } from "../../../../core/http/validation.ts";
import { message } from "../../../../core/messages/mod.ts";
import { type Settings, VISIBILITIES, type Visibility } from "../../../../core/settings/mod.ts";
import { checkVisibility } from "../../../accounts/mod.ts";

/** Items of one edit, at most. */
export const MOST_ITEMS = 10_000;
/** Seconds of a century: cameras whose clock was never set begin in 1970 or 1980. */
const LONGEST_SHIFT = 3_155_760_000;

const items = z.array(uuid()).min(1).max(MOST_ITEMS);

/** The body of `PATCH …/items`. */
export const manyItemsEdit = z.object({
  items: items.nullish().openapi({ description: "By default all items of the collection" }),
  visibility: word(...VISIBILITIES).nullish(),
  capture_time_shift: number({ min: -LONGEST_SHIFT, max: LONGEST_SHIFT }).nullish().openapi({
    description: "Seconds that are added to the capture time of each",
  }),
}).openapi("ItemsEdit");

/** The body of `POST …/items/delete`. */
export const itemsDeletion = z.object({ items }).openapi("ItemsDeletion");

/** Undefined is what stays. */
export interface ManyItemsChanges {
  /** Undefined for all items of the collection. */
  ids?: string[];
  visibility?: Visibility;
  /** Seconds. */
  shift?: number;
}

/** @throws ApiError 400 */
export function readManyItemsChanges(body: unknown, settings: Settings): ManyItemsChanges {
  const given = validate(manyItemsEdit, body ?? {}, message("http.bad_parameters"));
  checkVisibility(given.visibility, settings);
  return {
    ids: given.items ? [...new Set(given.items)] : undefined,
    visibility: given.visibility ?? undefined,
    shift: given.capture_time_shift || undefined,
  };
}
