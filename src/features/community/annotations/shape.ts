/** The part of a picture that an annotation marks: a polygon in pixels of the original, origin at the top left. */
import { message } from "../../../core/messages/mod.ts";
import { z } from "@hono/zod-openapi";
import { ApiError } from "../../../core/http/errors.ts";
import { countPositions, isClosed, MOST_POSITIONS, SHORTEST_RING } from "../../../core/http/geojson.ts";
import { integer, word } from "../../../core/http/lenient_schemas.ts";

/** Pixels from the top left corner of the picture. */
export type Position = [x: number, y: number];

/** As in GeoJSON (RFC 7946 §3.1.6), in pixels. */
export interface Polygon {
  type: "Polygon";
  coordinates: Position[][];
}

const DIMENSIONS = 2, BOX_NUMBERS = 4;

/** A list whose length is refused in geovisio's words. */
function list<T extends z.ZodType>(items: T, { min, max }: { min: number; max?: number }) {
  const atLeast = z.array(items).min(min, { error: ({ input }) => wording("least", min, input) });
  return max === undefined ? atLeast : atLeast.max(max, { error: ({ input }) => wording("most", max, input) });
}

function wording(bound: "least" | "most", number: number, input: unknown): string {
  const length = Array.isArray(input) ? input.length : 0;
  return `List should have at ${bound} ${number} items after validation, not ${length}`;
}

const ring = list(list(integer(), { min: DIMENSIONS, max: DIMENSIONS }), { min: SHORTEST_RING });

const polygon = z.unknown().transform((value, context) => {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  context.addIssue({ code: "custom", message: "Input should be a valid dictionary or instance of Polygon" });
  return z.NEVER;
}).pipe(z.object({
  type: word("Polygon"),
  coordinates: list(ring, { min: 1 }).refine((rings) => rings.every(isClosed), {
    error: "Value error, All linear rings have the same start and end coordinates",
  }).refine((rings) => countPositions(rings) <= MOST_POSITIONS, {
    error: `Value error, A shape has at most ${MOST_POSITIONS} positions`,
  }),
}));

const box = list(integer(), { min: BOX_NUMBERS, max: BOX_NUMBERS });

/** Shapes in requests, under the name of their form, `bbox` or `geometry`, which refusals mention. */
export const boxShape = z.object({ bbox: box }).transform(({ bbox }) => boxPolygon(bbox));
/** The shape of an annotation, given as GeoJSON. */
export const geometryShape = z.object({ geometry: polygon }).transform(({ geometry }): Polygon => ({
  type: "Polygon",
  coordinates: geometry.coordinates.map((positions) => positions.map(([x = NaN, y = NaN]): Position => [x, y])),
}));

/** What clients send, for the documentation. */
export const shapeDocument = z.union([
  z.array(z.int()).length(BOX_NUMBERS).openapi({ description: "West, north, east and south, in pixels" }),
  z.object({ type: z.literal("Polygon"), coordinates: z.array(z.array(z.array(z.int()))) }),
]);

/** @param box four numbers, as checked before */
function boxPolygon([west = NaN, north = NaN, east = NaN, south = NaN]: number[]): Polygon {
  return {
    type: "Polygon",
    coordinates: [[[west, north], [east, north], [east, south], [west, south], [west, north]]],
  };
}

/**
 * Refuses a shape that leaves its picture.
 * @param size of the picture, in pixels
 * @throws ApiError 400 naming the first position outside
 */
export function checkRange({ coordinates }: Polygon, size: { width: number; height: number }): void {
  const outside = coordinates.flat().find(([x, y]) => x < 0 || y < 0 || x > size.width || y > size.height);
  if (!outside) return;
  const [x, y] = outside;
  throw new ApiError(400, message("community.annotation_outside_picture"), {
    details: `Annotation shape's coordinates should be in pixel, between [0, 0] and [${size.width}, ${size.height}]`,
    members: { value: { x, y } },
  });
}
