/** Excluded areas as clients send them: GeoJSON features (RFC 7946) with polygons. */
import { z } from "@hono/zod-openapi";
import { ApiError } from "../../../core/http/errors.ts";
import { boolean, text } from "../../../core/http/lax.ts";
import { validate } from "../../../core/http/validation.ts";

/** An area to be made. */
export interface NewArea {
  label: string | null;
  is_public: boolean;
  geometry: z.output<typeof geometry>;
}

const LONGEST_LABEL = 1000;
const SHORTEST_RING = 4;

/** Longitude, latitude, and possibly an altitude, which does not count. */
const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)], z.number());
const ring = z.array(position).min(SHORTEST_RING).refine(
  (positions) => positions[0][0] === positions.at(-1)![0] && positions[0][1] === positions.at(-1)![1],
  { error: "Value error, All linear rings have the same start and end coordinates" },
);
const polygon = z.array(ring).min(1);
const geometry = z.discriminatedUnion("type", [
  z.object({ type: z.literal("Polygon"), coordinates: polygon }),
  z.object({ type: z.literal("MultiPolygon"), coordinates: z.array(polygon).min(1) }),
]);

export const newArea = z.object({
  type: z.literal("Feature"),
  properties: z.object({ label: text({ max: LONGEST_LABEL }).nullish(), is_public: boolean().nullish() }),
  geometry,
}).openapi("NewExcludedArea");
export const newAreas = z.object({ type: z.literal("FeatureCollection"), features: z.array(newArea) })
  .openapi("NewExcludedAreas");

/** @throws ApiError 400 */
export function readNewArea(body: unknown): NewArea {
  return toArea(validate(newArea, body, "Impossible to create an Excluded Area"));
}

/**
 * @param isInverted the areas are what stays: without any, nothing would
 * @throws ApiError 400
 */
export function readNewAreas(body: unknown, isInverted: boolean): NewArea[] {
  const message = "Impossible to replace all Excluded Areas";
  const { features } = validate(newAreas, body, message);
  if (isInverted && features.length === 0) {
    throw new ApiError(400, message, {
      details: [{ fields: ["features"], error: "Without an area, the whole world would be excluded" }],
    });
  }
  return features.map(toArea);
}

function toArea({ properties, geometry }: z.output<typeof newArea>): NewArea {
  const label = properties.label?.replaceAll("\0", "") ?? null;
  return { label, is_public: properties.is_public ?? false, geometry };
}
