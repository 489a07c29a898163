/**
 * Sequences of pictures: their order, the headings that follow from it, their line, extent and summary.
 *
 * May import jobs, accounts and core; not `pictures`, which stand on sequences.
 */
export { beginDeletion, deletePicturesOfEnded, endInParts } from "./delete.ts";
export { lockPicturesToDelete, saysNothing } from "./delete_queries.ts";
export { ArrangementError, mergeSequences, splitSequence } from "./arrange.ts";
export { fileNameOrder } from "./file_name_order.ts";
export { finalizeJob } from "./finalize_job.ts";
export { workInParts } from "./finalize_queries.ts";
export {
  finalizeSequence,
  type HeadingOptions,
  lockPicturesOfSequence,
  refreshSummaries,
  updateHeadings,
} from "./queries.ts";
export { findUnknownSequences, selectAllSequences, type Selection } from "./select.ts";
export { undoMerge, undoSplit } from "./undo_arrange.ts";
export { findArrangement } from "./undo_arrange_queries.ts";
export { reorderSequence, SEQUENCE_SORTS, type SequenceSort, sortSequence } from "./sort.ts";
