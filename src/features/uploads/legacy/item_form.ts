/** The form that brings a picture to a collection. */
import { z } from "@hono/zod-openapi";
import { message } from "../../../core/messages/mod.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { UUID } from "../../../core/http/lenient_schemas.ts";
import { type Overrides, readOverrides } from "../overrides/read.ts";

/** The form of `POST /api/collections/:id/items`. */
export const itemForm = z.object({
  picture: z.unknown().openapi({ type: "string", format: "binary", description: "A JPEG picture" }),
  position: z.int().min(1).openapi({ description: "Rank in the collection" }),
  isBlurred: z.enum(["true", "false"]).optional(),
  id: z.uuid().optional(),
}).openapi("NewItem");

/** What the form says in addition to the picture. */
export interface ItemParameters {
  /** Rank in the collection, from 1. */
  position: number;
  isBlurred: boolean;
  /** Id wanted for the picture. */
  id?: string;
  /** Metadata to write into the picture. */
  overrides?: Overrides;
}

/** @throws ApiError 400 for the first wrong field */
export function readItemParameters(form: Map<string, string>): ItemParameters {
  refuseTextAsCoordinate(form);
  const overrides = readOverrides(form);
  const position = form.get("position"), isBlurred = form.get("isBlurred") || "false", id = form.get("id") || undefined;
  if (position === undefined) throw new ApiError(400, message("uploads.no_position"));
  if (!/^\d{1,15}$/.test(position) || Number(position) < 1) {
    throw new ApiError(400, message("uploads.bad_position"));
  }
  if (isBlurred !== "true" && isBlurred !== "false") {
    throw new ApiError(400, message("uploads.bad_blur_status"));
  }
  if (id && !UUID.test(id)) throw new ApiError(400, message("uploads.bad_id"));
  return { position: Number(position), isBlurred: isBlurred === "true", id: id?.toLowerCase(), overrides };
}

/** This route has words of its own for coordinates that are no numbers. */
function refuseTextAsCoordinate(form: Map<string, string>): void {
  for (const name of ["longitude", "latitude"]) {
    const text = form.get(`override_${name}`);
    if (text === undefined || Number.isFinite(Number(text || NaN))) continue;
    throw new ApiError(400, message("uploads.bad_coordinate", { name, value: text }), {
      details: { error: message("uploads.not_a_coordinate", { text }) },
    });
  }
}
