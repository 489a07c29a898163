/** The `sortby` parameter of a search (STAC API, Sort extension). */
import { ApiError } from "../../../core/http/errors.ts";
import { message } from "../../../core/messages/mod.ts";

/** What a search can be sorted by; `ts` is the moment of capture. */
export type SearchField = "ts" | "updated" | "created" | "id";

/** One step of an order. */
export interface SearchSort {
  field: SearchField;
  descending: boolean;
}

/** Names of the fields: of this API, and as items have them. */
const FIELDS = new Map<string, SearchField>([
  ["ts", "ts"],
  ["datetime", "ts"],
  ["properties.datetime", "ts"],
  ["updated", "updated"],
  ["properties.updated", "updated"],
  ["created", "created"],
  ["properties.created", "created"],
  ["id", "id"],
]);

/** A plus sign that is not encoded arrives as a space. */
const LIST = /^[+ -]?[\w.]+(,[+ -]?[\w.]+)*$/;

const badSyntax = () => new ApiError(400, message("stac.sort_syntax"));

/**
 * Reads a list of fields, each with its sign, where no sign means ascending; or a list of `{field, direction}`.
 * @returns undefined when nothing was given
 * @throws ApiError 400
 */
export function readSearchSort(value: unknown): SearchSort[] | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : unique(value.map(readObject));
  if (typeof value !== "string" || !LIST.test(value)) throw badSyntax();
  return unique(
    value.split(",").map((part) => ({
      field: readField(part.replace(/^[+ -]/, "")),
      descending: part.startsWith("-"),
    })),
  );
}

function readObject(value: unknown): SearchSort {
  if (typeof value !== "object" || value === null || !("field" in value)) throw badSyntax();
  const direction = "direction" in value ? value.direction : "asc";
  if (direction !== "asc" && direction !== "desc") throw badSyntax();
  return { field: readField(String(value.field)), descending: direction === "desc" };
}

function readField(name: string): SearchField {
  const field = FIELDS.get(name);
  if (!field) throw new ApiError(400, message("stac.sort_field"));
  return field;
}

/** A field that comes again changes nothing. */
function unique(sort: SearchSort[]): SearchSort[] {
  return sort.filter(({ field }, index) => sort.findIndex((other) => other.field === field) === index);
}

/** The last updated first. */
export const LAST_UPDATED: SearchSort[] = [{ field: "updated", descending: true }];
