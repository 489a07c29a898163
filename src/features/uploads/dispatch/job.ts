/** The `dispatch` job: makes collections of the pictures of an upload set. */
import type { Transaction } from "../../../core/db/sql.ts";
import { type JobKind, RecoverableJobError } from "../../jobs/mod.ts";
import { assignCollections } from "./assign.ts";
import { type Duplicate, type DuplicateLimits, findDuplicates } from "./deduplicate.ts";
import type { DispatchPicture } from "./picture.ts";
import {
  type DispatchSettings,
  endDispatch,
  insertSequence,
  linkPictures,
  listPicturesToDispatch,
  lockForDispatch,
  rejectDuplicates,
  scheduleDeletion,
  unlinkPictures,
} from "./queries.ts";
import { sortPictures } from "./sort.ts";
import { splitPictures } from "./split.ts";

/** All its effects are in the transaction that ends the job: a set is dispatched whole or not at all. */
export const dispatchJob: JobKind = {
  run: (job) =>
    Promise.resolve({
      async commit(tx) {
        try {
          await dispatch(tx, job.uploadSetId!);
        } catch (error) {
          throw new RecoverableJobError(`Upload set dispatch error: ${(error as Error).message}`, { cause: error });
        }
      },
    }),
};

async function dispatch(tx: Transaction, uploadSetId: string): Promise<void> {
  const settings = await lockForDispatch(tx, uploadSetId);
  if (!settings) return;
  const all = await listPicturesToDispatch(tx, uploadSetId);
  const withoutFile = all.filter(({ fileName }) => fileName === null).map(({ id }) => id);
  const pictures = all.filter((picture): picture is DispatchPicture => picture.fileName !== null);
  const former = [...new Set(all.map(({ sequenceId }) => sequenceId).filter((id) => id !== null))];

  const groups = splitPictures(sortPictures(pictures, settings.sort_method), splitLimits(settings));
  const limits = duplicateLimits(settings);
  const duplicates = limits ? await findAllDuplicates(groups, limits) : [];
  const rejected = new Set(duplicates.map(({ picture }) => picture));
  const remaining = groups.map((group) => group.filter((picture) => !rejected.has(picture)));

  await unlinkPictures(tx, uploadSetId);
  if (duplicates.length > 0) await rejectDuplicates(tx, duplicates);
  const gone = [...withoutFile, ...duplicates.map(({ picture }) => picture.id)];
  if (gone.length > 0) await scheduleDeletion(tx, gone);

  const kept: string[] = [];
  for (const plan of assignCollections(remaining, settings.title)) {
    const sequenceId = plan.sequenceId ?? await insertSequence(tx, uploadSetId, plan.title);
    await linkPictures(tx, sequenceId, plan.pictures.map(({ id }) => id));
    kept.push(sequenceId);
  }
  await endDispatch(tx, uploadSetId, former, kept);
}

async function findAllDuplicates(groups: DispatchPicture[][], limits: DuplicateLimits): Promise<Duplicate[]> {
  const found: Duplicate[][] = [];
  for (const group of groups) found.push(await findDuplicates(group, limits));
  return found.flat();
}

/** Null when the set is not to be split, or when a limit is known neither from the set nor from the instance. */
function splitLimits({ no_split, split_distance, split_time }: DispatchSettings) {
  if (no_split || split_distance === null || split_time === null) return null;
  return { distance: split_distance, time: split_time };
}

function duplicateLimits({ no_deduplication, duplicate_distance, duplicate_rotation }: DispatchSettings) {
  if (no_deduplication || duplicate_distance === null || duplicate_rotation === null) return null;
  return { distance: duplicate_distance, rotation: duplicate_rotation };
}
