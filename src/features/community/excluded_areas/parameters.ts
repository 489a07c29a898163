/** Excluded areas as clients send them: GeoJSON features (RFC 7946) with polygons. */
import { message } from "../../../core/messages/mod.ts";
import { z } from "@hono/zod-openapi";
import { ApiError } from "../../../core/http/errors.ts";
import { countPositions, isClosed, MOST_POSITIONS, position, SHORTEST_RING } from "../../../core/http/geojson.ts";
import { boolean, text } from "../../../core/http/lenient_schemas.ts";
import { validate } from "../../../core/http/validation.ts";

/** An area to create. */
export interface NewArea {
  label: string | null;
  is_public: boolean;
  geometry: z.output<typeof geometry>;
}

const LONGEST_LABEL = 1000;
/** Limits for areas that are set together: to exclude the rest of the world, their union is computed. */
const MOST_AREAS = 1000, MOST_POSITIONS_TOGETHER = 20_000;

const ring = z.array(position).min(SHORTEST_RING).refine(isClosed, {
  error: "Value error, All linear rings have the same start and end coordinates",
});
const polygon = z.array(ring).min(1);
const geometry = z.discriminatedUnion("type", [
  z.object({ type: z.literal("Polygon"), coordinates: polygon }),
  z.object({ type: z.literal("MultiPolygon"), coordinates: z.array(polygon).min(1) }),
]).refine((given) => countPositions(given) <= MOST_POSITIONS, {
  error: `Value error, An area has at most ${MOST_POSITIONS} positions`,
});

/** The body of a new excluded area, a GeoJSON feature. */
export const newArea = z.object({
  type: z.literal("Feature"),
  properties: z.object({ label: text({ max: LONGEST_LABEL }).nullish(), is_public: boolean().nullish() }),
  geometry,
}).openapi("NewExcludedArea");
/** The body that replaces all excluded areas. */
export const newAreas = z.object({
  type: z.literal("FeatureCollection"),
  features: z.array(newArea).max(MOST_AREAS, {
    error: `Value error, At most ${MOST_AREAS} areas are set together`,
  }).refine((features) => countPositions(features, MOST_POSITIONS_TOGETHER, 10) <= MOST_POSITIONS_TOGETHER, {
    error: `Value error, Areas that are set together have at most ${MOST_POSITIONS_TOGETHER} positions`,
  }),
})
  .openapi("NewExcludedAreas");

/** @throws ApiError 400 */
export function readNewArea(body: unknown): NewArea {
  return toArea(validate(newArea, body, message("community.area_not_created")));
}

/**
 * @param isInverted the areas are the ones to keep: with none, everything would be excluded
 * @throws ApiError 400
 */
export function readNewAreas(body: unknown, isInverted: boolean): NewArea[] {
  const refusal = message("community.areas_not_replaced");
  const { features } = validate(newAreas, body, refusal);
  if (isInverted && features.length === 0) {
    throw new ApiError(400, refusal, {
      details: [{ fields: ["features"], error: message("community.areas_all_excluded") }],
    });
  }
  return features.map(toArea);
}

function toArea({ properties, geometry }: z.output<typeof newArea>): NewArea {
  const label = properties.label?.replaceAll("\0", "") ?? null;
  return { label, is_public: properties.is_public ?? false, geometry };
}
