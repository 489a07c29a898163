/** What the blurring API says about a picture. */
import { z } from "zod";
import { logger } from "../../../core/log.ts";
import type { Size } from "../../../core/imaging/codec/mod.ts";

const log = logger("blur");

type Point = [x: number, y: number];

/** A part of the picture and what is seen there. */
export interface Detection {
  /** GeoJSON Polygon in pixels, origin at the top left. */
  shape: { type: "Polygon"; coordinates: Point[][] };
  semantics: { key: string; value: string }[];
}

/** What the blurring API says about a picture. */
export interface BlurMetadata {
  /** By which the blurring API finds the parts it kept. */
  blurringId?: string;
  detections: Detection[];
  /** What could not be used, and why. */
  warnings: string[];
}

const pixel = z.int();
const point = z.tuple([pixel, pixel]);
const ring = z.array(point).min(4).max(10_000)
  .refine((points) => points.at(0)?.join() === points.at(-1)?.join(), "The ring is not closed");
const box = z.tuple([pixel, pixel, pixel, pixel]);
const annotation = z.object({
  shape: z.union([
    box.transform(([left, top, right, bottom]): Detection["shape"] => ({
      type: "Polygon",
      coordinates: [[[left, top], [right, top], [right, bottom], [left, bottom], [left, top]]],
    })),
    z.object({ type: z.literal("Polygon"), coordinates: z.array(ring).min(1).max(100) }),
  ]),
  semantics: z.array(z.object({ key: z.string().max(256), value: z.string().max(2048) })).max(1000),
});
const answer = z.object({
  blurring_id: z.string().max(1000).nullish(),
  annotations: z.array(z.unknown()).max(10_000).nullish(),
});

/**
 * Reads what the blurring API says. What cannot be read is left out: the picture is blurred nevertheless.
 * @param size of the blurred picture: no detection lies outside
 */
export function readBlurMetadata(text: string | undefined, size: Size): BlurMetadata {
  const nothing = { detections: [], warnings: [] };
  if (text === undefined || text.trim() === "") return nothing;
  let parsed: z.output<typeof answer>;
  try {
    parsed = answer.parse(JSON.parse(text));
  } catch (error) {
    log.warn("Impossible to parse blurring metadata API response: {error}", { error: String(error) });
    return nothing;
  }
  const warnings: string[] = [];
  const detections = (parsed.annotations ?? []).flatMap((given) => {
    const { data, error } = annotation.safeParse(given);
    const problem = error ? invalid(error) : outside(data, size);
    if (problem !== undefined) warnings.push(problem);
    return data && problem === undefined ? [data] : [];
  });
  return { blurringId: parsed.blurring_id ?? undefined, detections, warnings };
}

function invalid({ issues: [issue] }: z.ZodError): string {
  return `Impossible to create an annotation: ${
    JSON.stringify({ details: [{ fields: issue?.path, error: issue?.message }] })
  }`;
}

function outside({ shape }: Detection, { width, height }: Size): string | undefined {
  const found = shape.coordinates.flat().find(([x, y]) => x < 0 || y < 0 || x > width || y > height);
  if (!found) return undefined;
  const [x, y] = found;
  const details = `Annotation shape's coordinates should be in pixel, between [0, 0] and [${width}, ${height}]`;
  return `Annotation shape is outside the range of the picture: ${JSON.stringify({ details, value: { x, y } })}`;
}
