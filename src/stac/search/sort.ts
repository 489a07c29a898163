/** The `sortby` parameter of a search. */
import type { Fragment, Queryable } from "../../db/sql.ts";
import { ApiError } from "../../http/errors.ts";

export const SEARCH_FIELDS = ["ts", "updated", "id"] as const;

export interface SearchSort {
  field: (typeof SEARCH_FIELDS)[number];
  descending: boolean;
}

const LIST = /^[+-]?\w+(,[+-]?\w+)*$/;

/**
 * Reads a list of fields, each with its sign; no sign means ascending.
 * @returns undefined when nothing was given
 * @throws ApiError 400
 */
export function readSearchSort(value: unknown): SearchSort[] | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value !== "string" || !LIST.test(value)) {
    throw new ApiError(400, "Unsupported sortby parameter: syntax isn't correct");
  }
  return value.split(",").map((part) => {
    const field = SEARCH_FIELDS.find((known) => known === part.replace(/^[+-]/, ""));
    if (!field) throw new ApiError(400, "Unsupported sortby parameter: invalid field");
    return { field, descending: part.startsWith("-") };
  });
}

/** The last updated first. */
export const LAST_UPDATED: SearchSort[] = [{ field: "updated", descending: true }];

/** ORDER BY of the fields, of `pictures` as `p`; the id makes the order total. */
export function searchOrder(sql: Queryable, sort: SearchSort[]): Fragment {
  const column = { ts: sql`p.ts`, updated: sql`p.updated_at`, id: sql`p.id` };
  const fields = sort.map(({ field, descending }) => descending ? sql`${column[field]} DESC` : column[field]);
  if (!sort.some(({ field }) => field === "id")) fields.push(column.id);
  return fields.reduce((all, next) => sql`${all}, ${next}`);
}
