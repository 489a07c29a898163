/** Finds pictures taken at the same place in the same direction, as at a red light. */
import { degreesSpanned, haversine } from "./distance.ts";
import { Pace } from "../../../core/pace.ts";
import type { DispatchPicture } from "./plan.ts";

/** When two pictures count as one. */
export interface DuplicateLimits {
  /** Metres; up to so far apart, two pictures may be duplicates. */
  distance: number;
  /** Degrees between their headings, at most. */
  rotation: number;
}

/** A picture that is too similar to another one. */
export interface Duplicate {
  picture: DispatchPicture;
  /** The one to keep. */
  of: DispatchPicture;
  /** Metres. */
  distance: number;
  /** Degrees; null when one of the headings is unknown. */
  angle: number | null;
}

/** Degrees; about a centimetre, so that a distance of 0 has cells too. */
const SMALLEST_CELL = 1e-7;
/** Cells are a little larger than the reach, so that rounding never puts a neighbour two cells away. */
const ROUNDING = 1.001;

/**
 * The duplicates of a group: of several alike, the first stays, but for one that is gone and cannot. Others get their turn
 * meanwhile: groups may be large.
 */
export async function findDuplicates(group: DispatchPicture[], limits: DuplicateLimits): Promise<Duplicate[]> {
  const pace = new Pace();
  const neighbours = new Neighbourhood(limits.distance);
  for (const picture of group) {
    neighbours.add(picture);
    if (pace.isOver()) await pace.rest();
  }
  const found = new Map<DispatchPicture, Duplicate>();
  for (const kept of group) {
    if (kept.isGone || found.has(kept)) continue;
    for (const picture of neighbours.of(kept)) {
      if (pace.isOver()) await pace.rest();
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
  if (a.heading === null || b.heading === null) return null;
  const difference = Math.abs(a.heading - b.heading) % 360;
  return Math.min(difference, 360 - difference);
}

/**
 * Pictures in cells as wide as the search reaches, so that a picture's neighbours are in its cell or in those around it:
 * comparing all pairs of a set of 20,000 pictures would take minutes.
 */
class Neighbourhood {
  /** Pictures by band of latitude, then by cell of longitude. */
  readonly #bands = new Map<number, Map<number, DispatchPicture[]>>();
  readonly #bandHeight: number;
  readonly #metres: number;

  /** @param metres reach of a search */
  constructor(metres: number) {
    this.#metres = metres;
    this.#bandHeight = Math.max(degreesSpanned(metres, 0).latitude, SMALLEST_CELL) * ROUNDING;
  }

  add(picture: DispatchPicture): void {
    const band = Math.floor(picture.latitude / this.#bandHeight);
    const cells = getOrMake(this.#bands, band, () => new Map<number, DispatchPicture[]>());
    const cell = this.#wrapped(Math.floor(picture.longitude / this.#cellWidth(band)), band);
    getOrMake(cells, cell, () => []).push(picture);
  }

  /** Pictures that may be near enough, the given one among them; the caller measures the distance. */
  *of({ latitude, longitude }: DispatchPicture): Generator<DispatchPicture> {
    const own = Math.floor(latitude / this.#bandHeight);
    for (const band of [own - 1, own, own + 1]) {
      const cells = this.#bands.get(band);
      if (!cells) continue;
      const middle = Math.floor(longitude / this.#cellWidth(band));
      const around = new Set([-1, 0, 1].map((step) => this.#wrapped(middle + step, band)));
      for (const cell of around) yield* cells.get(cell) ?? [];
    }
  }

  /** Degrees of longitude. Cells are widest where the band is nearest to a pole; there a single one goes all around. */
  #cellWidth(band: number): number {
    const nearestToPole = Math.max(Math.abs(band - 1), Math.abs(band + 2)) * this.#bandHeight;
    const width = Math.max(degreesSpanned(this.#metres, Math.min(nearestToPole, 90)).longitude, SMALLEST_CELL) *
      ROUNDING;
    return 360 / Math.max(1, Math.floor(360 / width));
  }

  /** The cells on both sides of the antimeridian are neighbours. */
  #wrapped(cell: number, band: number): number {
    const count = Math.round(360 / this.#cellWidth(band));
    return ((cell % count) + count) % count;
  }
}

function getOrMake<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
