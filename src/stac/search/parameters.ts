/** The parameters of a search, the same in a query string and in a JSON body. */
import { ApiError } from "../../http/errors.ts";
import { type BoundingBox, readBoundingBox } from "../parameters/bbox.ts";
import { type Interval, readInterval } from "../parameters/datetime.ts";
import { type Geometry, readGeometry } from "../parameters/geometry.ts";
import { readIdentifiers } from "../parameters/identifiers.ts";
import { readLimit } from "../parameters/limit.ts";
import type { SqlPiece } from "../cql2/compile.ts";
import { readFilter } from "../cql2/read_filter.ts";
import { defaultOrder } from "./conditions.ts";
import { compileSearchFilter } from "./filter.ts";
import { fits, orderByFields, type SearchOrder } from "./order.ts";
import { type Place, readPlace } from "./place.ts";
import { readSearchSort } from "./sort.ts";
import { invalidToken, type PageKey, readToken } from "./token.ts";

/** All criteria must be met. */
export interface SearchParameters {
  limit: number;
  order: SearchOrder;
  /** The page begins after the row that has these values in the order. */
  after?: PageKey;
  bbox?: BoundingBox;
  interval?: Interval;
  intersects?: Geometry;
  ids?: string[];
  collections?: string[];
  place?: Place;
  filter?: SqlPiece;
}

export const DEFAULT_LIMIT = 10;

const invalidLimit = () => new ApiError(400, "Parameter limit must be either empty or a number between 1 and 10000");
const LIMIT = { max: 10_000, fallback: DEFAULT_LIMIT, notANumber: invalidLimit, outOfRange: invalidLimit };

/**
 * Reads the parameters.
 * @param given the value of a parameter: text, a list of texts when it is repeated, or what a JSON body holds
 * @throws ApiError 400
 */
export function readSearchParameters(given: (name: string) => unknown): SearchParameters {
  const limit = readLimit(given("limit"), LIMIT);
  const sort = readSearchSort(given("sortby"));
  const criteria = {
    limit,
    bbox: readBoundingBox(given("bbox")),
    interval: readInterval(given("datetime")),
    intersects: readGeometry(given("intersects")),
    ids: readIdentifiers("ids", given("ids")),
    collections: readIdentifiers("collections", given("collections")),
    place: readPlace(given),
    filter: readFilter(given("filter"), given("filter-lang"), compileSearchFilter),
    after: readToken(given("token")),
  };
  const order = sort ? orderByFields(sort) : defaultOrder(criteria);
  if (criteria.after && !fits(criteria.after, order)) throw invalidToken();
  return { ...criteria, order };
}
