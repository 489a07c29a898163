/** The query parameters of lists of collections. */
import { ApiError } from "../../../core/http/errors.ts";
import { message } from "../../../core/messages/mod.ts";
import type { SqlPiece } from "../cql2/compile.ts";
import type { Expression } from "../cql2/expression.ts";
import { type BoundingBox, readBoundingBox } from "../parameters/bbox.ts";
import { type Interval, readInterval } from "../parameters/datetime.ts";
import { readLimit } from "../parameters/limit.ts";
import { type Moment, MomentError, readMoment } from "../parameters/moment.ts";
import { excludesNull } from "../cql2/expression.ts";
import { type CollectionField, NULLABLE_FIELDS } from "./fields.ts";
import { compileFilter } from "./filter.ts";
import { readCollectionFilter } from "./filter_parameter.ts";
import { isReadBackwards, leadingBound } from "./keyset.ts";
import { completeSort, readSort, type TotalOrder } from "./sort.ts";

/** Which collections are asked for. */
export interface CollectionListParameters {
  /** Only collections of this account, who also sees those that are still processed. */
  owner?: string;
  limit: number;
  sort: TotalOrder;
  /** Deleted collections are listed too, as tombstones. */
  showsDeleted: boolean;
  filter?: SqlPiece;
  /** Fields that collections of the list may lack. */
  nullable: readonly CollectionField[];
  /** A page of the list, from a paging link. */
  page?: Page;
  bbox?: BoundingBox;
  /** Days of capture. */
  interval?: Interval;
  createdAfter?: Moment;
  createdBefore?: Moment;
  /** As given, for the addresses of other pages. */
  raw: Partial<Record<(typeof CARRIED)[number], string>>;
}

/** A part of the list. */
export interface Page {
  condition: SqlPiece;
  /** The page is the last rows that match, not the first ones. */
  isReadBackwards: boolean;
}

/** Parameters that links repeat as they were given. */
const CARRIED = [
  "limit",
  "filter",
  "filter-lang",
  "show_deleted",
  "bbox",
  "datetime",
  "created_after",
  "created_before",
] as const;

const LIMIT = {
  max: 1000,
  fallback: 100,
  notANumber: () => new ApiError(400, message("stac.collections_limit_not_a_number")),
  outOfRange: () => new ApiError(400, message("stac.collections_limit_range")),
};

/** How clients asked for deleted collections before `show_deleted` existed. */
const OLD_SHOW_DELETED = "status IN ('deleted','ready') AND";

/**
 * Reads the parameters.
 * @param query the values of a parameter, or undefined
 * @param defaultSort the order when the caller asks for none
 * @throws ApiError 400
 */
export function readCollectionListParameters(
  query: (name: string) => string[] | undefined,
  defaultSort = "+created",
): CollectionListParameters {
  const first = (name: string) => query(name)?.[0];
  const raw: CollectionListParameters["raw"] = {};
  for (const name of CARRIED) raw[name] = name === "bbox" ? query(name)?.join(",") : first(name);
  if (raw.filter?.includes(OLD_SHOW_DELETED)) {
    raw.filter = raw.filter.replace(OLD_SHOW_DELETED, "").trim();
    raw.show_deleted = "true";
  }
  const sort = completeSort(readSort(first("sortby") || defaultSort));
  const filter = readCollectionFilter(raw.filter, (expression) => ({
    condition: compileFilter(expression),
    nullable: NULLABLE_FIELDS.filter((field) => !excludesNull(expression, field)),
  }), raw["filter-lang"]);
  return {
    limit: readLimit(raw.limit, LIMIT),
    sort,
    showsDeleted: raw.show_deleted?.toLowerCase() === "true",
    filter: filter?.condition,
    nullable: filter?.nullable ?? NULLABLE_FIELDS,
    page: readCollectionFilter(first("page"), (expression) => compilePage(expression, sort)),
    bbox: readBoundingBox(query("bbox")),
    interval: readInterval(raw.datetime),
    createdAfter: readCreation("created_after", raw.created_after),
    createdBefore: readCreation("created_before", raw.created_before),
    raw,
  };
}

function compilePage(expression: Expression, [first]: TotalOrder): Page {
  const bound = leadingBound(expression, first.field);
  return {
    condition: compileFilter(bound ? { kind: "and", left: bound, right: expression } : expression),
    isReadBackwards: isReadBackwards(expression, first),
  };
}

function readCreation(name: string, text: string | undefined): Moment | undefined {
  if (text === undefined) return undefined;
  try {
    return readMoment(text);
  } catch (error) {
    if (!(error instanceof MomentError)) throw error;
    throw new ApiError(400, message("stac.creation_invalid", { name }), { details: { error: error.text } });
  }
}
