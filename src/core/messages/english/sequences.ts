export const SEQUENCES = {
  // geovisio's text
  "sequences.unsortable":
    "Sort by {name} is not possible on this sequence (no {name} information available on pictures)",
} as const;
