/** The `filter` parameter, in either encoding (STAC API, Filter extension). */
import { ApiError } from "../../../core/http/errors.ts";
import { message } from "../../../core/messages/mod.ts";
import { type Expression, FilterError } from "./expression.ts";
import { parseFilter } from "./parse.ts";
import { parseJsonFilter } from "./parse_json.ts";

/**
 * Reads and compiles a filter.
 * @param filter CQL2 text, CQL2 JSON as text or as an object
 * @param language `filter-lang`; without it, texts are CQL2 text and objects CQL2 JSON
 * @returns undefined when none was given
 * @throws ApiError 400
 */
export function readFilter<T>(
  filter: unknown,
  language: unknown,
  compile: (expression: Expression) => T,
): T | undefined {
  if (language !== undefined && language !== "cql2-text" && language !== "cql2-json") {
    throw new ApiError(400, message("stac.filter_language"));
  }
  if (filter === undefined || filter === null || filter === "") return undefined;
  try {
    return compile(parse(filter, language));
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    throw new ApiError(400, message("http.unsupported_filter"), { details: { error: error.text } });
  }
}

function parse(filter: unknown, language: "cql2-text" | "cql2-json" | undefined): Expression {
  if (typeof filter !== "string") {
    if (language === "cql2-text") throw new FilterError(message("stac.filter_text_encoding"));
    return parseJsonFilter(filter);
  }
  return language === "cql2-json" ? parseJsonFilter(jsonOf(filter)) : parseFilter(filter);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new FilterError(message("stac.filter_not_json"));
  }
}
