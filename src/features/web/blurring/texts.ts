/** Texts that the script of the samples shows. */
export const SAMPLE_TEXTS = [
  "web.blur_another_part",
  "web.blur_boxes",
  "web.blur_sample",
  "web.kind_drawn",
  "web.kind_face",
  "web.kind_plate",
  "web.no_blurs",
] as const;

/** Those of the page for drawing. */
export const DRAWING_TEXTS = ["web.blur_part_missing", "web.blur_part_queued"] as const;
