/** The `sortby` parameter of collections. */
import { ApiError } from "../../../core/http/errors.ts";
import { message } from "../../../core/messages/mod.ts";
import { COLLECTION_FIELDS, type CollectionField } from "./fields.ts";

/** One step of an order. */
export interface SortField {
  field: CollectionField;
  descending: boolean;
}

/** An order in which no two collections are equal. */
export type TotalOrder = [first: SortField, ...others: SortField[]];

/** A plus sign that is not encoded arrives as a space. */
const LIST = /^[+ -]?\w+(,[+ -]?\w+)*$/;

/**
 * Reads a list of fields, each with its sign; no sign means ascending.
 * @throws ApiError 400
 */
export function readSort(text: string): SortField[] {
  if (!LIST.test(text)) throw new ApiError(400, message("stac.sort_syntax"));
  return text.split(",").map((part) => {
    const field = COLLECTION_FIELDS.find((known) => known === part.replace(/^[+ -]/, ""));
    if (!field) throw new ApiError(400, message("stac.sort_column"));
    return { field, descending: part.startsWith("-") };
  });
}

const BY_CREATION: SortField = { field: "created", descending: false };
const BY_ID: SortField = { field: "id", descending: false };

/** The same order, made total: equal rows sort by their creation, then by their id. */
export function completeSort(sort: SortField[]): TotalOrder {
  const [first = BY_CREATION, ...others] = [...sort, BY_CREATION, BY_ID]
    .filter(({ field }, index, all) => all.findIndex((other) => other.field === field) === index);
  return [first, ...others];
}

/** As `sortby` of an address. */
export function sortText(sort: SortField[]): string {
  return sort.map(({ field, descending }) => `${descending ? "-" : "+"}${field}`).join(",");
}
