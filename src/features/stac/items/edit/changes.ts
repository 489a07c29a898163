/** What an edit of an item changes. */
import { z } from "@hono/zod-openapi";
import { type TagUpdate, tagUpdates } from "../../../../core/tags/mod.ts";
import { ApiError } from "../../../../core/http/errors.ts";
import { message } from "../../../../core/messages/mod.ts";
import { number, word } from "../../../../core/http/lenient_schemas.ts";
import { validate } from "../../../../core/http/validation.ts";
import { type Settings, VISIBILITIES, type Visibility } from "../../../../core/settings/mod.ts";
import { readVisibilityChange } from "../../editing/visibility_change.ts";
import { isInCalendar, type Moment, MomentError, readMoment } from "../../parameters/moment.ts";

/** The body of `PATCH …/items/:id`; everything is optional. */
export const itemEdit = z.object({
  visible: z.unknown().optional().openapi({ type: "string", enum: ["true", "false"], deprecated: true }),
  visibility: word(...VISIBILITIES).nullish(),
  heading: z.unknown().optional().openapi({
    type: "integer",
    minimum: 0,
    maximum: 360,
    description: "Degrees clockwise from north",
  }),
  capture_time: z.unknown().optional().openapi({ type: "string", format: "date-time" }),
  longitude: number().nullish(),
  latitude: number().nullish(),
  pitch: number({ min: -90, max: 90 }).nullish(),
  roll: number({ min: -90, max: 90 }).nullish(),
  yaw: number({ min: 0, max: 360 }).nullish(),
  semantics: tagUpdates,
}).openapi("ItemEdit");

/** Undefined is what stays. Angles are in degrees. */
export interface ItemChanges {
  visibility?: Visibility;
  heading?: number;
  captureTime?: Moment;
  position?: { longitude: number; latitude: number };
  /** Keys of the picture's metadata. */
  angles: Partial<Record<"pitch" | "roll" | "yaw", number>>;
  tags: TagUpdate[];
}

/** @throws ApiError 400 */
export function readItemChanges(body: Record<string, unknown>, settings: Settings): ItemChanges {
  const given = validate(itemEdit, body, message("http.bad_parameters"));
  const { pitch, roll, yaw } = given;
  return {
    visibility: readVisibilityChange(given, settings),
    heading: given.heading === undefined ? undefined : readHeading(given.heading),
    captureTime: given.capture_time == null ? undefined : readCaptureTime(given.capture_time),
    position: readPosition(given),
    angles: {
      ...(pitch == null ? {} : { pitch }),
      ...(roll == null ? {} : { roll }),
      ...(yaw == null ? {} : { yaw }),
    },
    tags: given.semantics ?? [],
  };
}

/** Whether the edit is about what the picture shows and where, apart from tags and visibility. */
export function touchesMetadata({ heading, captureTime, position, angles }: ItemChanges): boolean {
  return heading !== undefined || captureTime !== undefined || position !== undefined || Object.keys(angles).length > 0;
}

/** Whether an edit asks for nothing. */
export function changesNothing(changes: ItemChanges): boolean {
  return changes.visibility === undefined && changes.tags.length === 0 && !touchesMetadata(changes);
}

function readHeading(value: unknown): number {
  const degrees = typeof value === "string" && /^\s*\+?\d+\s*$/.test(value) ? Number(value) : value;
  if (typeof degrees === "number" && Number.isInteger(degrees) && degrees >= 0 && degrees <= 360) return degrees;
  throw new ApiError(
    400,
    message("stac.edit_heading"),
  );
}

function readCaptureTime(value: unknown): Moment {
  try {
    const moment = readMoment(String(value));
    if (isInCalendar(moment)) return moment;
    throw new MomentError(message("stac.edit_year"));
  } catch (error) {
    if (!(error instanceof MomentError)) throw error;
    throw new ApiError(
      400,
      message("stac.edit_capture_time"),
      { details: { error: error.text } },
    );
  }
}

function readPosition(
  { longitude, latitude }: { longitude?: number | null; latitude?: number | null },
): ItemChanges["position"] {
  if (longitude == null && latitude == null) return undefined;
  if (latitude == null) {
    throw new ApiError(400, message("stac.longitude_alone"));
  }
  if (longitude == null) {
    throw new ApiError(400, message("stac.latitude_alone"));
  }
  checkCoordinate("longitude", longitude, 180);
  checkCoordinate("latitude", latitude, 90);
  return { longitude, latitude };
}

function checkCoordinate(name: string, degrees: number, most: number): void {
  if (Math.abs(degrees) <= most) return;
  const text = Number.isInteger(degrees) ? degrees.toFixed(1) : String(degrees);
  throw new ApiError(400, message("stac.coordinate_range", { name, value: text }), {
    details: { error: message("http.degrees_range", { name, most }) },
  });
}
