/** The query parameters of the list of a collection's items. */
import { ApiError } from "../../../core/http/errors.ts";
import { message } from "../../../core/messages/mod.ts";
import { UUID } from "../../../core/http/lenient_schemas.ts";
import { type BoundingBox, readBoundingBox } from "../parameters/bbox.ts";
import { type Interval, readInterval } from "../parameters/datetime.ts";
import { readTimestamp } from "../parameters/moment.ts";
import { readLimit, readWholeNumber } from "../parameters/limit.ts";

/** Which items of a collection are asked for. */
export interface ItemListParameters {
  /** Undefined for all items. */
  limit?: number;
  /** Only items of a greater rank. */
  startAfterRank?: number;
  /** Start with the page that holds this picture. */
  withPicture?: string;
  bbox?: BoundingBox;
  /** Of the capture. */
  interval?: Interval;
  /** The last two as given, for the addresses of other pages. */
  bboxText?: string;
  datetimeText?: string;
}

const LIMIT = {
  max: 10_000,
  fallback: undefined,
  notANumber: () => new ApiError(400, message("stac.items_limit_not_a_number")),
  outOfRange: () => new ApiError(400, message("stac.items_limit_range")),
};

/**
 * Reads the parameters.
 * @param queries the values of a parameter, or undefined
 * @throws ApiError 400
 */
export function readItemListParameters(queries: (name: string) => string[] | undefined): ItemListParameters {
  const query = (name: string) => queries(name)?.[0];
  const limit = readLimit(query("limit"), LIMIT);
  const startAfterRank = readStartAfterRank(query("startAfterRank"));
  const withPicture = query("withPicture");
  if (withPicture !== undefined) {
    if (startAfterRank !== undefined) {
      throw new ApiError(400, message("stac.rank_and_picture"));
    }
    if (!UUID.test(withPicture)) throw new ApiError(400, message("stac.with_picture_format"));
  }
  const bboxText = queries("bbox")?.join(",") || undefined, datetimeText = query("datetime") || undefined;
  return {
    limit,
    startAfterRank,
    withPicture: withPicture?.toLowerCase(),
    bbox: readBoundingBox(bboxText),
    interval: readInterval(datetimeText, readTimestamp),
    bboxText,
    datetimeText,
  };
}

function readStartAfterRank(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const rank = readWholeNumber(text);
  if (rank === undefined) {
    throw new ApiError(400, message("stac.rank_not_a_number"));
  }
  if (rank < 1) throw new ApiError(400, message("stac.rank_range"));
  return rank;
}
