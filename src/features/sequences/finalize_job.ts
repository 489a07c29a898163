/** The `finalize` job: headings from the movement, then the line, the extent and the summary of a sequence. */
import type { Sql, Transaction } from "../../core/db/sql.ts";
import { JobInterrupted, type JobKind, queueJobAgain, wasQueuedBefore } from "../jobs/mod.ts";
import { deleteAllParts } from "./delete.ts";
import {
  findVersion,
  isLong,
  listVertices,
  markCells,
  type PartSummaryRow,
  summarizePart,
  withoutWaitingForTheDisk,
  writeSummary,
} from "./finalize_queries.ts";
import { LineBuilder } from "./line.ts";
import { finalizeSequence, listParts, type RankRange, updateHeadings } from "./queries.ts";

/** Pictures in one transaction: on the embedded database, everybody else waits for it. */
const PART = 100;
/** How often a sequence is gathered in one run of the job, while others change it. */
const MOST_ATTEMPTS = 3;
/** Seconds before a ready sequence is gathered again that others keep changing, and for how long in all that is tried. */
const PAUSE = 5, PATIENCE = 600;

/**
 * With `{"keeps_headings": true}`, headings stay as they are: triggers ask for that after changes of long sequences. With
 * `{"deletes_pictures": true}`, it deletes what is left of the pictures of a deleted sequence instead.
 *
 * All effects on the sequence are in the transaction that ends the job. What that takes of a long one is gathered before, part by
 * part: doing that again gives the same. When somebody has changed the sequence meanwhile, it is gathered once more. Where that goes
 * on, as while pictures get tags, one transaction does all: else the sequence would not be ready before everybody leaves it alone.
 * One that is ready already is given a rest before, again and again for some time.
 */
export const finalizeJob: JobKind = {
  async run({ id: jobId, sequenceId, args }, { sql }, stopping) {
    if (sequenceId === null) return {};
    if (args?.deletes_pictures === true) {
      await deleteAllParts(sql, sequenceId, stopping);
      return {};
    }
    const keepsHeadings = args?.keeps_headings === true;
    for (let attempts = 0; attempts < MOST_ATTEMPTS; attempts++) {
      const before = await findVersion(sql, sequenceId);
      const parts = await listParts(sql, sequenceId, PART);
      if (!before || parts.length <= 1) break;
      const gathered = await gather(sql, sequenceId, {
        parts,
        isReady: before.is_ready,
        keepsHeadings,
        stopping,
      });
      const isSame = (now: typeof before) => now.updated_at === before.updated_at;
      const after = await findVersion(sql, sequenceId);
      if (!after || !isSame(after)) continue;
      return {
        async commit(tx) {
          const now = await findVersion(tx, sequenceId, { locks: true });
          if (!now) return;
          if (isSame(now)) await writeSummary(tx, sequenceId, gathered);
          else await queueJobAgain(tx, jobId);
        },
      };
    }
    return {
      async commit(tx) {
        // Not locked yet: pictures, which get headings, are locked before their sequence.
        const now = await findVersion(tx, sequenceId);
        if (now?.is_ready && await isLong(tx, sequenceId) && !await wasQueuedBefore(tx, jobId, PATIENCE)) {
          await queueJobAgain(tx, jobId, { seconds: PAUSE });
        } else await finalizeAtOnce(tx, sequenceId, keepsHeadings);
      },
    };
  },
};

async function finalizeAtOnce(tx: Transaction, sequenceId: string, keepsHeadings: boolean): Promise<void> {
  if (!keepsHeadings) await updateHeadings(tx, sequenceId);
  await finalizeSequence(tx, sequenceId);
}

async function gather(
  sql: Sql,
  sequenceId: string,
  { parts, isReady, keepsHeadings, stopping }: {
    parts: RankRange[];
    isReady: boolean;
    keepsHeadings: boolean;
    stopping: AbortSignal;
  },
): Promise<{ parts: PartSummaryRow[]; line: string | null }> {
  const line = new LineBuilder(), summaries: PartSummaryRow[] = [];
  for (const part of parts) {
    if (stopping.aborted) throw new JobInterrupted();
    if (!keepsHeadings || !isReady) {
      await sql.begin(async (tx) => {
        await Promise.all([
          withoutWaitingForTheDisk(tx),
          keepsHeadings ? undefined : updateHeadings(tx, sequenceId, { part }),
          isReady ? undefined : markCells(tx, sequenceId, part),
        ]);
      });
    }
    line.add(await listVertices(sql, sequenceId, part, line.lastRank));
    summaries.push(...await summarizePart(sql, sequenceId, part));
  }
  return { parts: summaries, line: line.toEwkb() };
}
