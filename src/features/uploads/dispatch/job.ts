/** The `dispatch` job: makes collections of the pictures of an upload set. */
import type { Transaction } from "../../../core/db/sql.ts";
import type { DispatchColumns } from "../upload_set.ts";
import { message } from "../../../core/messages/mod.ts";
import { type Job, type JobKind, RecoverableJobError } from "../../jobs/mod.ts";
import { type DispatchPicture, type DispatchRules, planDispatch } from "./plan.ts";
import {
  endDispatch,
  insertSequence,
  linkPictures,
  listPicturesToDispatch,
  lockForDispatch,
  lockPictures,
  markForDeletion,
  type PictureToDispatchRow,
  queueDeletions,
  queueFinalizations,
  rejectDuplicates,
  renumberTitle,
  reviveDropped,
  takeBackDeletions,
  unlinkPictures,
  wasArranged,
} from "./queries.ts";

/** All its effects are in the transaction that ends the job: a set is dispatched whole or not at all. */
export const dispatchJob = {
  run: (job: Job) =>
    Promise.resolve({
      async commit(tx: Transaction) {
        if (job.uploadSetId === null) return;
        try {
          await dispatch(tx, job.uploadSetId);
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          throw new RecoverableJobError(message("uploads.dispatch_failed", { reason }), { cause: error });
        }
      },
    }),
} satisfies JobKind;

/**
 * Dispatches a set. Doing it again, also after more files came or some were deleted, gives what doing it once with all files
 * would: duplicates that were dropped before take part, and stay dropped or are kept after all.
 *
 * Once a person has split or merged collections of the set, its pictures stay where they are: only those that came since are
 * dispatched, into collections of their own.
 */
async function dispatch(tx: Transaction, uploadSetId: string): Promise<void> {
  const settings = await lockForDispatch(tx, uploadSetId);
  if (!settings) return;
  const isArranged = await wasArranged(tx, uploadSetId);
  const recoverable = new Set(isArranged ? [] : await takeBackDeletions(tx, uploadSetId));
  const all = await listPicturesToDispatch(tx, uploadSetId);
  const rows = isArranged ? all.filter(({ sequence_id, is_dropped }) => sequence_id === null && !is_dropped) : all;
  const dropped = new Set(rows.filter(({ is_dropped }) => is_dropped).map(({ id }) => id));
  const former = new Set(rows.map(({ sequence_id }) => sequence_id).filter((id) => id !== null));
  const withoutFile = rows.filter(({ file_name }) => file_name === null).map(({ id }) => id);
  const pictures = rows.flatMap((row) => toDispatchPicture(row, recoverable));

  const { collections, duplicates } = await planDispatch(pictures, rulesOf(settings));

  // In the order of locks: pictures, sequences, jobs.
  const revived = collections.flatMap(({ pictures }) => pictures).map(({ id }) => id).filter((id) => dropped.has(id));
  const doubled = duplicates.filter(({ picture }) => !picture.isGone);
  const doubledIds = doubled.map(({ picture }) => picture.id);
  const changed = [...revived, ...doubledIds, ...withoutFile];
  if (changed.length > 0) await lockPictures(tx, changed);
  if (!isArranged) await unlinkPictures(tx, uploadSetId);
  if (revived.length > 0) await reviveDropped(tx, revived);
  if (doubled.length > 0) await rejectDuplicates(tx, doubled);
  const toDelete = [...doubledIds, ...withoutFile];
  if (toDelete.length > 0) await markForDeletion(tx, toDelete);

  const kept: string[] = [];
  for (const plan of collections) {
    if (plan.sequenceId) await renumberTitle(tx, plan, settings.title);
    const sequenceId = plan.sequenceId ?? await insertSequence(tx, uploadSetId, plan.title);
    await linkPictures(tx, sequenceId, plan.pictures.map(({ id }) => id));
    kept.push(sequenceId);
  }
  await endDispatch(tx, uploadSetId, [...former], kept);
  if (doubled.length > 0) await queueDeletions(tx, doubledIds, true);
  if (withoutFile.length > 0) await queueDeletions(tx, withoutFile, false);
  await queueFinalizations(tx, kept);
}

/** @param recoverable dropped duplicates that are not deleted yet */
function toDispatchPicture(row: PictureToDispatchRow, recoverable: Set<string>): DispatchPicture[] {
  const { id, file_name, gps_time, camera_time, sequence_id, is_dropped, ...place } = row;
  if (file_name === null) return [];
  return [{
    ...place,
    id,
    fileName: file_name,
    gpsTime: secondsOf(gps_time),
    cameraTime: secondsOf(camera_time),
    sequenceId: sequence_id,
    isGone: is_dropped && !recoverable.has(id),
  }];
}

/** Seconds since 1970 of an ISO 8601 time with up to six decimals, of which `Date` knows three. */
function secondsOf(text: string | null): number | null {
  if (text === null) return null;
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds)) return null;
  const decimals = /\.(\d+)/.exec(text)?.[1] ?? "0";
  return Math.floor(milliseconds / 1000) + Number(`0.${decimals}`);
}

/** What a set or else the instance asks for; a limit that neither knows is none. */
function rulesOf(settings: DispatchColumns): DispatchRules {
  const { no_split, split_distance, split_time, no_deduplication, duplicate_distance, duplicate_rotation } = settings;
  return {
    title: settings.title,
    sortMethod: settings.sort_method,
    split: no_split || split_distance === null || split_time === null
      ? null
      : { distance: split_distance, time: split_time },
    duplicates: no_deduplication || duplicate_distance === null || duplicate_rotation === null
      ? null
      : { distance: duplicate_distance, rotation: duplicate_rotation },
  };
}
