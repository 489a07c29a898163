/** Sequences of pictures: their order, headings and summary. */
export { updateHeadings } from "./queries.ts";
export { reorderSequence } from "./reorder.ts";
export { findUnknownSequences, selectAllSequences, type Selection } from "./select.ts";
