/** The `finalize` job: headings from the movement, then the line, the extent and the summary of a sequence. */
import type { JobKind } from "../jobs/mod.ts";
import { finalizeSequence, listParts, updateHeadings } from "./queries.ts";

/** Pictures in one transaction: on the embedded database, everybody else waits for it. */
const PART = 500;

/**
 * All effects on the sequence are in the transaction that ends the job. The headings of a long one are computed before, part by
 * part: doing that again gives the same.
 */
export const finalizeJob: JobKind = {
  async run({ sequenceId }, { sql }) {
    if (sequenceId === null) return {};
    const parts = await listParts(sql, sequenceId, PART);
    const isLong = parts.length > 1;
    if (isLong) { for (const part of parts) await updateHeadings(sql, sequenceId, { part }); }
    return {
      async commit(tx) {
        if (!isLong) await updateHeadings(tx, sequenceId);
        await finalizeSequence(tx, sequenceId);
      },
    };
  },
};
