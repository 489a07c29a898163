/** The parameters of a search, the same in a query string and in a JSON body. */
import { ApiError } from "../../../core/http/errors.ts";
import { message } from "../../../core/messages/mod.ts";
import { type BoundingBox, readBoundingBox, readJsonBoundingBox } from "../parameters/bbox.ts";
import { type Interval, readInterval } from "../parameters/datetime.ts";
import { type Geometry, readGeometry } from "../parameters/geometry.ts";
import { readIdentifiers } from "../parameters/identifiers.ts";
import { readLimit } from "../parameters/limit.ts";
import { readTimestamp } from "../parameters/moment.ts";
import { readFilter } from "../cql2/read_filter.ts";
import { defaultOrder } from "./conditions.ts";
import { compileSearchFilter, type SearchFilter } from "./filter.ts";
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
  /** Nothing is found by an empty list. */
  ids?: string[];
  /** Never empty: without any, all are searched. */
  collections?: string[];
  place?: Place;
  filter?: SearchFilter;
}

/** Items of a page when the caller does not say. */
export const DEFAULT_LIMIT = 10;

const invalidLimit = () => new ApiError(400, message("stac.search_limit"));
const LIMIT = { max: 10_000, fallback: DEFAULT_LIMIT, notANumber: invalidLimit, outOfRange: invalidLimit };

/**
 * Reads the parameters.
 * @param encoding of a JSON body, or of a query string: texts, or lists of texts where a parameter is repeated
 * @throws ApiError 400
 */
export function readSearchParameters(encoding: "query" | "json", given: (name: string) => unknown): SearchParameters {
  const limit = readLimit(given("limit"), { ...LIMIT, isCapped: encoding === "json" });
  const sort = readSearchSort(given("sortby"));
  const collections = readIdentifiers("collections", given("collections"));
  const criteria = {
    limit,
    bbox: encoding === "json" ? readJsonBoundingBox(given("bbox")) : readBoundingBox(given("bbox")),
    interval: readInterval(given("datetime"), readTimestamp),
    intersects: readGeometry(given("intersects")),
    ids: readIdentifiers("ids", given("ids")),
    collections: collections?.length === 0 ? undefined : collections,
    place: readPlace(given),
    filter: readFilter(given("filter"), given("filter-lang"), compileSearchFilter),
    after: readToken(given("token")),
  };
  if (criteria.bbox && criteria.intersects) {
    throw new ApiError(400, message("stac.bbox_and_intersects"));
  }
  const order = sort ? orderByFields(sort) : defaultOrder(criteria);
  if (criteria.after && !fits(criteria.after, order)) throw invalidToken();
  return { ...criteria, order };
}
