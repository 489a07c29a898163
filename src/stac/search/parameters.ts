/** The parameters of a search, the same in a query string and in a JSON body. */
import { ApiError } from "../../http/errors.ts";
import { type BoundingBox, readBoundingBox } from "../parameters/bbox.ts";
import { type Interval, readInterval } from "../parameters/datetime.ts";
import { type Geometry, readGeometry } from "../parameters/geometry.ts";
import { readIdentifiers } from "../parameters/identifiers.ts";
import { readLimit } from "../parameters/limit.ts";
import { readSearchSort, type SearchSort } from "./sort.ts";

/** All criteria must be met. */
export interface SearchParameters {
  limit: number;
  /** Undefined to have the nearest first when the search is about a place, else the last updated. */
  sort?: SearchSort[];
  bbox?: BoundingBox;
  interval?: Interval;
  intersects?: Geometry;
  ids?: string[];
  collections?: string[];
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
  return {
    limit: readLimit(given("limit"), LIMIT),
    sort: readSearchSort(given("sortby")),
    bbox: readBoundingBox(given("bbox")),
    interval: readInterval(given("datetime")),
    intersects: readGeometry(given("intersects")),
    ids: readIdentifiers("ids", given("ids")),
    collections: readIdentifiers("collections", given("collections")),
  };
}
