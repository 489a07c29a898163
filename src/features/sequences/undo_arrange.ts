/** Undoes splits and merges of sequences; that is a change itself, which both sequences note in their history. */
import type { Transaction } from "../../core/db/sql.ts";
import type { Visibility } from "../../core/settings/mod.ts";
import { ArrangementError } from "./arrange.ts";
import {
  annotateChange,
  carryVisibilityOver,
  copyTags,
  endMergedSequence,
  type LinkRow,
  listLinks,
  lockPicturesOf,
  lockSequences,
  lockUploadSetsOf,
  movePictures,
} from "./arrange_queries.ts";
import { finalizeSequence, updateHeadings, writeRanks } from "./queries.ts";
import { type Arrangement, findMovedByMerge, restoreVisibilities, reviveSequence } from "./undo_arrange_queries.ts";

/** Which arrangement, and who undoes it. */
export interface UndoArrangement {
  arrangement: Arrangement;
  editor: string;
}

/**
 * Moves the pictures that were split off back to where they were; the other sequence is deleted when nothing is left in it.
 * Pictures that were deleted or moved on since stay where they are.
 * @throws ArrangementError "nothing to move" when none of them is there any more
 */
export async function undoSplit(
  tx: Transaction,
  id: string,
  { arrangement: { id: change, other, pictures, ranks }, editor }: UndoArrangement,
): Promise<void> {
  await lockUploadSetsOf(tx, [id, other]);
  const among = await lockPicturesOf(tx, [id, other]);
  const [one, second] = await lockSequences(tx, [id, other]);
  if (!one || !second) throw new ArrangementError("nothing to move");
  if (one.account_id !== second.account_id) throw new ArrangementError("other owners");
  if (!one.is_ready || !second.is_ready) throw new ArrangementError("not ready");
  const kept = await listLinks(tx, id), links = await listLinks(tx, other);
  const moved = pick(links.map(({ pic_id }) => pic_id), pictures);
  await annotateChange(tx, id, editor, { pictures: moved, undone: change });
  await annotateChange(tx, other, editor, { pictures: moved, undone: change });
  await carryVisibilityOver(tx, { from: other, into: id, pictureIds: moved, editor });
  await movePictures(tx, { from: other, to: id, pictureIds: moved, firstRank: (kept.at(-1)?.rank ?? 0) + 1 });
  await copyTags(tx, other, id, editor);
  const places = new Map(pictures.map((picture, index) => [picture, ranks[index]]));
  await writeRanks(tx, id, backInOrder(kept, moved, places));
  if (moved.length === links.length) await endMergedSequence(tx, other);
  else await finish(tx, other, among);
  await finish(tx, id, among);
}

/**
 * Brings a merged sequence back, with its id, title and visibility, and with those of its pictures that are still in the other one.
 * The pictures get back the visibility that the merge replaced, unless that of the other sequence was made stricter since.
 * @returns the visibilities that are in force again
 * @throws ArrangementError "nothing to move" when none of them is there any more, "nothing left" when no others are
 */
export async function undoMerge(
  tx: Transaction,
  id: string,
  { arrangement: { id: change, other, pictures }, editor }: UndoArrangement,
): Promise<(Visibility | null)[]> {
  await lockUploadSetsOf(tx, [id, other]);
  const among = await lockPicturesOf(tx, [id, other]);
  const [one] = await lockSequences(tx, [id]);
  if (!one?.is_ready) throw new ArrangementError("not ready");
  const merge = await findMovedByMerge(tx, { into: id, from: other, change });
  const revived = await reviveSequence(tx, other);
  if (!merge || !revived) throw new ArrangementError("nothing to move");
  if (revived.account_id !== one.account_id) throw new ArrangementError("other owners");
  const links = await listLinks(tx, id), before = new Set(pictures);
  const moved = pick(merge.pictures, links.map(({ pic_id }) => pic_id)).filter((picture) => !before.has(picture));
  if (moved.length === 0) throw new ArrangementError("nothing to move");
  if (moved.length === links.length) throw new ArrangementError("nothing left");
  await annotateChange(tx, id, editor, { pictures: moved, undone: change });
  await annotateChange(tx, other, editor, { pictures: moved, undone: merge.id });
  const restored = await restoreVisibilities(tx, { change: merge.id, pictureIds: moved, editor });
  await carryVisibilityOver(tx, { from: id, into: other, pictureIds: moved, editor });
  await movePictures(tx, { from: id, to: other, pictureIds: moved, firstRank: 1 });
  for (const changed of [id, other]) await finish(tx, changed, among);
  return [revived.visibility, ...restored];
}

/** Pictures where they were among those that stayed; behind these, where the order has changed since. */
function backInOrder(kept: LinkRow[], moved: string[], places: Map<string, number | undefined>): string[] {
  const back = moved.map((pic_id) => ({ pic_id, rank: places.get(pic_id) ?? Number.MAX_SAFE_INTEGER }));
  return [...kept, ...back].toSorted((a, b) => a.rank - b.rank).map(({ pic_id }) => pic_id);
}

/** Those of the first list that are in the second one. */
function pick(ids: string[], wanted: string[]): string[] {
  const known = new Set(wanted);
  const found = ids.filter((id) => known.has(id));
  if (found.length === 0) throw new ArrangementError("nothing to move");
  return found;
}

async function finish(tx: Transaction, id: string, among: string[]): Promise<void> {
  await updateHeadings(tx, id, { among });
  await finalizeSequence(tx, id);
}
