/** The `finalize` job: headings from the movement, then the line, the extent and the summary of a sequence. */
import type { JobKind } from "../jobs/mod.ts";
import { finalizeSequence, updateHeadings } from "./queries.ts";

/** All its effects are in the transaction that ends the job. */
export const finalizeJob: JobKind = {
  run: ({ sequenceId }) =>
    Promise.resolve({
      async commit(tx) {
        if (sequenceId === null) return;
        await updateHeadings(tx, sequenceId);
        await finalizeSequence(tx, sequenceId);
      },
    }),
};
