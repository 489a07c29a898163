/** The `filter` and `page` parameters of lists of collections. */
import { ApiError } from "../../../core/http/errors.ts";
import { message } from "../../../core/messages/mod.ts";
import type { Expression } from "../cql2/expression.ts";
import { readFilter } from "../cql2/read_filter.ts";

/**
 * Reads a filter of collections.
 * @param language `filter-lang`; CQL2 text without it
 * @returns undefined when none was given
 * @throws ApiError 400
 */
export function readCollectionFilter<T>(
  text: string | undefined,
  compile: (expression: Expression) => T,
  language?: string,
): T | undefined {
  refuseStatus(text);
  return readFilter(text, language, compile);
}

/** Statuses were filtered by before `visibility` and `show_deleted` took their place; callers who still do get a hint. */
function refuseStatus(text: string | undefined): void {
  if (!text?.includes("status")) return;
  throw new ApiError(
    400,
    text.includes("'hidden'") ? message("stac.status_filter_hidden") : message("stac.status_filter_deleted"),
  );
}
