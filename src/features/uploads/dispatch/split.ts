/** Where a set is cut into several collections. */
import { haversine } from "./distance.ts";
import type { DispatchPicture } from "./picture.ts";

export interface SplitLimits {
  /** Metres between neighbours; more cuts. */
  distance: number;
  /** Seconds between neighbours; more cuts. */
  time: number;
}

/** Groups neighbours; one group when there are no limits, none when there are no pictures. */
export function splitPictures(pictures: DispatchPicture[], limits: SplitLimits | null): DispatchPicture[][] {
  const groups: DispatchPicture[][] = [];
  for (const [index, picture] of pictures.entries()) {
    const previous = pictures[index - 1];
    if (!previous || (limits && isFar(previous, picture, limits))) groups.push([]);
    groups.at(-1)!.push(picture);
  }
  return groups;
}

function isFar(a: DispatchPicture, b: DispatchPicture, limits: SplitLimits): boolean {
  return Math.abs(b.time - a.time) > limits.time || haversine(a, b) > limits.distance;
}
