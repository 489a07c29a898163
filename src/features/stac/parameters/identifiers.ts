/** Lists of ids in a query, such as `ids` and `collections` of a search. */
import { ApiError } from "../../../core/http/errors.ts";
import { message } from "../../../core/messages/mod.ts";
import { UUID } from "../../../core/http/lenient_schemas.ts";

/**
 * Reads UUIDs from text (`["a","b"]`, `[a,b]` or `a,b`), from a repeated parameter or from a JSON array.
 * @returns the ids in lower case, each once: none of an empty list, which nothing is in; undefined without the parameter
 * @throws ApiError 400
 */
export function readIdentifiers(name: string, value: unknown): string[] | undefined {
  if (value === undefined || value === null) return undefined;
  const parts = (Array.isArray(value) ? value : [value]).flatMap(splitList);
  const ids = parts.map((part) => {
    if (typeof part === "string" && UUID.test(part)) return part.toLowerCase();
    throw new ApiError(400, message("stac.ids_format", { name }));
  });
  return [...new Set(ids)];
}

function splitList(part: unknown): unknown[] {
  if (typeof part !== "string") return [part];
  const list = part.trim().replace(/^\[|\]$/g, "").trim();
  return list === "" ? [] : list.split(",").map((id) => id.trim().replace(/^(["'])(.*)\1$/, "$2"));
}
