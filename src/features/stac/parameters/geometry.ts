/** The `intersects` parameter: a GeoJSON geometry (RFC 7946 section 3.1) in WGS 84 degrees. */
import { z } from "@hono/zod-openapi";
import { ApiError } from "../../../core/http/errors.ts";
import { message } from "../../../core/messages/mod.ts";
import { countPositions, isClosed, MOST_POSITIONS, position, SHORTEST_RING } from "../../../core/http/geojson.ts";

const MOST_MEMBERS = 100;

const line = z.array(position).min(2);
const ring = z.array(position).min(SHORTEST_RING).refine(isClosed, "should start and end at the same position");
const polygon = z.array(ring).min(1);

const simple = [
  z.object({ type: z.literal("Point"), coordinates: position }),
  z.object({ type: z.literal("MultiPoint"), coordinates: z.array(position).min(1) }),
  z.object({ type: z.literal("LineString"), coordinates: line }),
  z.object({ type: z.literal("MultiLineString"), coordinates: z.array(line).min(1) }),
  z.object({ type: z.literal("Polygon"), coordinates: polygon }),
  z.object({ type: z.literal("MultiPolygon"), coordinates: z.array(polygon).min(1) }),
] as const;

/** Collections of collections are left out, as RFC 7946 section 3.1.8 advises. */
export const geometrySchema = z.discriminatedUnion("type", [
  ...simple,
  z.object({
    type: z.literal("GeometryCollection"),
    geometries: z.array(z.discriminatedUnion("type", simple)).min(1).max(MOST_MEMBERS),
  }),
]);

/** A GeoJSON geometry in WGS 84 degrees. */
export type Geometry = z.infer<typeof geometrySchema>;
/** A geometry that is not a collection of others. */
export type SimpleGeometry = Exclude<Geometry, { type: "GeometryCollection" }>;

/**
 * The parts of a geometry, to be compared one by one: of a collection that holds a polygon crossing itself PostGIS throws,
 * while it takes the polygon itself; and the spatial index looks at all that lies between parts that are far from each other.
 */
export function simpleGeometries(geometry: Geometry): SimpleGeometry[] {
  const members = geometry.type === "GeometryCollection" ? geometry.geometries : [geometry];
  const parts = members.flatMap(partsOf);
  return parts.length > MOST_MEMBERS ? members : parts;
}

function partsOf(geometry: SimpleGeometry): SimpleGeometry[] {
  switch (geometry.type) {
    case "MultiPoint":
      return geometry.coordinates.map((coordinates) => ({ type: "Point", coordinates }));
    case "MultiLineString":
      return geometry.coordinates.map((coordinates) => ({ type: "LineString", coordinates }));
    case "MultiPolygon":
      return geometry.coordinates.map((coordinates) => ({ type: "Polygon", coordinates }));
    default:
      return [geometry];
  }
}

/**
 * Reads a geometry, as JSON text or as an object.
 * @returns undefined when nothing was given
 * @throws ApiError 400
 */
export function readGeometry(value: unknown): Geometry | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  const geometry = typeof value === "string" ? parse(value) : value;
  if (countPositions(geometry) > MOST_POSITIONS) {
    throw new ApiError(400, message("stac.too_many_positions", { count: MOST_POSITIONS }));
  }
  const result = geometrySchema.safeParse(geometry);
  if (!result.success) throw notAGeometry(z.prettifyError(result.error));
  return result.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw notAGeometry(error instanceof Error ? error.message : String(error));
  }
}

function notAGeometry(error: string): ApiError {
  return new ApiError(400, message("stac.not_a_geometry"), {
    details: { error },
  });
}
