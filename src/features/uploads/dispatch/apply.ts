/** The slices of a dispatch: each is a transaction that leaves the set in a state that a dispatch can be planned from. */
import type { Transaction } from "../../../core/db/sql.ts";
import { workInParts } from "../../sequences/mod.ts";
import type { DispatchColumns } from "../upload_set.ts";
import type { Duplicate } from "./deduplicate.ts";
import type { CollectionPlan } from "./plan.ts";
import {
  endEmptyCollections,
  findPlaces,
  linkPictures,
  lockCollections,
  lockPictures,
  unlinkPictures,
} from "./placement_queries.ts";
import {
  beginDispatch,
  insertSequence,
  lockForDispatch,
  markForDeletion,
  queueDeletions,
  queueFinalizations,
  rejectDuplicates,
  renumberTitle,
  reviveDropped,
  takeBackDeletions,
  wasArranged,
} from "./queries.ts";
import type { Part, Placement } from "./slices.ts";

/** What was planned does not fit any more: somebody has changed the set, its pictures or its collections since. */
export class PlanOutdated extends Error {
  override message = "The upload set was changed while it was dispatched";
}

/** The set is gone, and its job with it. */
export class SetGone extends Error {}

/** What all slices of a plan have in common. */
export interface PlanInForce {
  uploadSetId: string;
  rules: DispatchColumns;
  isArranged: boolean;
  collections: CollectionPlan[];
  /** Ids of the collections, by their number in the plan; those that are yet to be made are missing. */
  ids: Map<number, string>;
}

/**
 * Holds the set, so that nobody else dispatches or changes it until the transaction ends.
 * @throws SetGone, PlanOutdated
 */
export async function holdSet(tx: Transaction, { uploadSetId, rules }: PlanInForce): Promise<void> {
  // Sent together: while a transaction waits for its client, everybody else waits for both.
  const [, found] = await Promise.all([workInParts(tx), lockForDispatch(tx, uploadSetId)]);
  if (!found) throw new SetGone();
  if (JSON.stringify(found) !== JSON.stringify(rules)) throw new PlanOutdated();
}

/** Begins a slice that moves pictures. @throws SetGone, PlanOutdated */
async function beginSlice(tx: Transaction, plan: PlanInForce): Promise<void> {
  await holdSet(tx, plan);
  await beginDispatch(tx, plan.uploadSetId);
}

/** Takes pictures that will be deleted out of their collections. */
export async function takeLeavingOut(tx: Transaction, plan: PlanInForce, ids: string[]): Promise<void> {
  await beginSlice(tx, plan);
  await lockPictures(tx, ids);
  const left = await leavePlaces(tx, plan, ids);
  if (left.length > 0) await queueFinalizations(tx, left);
}

/** Drops duplicates, and pictures that have no file. */
export async function dropPictures(
  tx: Transaction,
  plan: PlanInForce,
  { duplicates, withoutFile }: { duplicates: Duplicate[]; withoutFile: string[] },
): Promise<void> {
  await beginSlice(tx, plan);
  const doubled = duplicates.map(({ picture }) => picture.id), ids = [...doubled, ...withoutFile];
  await lockPictures(tx, ids);
  const left = await leavePlaces(tx, plan, ids);
  if (duplicates.length > 0) await rejectDuplicates(tx, duplicates);
  await markForDeletion(tx, ids);
  if (doubled.length > 0) await queueDeletions(tx, doubled, true);
  if (withoutFile.length > 0) await queueDeletions(tx, withoutFile, false);
  if (left.length > 0) await queueFinalizations(tx, left);
}

/**
 * Keeps duplicates that an earlier dispatch dropped.
 * @throws PlanOutdated when one of them is deleted, or being so
 */
export async function keepDropped(tx: Transaction, plan: PlanInForce, ids: string[]): Promise<void> {
  await beginSlice(tx, plan);
  const present = await lockPictures(tx, ids);
  if (present.size < ids.length) throw new PlanOutdated();
  await reviveDropped(tx, ids);
  if (await takeBackDeletions(tx, ids) < ids.length) throw new PlanOutdated();
}

/**
 * Gives pictures their places, and makes the collections that the first of them get into.
 * @returns the ids of those collections, by their number in the plan
 * @throws PlanOutdated when one of them is not where it was
 */
export async function placeParts(tx: Transaction, plan: PlanInForce, parts: Part[]): Promise<Map<number, string>> {
  await beginSlice(tx, plan);
  const all = parts.flatMap(({ placements }) => placements), ids = all.map(({ id }) => id);
  const present = await lockPictures(tx, ids);
  const targets = parts.map(({ collection }) => plan.ids.get(collection)).filter((id) => id !== undefined);
  const left = await leavePlaces(tx, plan, ids, { targets, expected: all });
  const made = new Map<number, string>();
  for (const { collection, placements } of parts) {
    const placed = placements.filter(({ id }) => present.has(id));
    if (placed.length === 0) continue;
    let id = plan.ids.get(collection) ?? made.get(collection);
    if (id === undefined) {
      id = await insertSequence(tx, plan.uploadSetId, plan.collections[collection]?.title ?? plan.rules.title);
      made.set(collection, id);
    }
    await linkPictures(tx, id, placed);
  }
  if (left.length > 0) await queueFinalizations(tx, left);
  return made;
}

/** Gives collections the titles of the plan. */
export async function renumberTitles(tx: Transaction, plan: PlanInForce, collections: CollectionPlan[]): Promise<void> {
  await holdSet(tx, plan);
  await lockCollections(tx, collections.map(({ sequenceId }) => sequenceId).filter((id) => id !== null));
  for (const collection of collections) await renumberTitle(tx, collection, plan.rules.title);
}

/** Has some of the collections finalized, of a plan that has come to its end but for that. @throws SetGone, PlanOutdated */
export async function finalizeSome(tx: Transaction, plan: PlanInForce, sequenceIds: string[]): Promise<void> {
  await holdSet(tx, plan);
  await queueFinalizations(tx, sequenceIds);
}

/**
 * Takes pictures out of the collections that they are in. Those that are empty then are ended, unless the plan fills them again.
 * @param targets the collections that the pictures get into
 * @param expected where the pictures are to be found
 * @returns collections that others stay in although the plan knows nothing of them
 */
async function leavePlaces(
  tx: Transaction,
  plan: PlanInForce,
  ids: string[],
  { targets, expected }: { targets: string[]; expected: Placement[] } = { targets: [], expected: [] },
): Promise<string[]> {
  const places = await findPlaces(tx, ids);
  const sources = places.map(({ seq_id }) => seq_id), involved = [...new Set([...sources, ...targets])];
  if (involved.length > 0) {
    const [alive, isArranged] = await Promise.all([lockCollections(tx, involved), wasArranged(tx, involved)]);
    // What a collection holds that was deleted is being deleted too.
    if (involved.some((id) => !alive.has(id)) || (isArranged && !plan.isArranged)) throw new PlanOutdated();
  }
  const placeOf = new Map(places.toReversed().map((place) => [place.pic_id, place]));
  for (const { id, from } of expected) {
    const found = placeOf.get(id);
    if (found?.seq_id !== from?.sequenceId || found?.rank !== from?.rank) throw new PlanOutdated();
  }
  if (places.length === 0) return [];
  await unlinkPictures(tx, places.map(({ pic_id }) => pic_id));
  const planned = new Set(plan.ids.values());
  return await endEmptyCollections(tx, [...new Set(sources)].filter((id) => !planned.has(id)));
}
