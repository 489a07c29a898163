/** Finds pictures taken at the same place in the same direction, as at a red light. */
import { degreesSpanned, haversine } from "./distance.ts";
import type { DispatchPicture } from "./picture.ts";

export interface DuplicateLimits {
  /** Metres; up to so far apart, two pictures may be duplicates. */
  distance: number;
  /** Degrees between their headings, at most. */
  rotation: number;
}

export interface Duplicate {
  picture: DispatchPicture;
  /** The one to keep. */
  of: DispatchPicture;
  /** Metres. */
  distance: number;
  /** Degrees; null when one of the headings is unknown or computed. */
  angle: number | null;
}

/** The duplicates of a group: of several alike, the first stays. */
export function findDuplicates(group: DispatchPicture[], limits: DuplicateLimits): Duplicate[] {
  const neighbours = new Neighbourhood(group, limits.distance);
  const found = new Map<DispatchPicture, Duplicate>();
  for (const kept of group) {
    if (found.has(kept)) continue;
    for (const picture of neighbours.of(kept)) {
      if (picture === kept || found.has(picture)) continue;
      const distance = haversine(kept, picture);
      const angle = angleBetween(kept, picture);
      if (distance <= limits.distance && (angle === null || angle <= limits.rotation)) {
        found.set(picture, { picture, of: kept, distance, angle });
      }
    }
  }
  return [...found.values()];
}

/** Smallest difference of the headings, 0 to 180 degrees. */
function angleBetween(a: DispatchPicture, b: DispatchPicture): number | null {
  if (a.heading === null || b.heading === null || a.isHeadingComputed || b.isHeadingComputed) return null;
  const difference = Math.abs(a.heading - b.heading) % 360;
  return Math.min(difference, 360 - difference);
}

/**
 * Pictures by latitude, so that a picture's neighbours are a slice: comparing all pairs of a set of 20,000 pictures would
 * take minutes.
 */
class Neighbourhood {
  readonly #byLatitude: DispatchPicture[];

  constructor(pictures: DispatchPicture[], private readonly metres: number) {
    this.#byLatitude = pictures.toSorted((a, b) => a.latitude - b.latitude);
  }

  /** Pictures that may be near enough, the given one among them. */
  *of(picture: DispatchPicture): Generator<DispatchPicture> {
    const span = degreesSpanned(this.metres, picture.latitude);
    // Room for rounding: whoever asks measures the distance exactly.
    const reach = span.latitude * 1.001 + 1e-9;
    for (let i = this.#firstFrom(picture.latitude - reach); i < this.#byLatitude.length; i++) {
      const other = this.#byLatitude[i];
      if (other.latitude > picture.latitude + reach) return;
      const apart = Math.abs(other.longitude - picture.longitude);
      if (Math.min(apart, 360 - apart) <= span.longitude * 1.001 + 1e-9) yield other;
    }
  }

  #firstFrom(latitude: number): number {
    let low = 0, high = this.#byLatitude.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#byLatitude[middle].latitude < latitude) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
