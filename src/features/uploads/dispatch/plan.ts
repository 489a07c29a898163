/**
 * From the pictures of an upload set to its collections: sort → split → deduplicate → assign. Pure, and a function of the
 * pictures alone: neither the order in which they arrived nor earlier dispatches matter, except that collections are reused.
 */
import { fileNameOrder } from "../../sequences/mod.ts";
import type { SortMethod } from "../upload_set.ts";
import { alignClocks, type ClockReadings } from "./clock.ts";
import { type Duplicate, type DuplicateLimits, findDuplicates } from "./deduplicate.ts";
import { haversine } from "./distance.ts";

/** A picture of an upload set, as dispatch sees it. */
export interface DispatchPicture extends ClockReadings {
  id: string;
  /** Base name of the file it came as, unique in its set. */
  fileName: string;
  /** Degrees, WGS 84. */
  longitude: number;
  latitude: number;
  /** Degrees clockwise from north, as the file (or a person) says; null when unknown. Never one computed from the movement. */
  heading: number | null;
  /** The collection it belongs to, when the set was dispatched before. */
  sequenceId: string | null;
  /** It was dropped as a duplicate by an earlier dispatch and is deleted by now: still part of the journey, but cannot be kept. */
  isGone: boolean;
}

/** Where a set is cut into collections. */
export interface SplitLimits {
  /** Metres between neighbours; more cuts. */
  distance: number;
  /** Seconds between neighbours; more cuts. */
  time: number;
}

/** How to dispatch. */
export interface DispatchRules {
  title: string;
  sortMethod: SortMethod;
  /** Null: everything stays together. */
  split: SplitLimits | null;
  /** Null: duplicates stay. */
  duplicates: DuplicateLimits | null;
}

/** The pictures of one collection. */
export interface CollectionPlan {
  /** A collection to fill again; null to make one. */
  sequenceId: string | null;
  /** Title of a new collection. */
  title: string;
  /** In the order of their ranks. */
  pictures: DispatchPicture[];
}

/** What becomes of a set. */
export interface DispatchPlan {
  collections: CollectionPlan[];
  duplicates: Duplicate[];
}

/** Plans the collections of a set. Others get their turn meanwhile: sets may be large. */
export async function planDispatch(pictures: DispatchPicture[], rules: DispatchRules): Promise<DispatchPlan> {
  const groups = splitPictures(sortPictures(alignClocks(pictures), rules.sortMethod), rules.split);
  const duplicates: Duplicate[] = [];
  if (rules.duplicates) {
    for (const group of groups) duplicates.push(...await findDuplicates(group, rules.duplicates));
  }
  const dropped = new Set(duplicates.map(({ picture }) => picture));
  const remaining = groups.map((group) => group.filter((picture) => !dropped.has(picture) && !picture.isGone))
    .filter((group) => group.length > 0);
  return { collections: assignCollections(remaining, rules.title), duplicates };
}

/**
 * Sorts pictures by time or by file name. Pictures of the same moment, as in a burst without sub-seconds, sort by file name.
 *
 * @see fileNameOrder for the order of names
 */
export function sortPictures(pictures: DispatchPicture[], method: SortMethod): DispatchPicture[] {
  const byName = fileNameOrder(pictures.map(({ fileName }) => fileName));
  const sorted = pictures.toSorted((a, b) =>
    (method.startsWith("time") ? a.time - b.time : 0) || byName(a.fileName, b.fileName)
  );
  return method.endsWith("desc") ? sorted.toReversed() : sorted;
}

/** Cuts between neighbours that are far apart; one group when there are no limits, none when there are no pictures. */
export function splitPictures(pictures: DispatchPicture[], limits: SplitLimits | null): DispatchPicture[][] {
  const groups: DispatchPicture[][] = [];
  let group: DispatchPicture[] = [];
  for (const picture of pictures) {
    const previous = group.at(-1);
    if (!previous || (limits && isFar(previous, picture, limits))) groups.push(group = []);
    group.push(picture);
  }
  return groups;
}

function isFar(a: DispatchPicture, b: DispatchPicture, limits: SplitLimits): boolean {
  return Math.abs(b.time - a.time) > limits.time || haversine(a, b) > limits.distance;
}

/**
 * Gives each group a collection: that of its first picture, or of the first one whose collection no earlier group took,
 * so that sending more pictures keeps what exists. A picture that is in no collection yet asks for a new one.
 */
export function assignCollections(groups: DispatchPicture[][], title: string): CollectionPlan[] {
  const taken = new Set<string>();
  return groups.map((pictures, index) => {
    const sequenceId = pictures.map(({ sequenceId }) => sequenceId).find((id) => id === null || !taken.has(id)) ?? null;
    if (sequenceId) taken.add(sequenceId);
    return { sequenceId, title: groups.length > 1 ? `${title}-${index + 1}` : title, pictures };
  });
}
