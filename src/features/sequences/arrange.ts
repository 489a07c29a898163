/** Splits and merges sequences. What they consisted of before is kept in the history of each. */
import type { Transaction } from "../../core/db/sql.ts";
import {
  annotateChange,
  carryVisibilityOver,
  copySequence,
  copyTags,
  endMergedSequence,
  listLinks,
  lockPicturesOf,
  lockSequences,
  lockUploadSetsOf,
  movePictures,
} from "./arrange_queries.ts";
import { clearSort, finalizeSequence, updateHeadings } from "./queries.ts";
import { orderByCaptureTime } from "./sort.ts";

/** Why a sequence cannot be split, or two cannot be merged. */
export class ArrangementError extends Error {
  override name = "ArrangementError";
  readonly reason: "nothing to move" | "nothing left" | "other owners" | "itself" | "too large" | "not ready";

  constructor(reason: ArrangementError["reason"]) {
    super(reason);
    this.reason = reason;
  }
}

/** Pictures of a sequence that is made by merging, at most. */
const MOST_PICTURES = 100_000;

/**
 * Moves pictures out of a sequence into a new one of the same owner and visibility, with the same tags, in their order.
 * @param wanted which of its pictures move
 * @returns the id of the new sequence
 * @throws ArrangementError
 */
export async function splitSequence(
  tx: Transaction,
  id: string,
  wanted: (pictureIds: string[]) => string[],
  { title, editor }: { title?: string; editor: string },
): Promise<string> {
  await lockUploadSetsOf(tx, [id]);
  await lockPicturesOf(tx, [id]);
  const [sequence] = await lockSequences(tx, [id]);
  if (!sequence?.is_ready) throw new ArrangementError("not ready");
  const links = await listLinks(tx, id);
  const moved = wanted(links.map(({ pic_id }) => pic_id));
  if (moved.length === 0) throw new ArrangementError("nothing to move");
  if (moved.length === links.length) throw new ArrangementError("nothing left");
  const made = await copySequence(tx, id, title, editor);
  await copyTags(tx, id, made, editor);
  const chosen = new Set(moved);
  const ranks = links.filter(({ pic_id }) => chosen.has(pic_id)).map(({ rank }) => rank);
  await annotateChange(tx, id, editor, { pictures: moved, ranks, moved_to: made });
  await movePictures(tx, { from: id, to: made, pictureIds: moved, firstRank: 1 });
  await annotateChange(tx, made, editor, { pictures: [], split_from: id });
  const among = links.map(({ pic_id }) => pic_id);
  for (const changed of [id, made]) await updateHeadings(tx, changed, { among });
  await finalizeSequence(tx, made);
  return made;
}

/**
 * Moves all pictures of a sequence into another one, by their capture time, and deletes the empty one. No picture is seen by
 * more people than before.
 * @throws ArrangementError
 */
export async function mergeSequences(
  tx: Transaction,
  { from, into, editor }: { from: string; into: string; editor: string },
): Promise<void> {
  if (from === into) throw new ArrangementError("itself");
  await lockUploadSetsOf(tx, [from, into]);
  const among = await lockPicturesOf(tx, [from, into]);
  const [one, other] = await lockSequences(tx, [from, into]);
  if (!one || !other || one.account_id !== other.account_id) throw new ArrangementError("other owners");
  if (!one.is_ready || !other.is_ready) throw new ArrangementError("not ready");
  const kept = await listLinks(tx, into), moved = await listLinks(tx, from);
  if (kept.length + moved.length > MOST_PICTURES) throw new ArrangementError("too large");
  const present = new Set(kept.map(({ pic_id }) => pic_id));
  const pictureIds = moved.map(({ pic_id }) => pic_id).filter((id) => !present.has(id));
  await annotateChange(tx, into, editor, { pictures: kept.map(({ pic_id }) => pic_id), merged_from: from });
  await annotateChange(tx, from, editor, { pictures: moved.map(({ pic_id }) => pic_id), merged_into: into });
  await carryVisibilityOver(tx, { from, into, pictureIds, editor });
  await movePictures(tx, { from, to: into, pictureIds, firstRank: (kept.at(-1)?.rank ?? 0) + 1 });
  await copyTags(tx, from, into, editor);
  await endMergedSequence(tx, from);
  await orderByCaptureTime(tx, into);
  await clearSort(tx, into);
  await updateHeadings(tx, into, { among });
  await finalizeSequence(tx, into);
}
