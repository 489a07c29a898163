/** Cuts the work of a dispatch into slices, each of which is a transaction. */
import type { CollectionPlan, DispatchPicture } from "./plan.ts";

/** Pictures in one slice: on the embedded database, everybody else waits for it. */
export const SLICE = 100;
/** Collections in one slice. */
const MOST_COLLECTIONS = 20;

/** Where a picture is. */
export interface Place {
  sequenceId: string;
  rank: number;
}

/** A picture that gets to another place. */
export interface Placement {
  id: string;
  /** Where it was when the dispatch was planned; null for one that is in no collection. */
  from: Place | null;
  /** In the collection of the plan. */
  rank: number;
}

/** Some pictures of one collection of the plan. */
export interface Part {
  /** Number of the collection in the plan. */
  collection: number;
  placements: Placement[];
}

/** What was known of pictures when the dispatch was planned. */
export interface Known {
  placeOf(picture: DispatchPicture): Place | null;
  /** The last rank of a collection. */
  lastRankOf(sequenceId: string): number;
}

/**
 * Which pictures get where, slice by slice. Those that are where they belong are left out. A picture is always
 * in one collection: where it is to have a rank that another one still has, it first gets one behind the last.
 */
export function placePictures(collections: CollectionPlan[], known: Known): Part[][] {
  const first: Part[] = [], second: Part[] = [];
  for (const [collection, { sequenceId, pictures }] of collections.entries()) {
    const placements = pictures.map((picture, index) => ({
      id: picture.id,
      from: known.placeOf(picture),
      rank: index + 1,
    }))
      .filter(({ from, rank }) => from === null || from.sequenceId !== sequenceId || from.rank !== rank);
    if (placements.length === 0) continue;
    // What comes new behind the last picture is in nobody's way.
    const last = sequenceId === null ? 0 : known.lastRankOf(sequenceId);
    if (placements.every(({ rank }) => rank > last)) {
      first.push({ collection, placements });
      continue;
    }
    const behind = Math.max(last, pictures.length);
    first.push({ collection, placements: placements.map((it) => ({ ...it, rank: behind + it.rank })) });
    second.push({
      collection,
      placements: placements.map(({ id, rank }) => ({
        id,
        from: { sequenceId: sequenceId ?? "", rank: behind + rank },
        rank,
      })),
    });
  }
  return [...packParts(first), ...packParts(second)];
}

/** Packs parts into slices: large ones are cut, small ones share one. */
function packParts(parts: Part[]): Part[][] {
  const slices: Part[][] = [];
  let slice: Part[] = [], room = 0;
  for (const { collection, placements } of parts) {
    for (let start = 0; start < placements.length;) {
      if (room === 0 || slice.length >= MOST_COLLECTIONS) {
        slices.push(slice = []);
        room = SLICE;
      }
      const taken = placements.slice(start, start + room);
      slice.push({ collection, placements: taken });
      start += taken.length;
      room -= taken.length;
    }
  }
  return slices;
}

/** Cuts a list into parts of so many at most. */
export function chunks<T>(all: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));
}
