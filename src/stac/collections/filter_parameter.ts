/** The `filter` parameter of routes that filter by fields of collections. */
import { ApiError } from "../../http/errors.ts";
import { type Expression, FilterError } from "../cql2/expression.ts";
import { parseFilter } from "../cql2/parse.ts";

/**
 * Reads a filter; undefined for none.
 * @throws ApiError 400
 */
export function readFilter<T>(text: string | undefined, compile: (expression: Expression) => T): T | undefined {
  if (!text) return undefined;
  if (text.includes("status")) {
    throw new ApiError(
      400,
      text.includes("'hidden'")
        ? "The status filter is not supported anymore, use the `visibility` filter instead"
        : "The status filter is not supported anymore, use the `show_deleted` parameter instead if you need to query deleted collections",
    );
  }
  try {
    return compile(parseFilter(text));
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    throw new ApiError(400, "Unsupported filter parameter", { details: { error: error.message } });
  }
}
