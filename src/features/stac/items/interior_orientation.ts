/** The camera of an item (STAC extension perspective-imagery). */
import type { Crop, PictureMetadata } from "./item_row.ts";

export interface InteriorOrientation {
  camera_manufacturer?: string;
  camera_model?: string;
  /** Millimetres. */
  focal_length?: number;
  /** Degrees of the width. */
  field_of_view?: number;
  /** Width and height in pixels; of the full panorama when the picture is a part of one. */
  sensor_array_dimensions?: [number, number];
  /** Left, top, right and bottom margins in pixels around the part that the picture shows. */
  visible_area?: [number, number, number, number];
}

/** `pers:interior_orientation`; empty when nothing is known. */
export function interiorOrientation(metadata: PictureMetadata): InteriorOrientation {
  const { make, model, focal_length, field_of_view, width, height, crop } = metadata;
  return {
    camera_manufacturer: make ?? undefined,
    camera_model: model ?? undefined,
    focal_length: focal_length ?? undefined,
    field_of_view: field_of_view ?? undefined,
    sensor_array_dimensions: crop
      ? [crop.fullWidth, crop.fullHeight]
      : width != null && height != null
      ? [width, height]
      : undefined,
    visible_area: crop ? visibleArea(crop) : undefined,
  };
}

function visibleArea(crop: Crop): [number, number, number, number] | undefined {
  const { left, top } = crop;
  const right = crop.fullWidth - crop.width - left, bottom = crop.fullHeight - crop.height - top;
  return left || top || right || bottom ? [left, top, right, bottom] : undefined;
}
