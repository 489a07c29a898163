/** Shapes of answers about blurring. */
import { z } from "@hono/zod-openapi";

/** Pixels of the upright picture. */
export const blurredBox = z.object({
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
  polygon: z.array(z.tuple([z.number(), z.number()])).optional(),
});

/** A box with what it shows; confidence from 0 to 1. */
export const blurredPart = blurredBox.extend({ kind: z.enum(["face", "plate", "drawn"]), confidence: z.number() });

/** What became of the rest of the picture; null before it was blurred. */
export const blurWay = z.enum(["copied", "recoded", "encoded"]).nullable().openapi({
  description: "Whether other blocks kept their bits, or only what they show; `encoded` when the picture was damaged",
});
