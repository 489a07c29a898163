/** Form fields that ask for other metadata than the picture's own. */
import { ApiError } from "../../../core/http/errors.ts";
import { number } from "../../../core/http/lenient_schemas.ts";
import { validate } from "../../../core/http/validation.ts";
import { message } from "../../../core/messages/mod.ts";
import { isWritableTag, type Position } from "../../../core/metadata/mod.ts";
import { z } from "@hono/zod-openapi";
import { type GivenTime, parseCaptureTime } from "./capture_time.ts";

/** What to write into the picture before it is read. */
export interface Overrides {
  position?: Position;
  captureTime?: GivenTime;
  /** By exiv2's names, with exiv2's texts. */
  tags: Map<string, string>;
}

const TIME = "override_capture_time", LONGITUDE = "override_longitude", LATITUDE = "override_latitude";
const coordinates = z.object({ [LONGITUDE]: number().optional(), [LATITUDE]: number().optional() });

/**
 * Reads the overrides of a form.
 * @returns undefined when there are none
 * @throws ApiError 400 naming the field
 */
export function readOverrides(form: Map<string, string>): Overrides | undefined {
  const tags = readTags(form);
  const time = form.get(TIME);
  const captureTime = time === undefined ? undefined : readCaptureTime(time);
  const position = readPosition(form);
  return captureTime || position || tags.size > 0 ? { position, captureTime, tags } : undefined;
}

function readCaptureTime(text: string): GivenTime {
  const time = parseCaptureTime(text);
  if (time) return time;
  const error = text.trim()
    ? message("http.unknown_date_format", { text })
    : message("http.text_without_date", { text });
  throw new ApiError(400, message("uploads.bad_capture_time"), { details: { error } });
}

function readPosition(form: Map<string, string>): Position | undefined {
  const given = Object.fromEntries(
    [LONGITUDE, LATITUDE].filter((name) => form.get(name)).map((name) => [name, form.get(name)]),
  );
  const { [LONGITUDE]: longitude, [LATITUDE]: latitude } = validate(
    coordinates,
    given,
    message("http.bad_parameters"),
  );
  checkBounds("longitude", longitude, 180);
  checkBounds("latitude", latitude, 90);
  if (longitude === undefined && latitude === undefined) return undefined;
  if (latitude === undefined) {
    throw new ApiError(400, message("uploads.longitude_alone"));
  }
  if (longitude === undefined) {
    throw new ApiError(400, message("uploads.latitude_alone"));
  }
  return { longitude, latitude };
}

function checkBounds(name: "longitude" | "latitude", value: number | undefined, bound: number): void {
  if (value === undefined || Math.abs(value) <= bound) return;
  throw new ApiError(400, message("uploads.bad_coordinate", { name, value }), {
    details: { error: message("http.degrees_range", { name, most: bound }) },
  });
}

function readTags(form: Map<string, string>): Map<string, string> {
  const tags = new Map<string, string>();
  for (const [field, text] of form) {
    const name = /^override_((?:Exif|Xmp)\..+)$/.exec(field)?.[1];
    if (!name) continue;
    if (!isWritableTag(name)) {
      throw new ApiError(400, message("uploads.unwritable_tag", { field }));
    }
    tags.set(name, text);
  }
  return tags;
}
