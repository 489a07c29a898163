/** Sequences of pictures: their order, headings and summary. */
export { deleteSequence } from "./delete.ts";
export { fileNameOrder } from "./file_name_order.ts";
export {
  finalizeSequence,
  type HeadingOptions,
  lockPicturesOfSequence,
  refreshSummaries,
  updateHeadings,
} from "./queries.ts";
export { reorderSequence } from "./reorder.ts";
export { findUnknownSequences, selectAllSequences, type Selection } from "./select.ts";
export { SEQUENCE_SORTS, type SequenceSort, sortSequence } from "./sort.ts";
