/** Polygons of the globe for flat maps: cut where the map ends, at 180°. */

/** Longitude and latitude in degrees. */
export type Position = [number, number];
type Ring = Position[];

/** The outer ring, then its holes, each closed (RFC 7946 section 3.1.6). */
export type Polygon = Ring[];

/**
 * Cuts a polygon that crosses the antimeridian, or surrounds a pole, into parts that do not.
 * @param polygon rings whose neighbouring positions are less than half the globe apart, the short way round
 * @returns parts within -180° and 180°; the polygon itself when it crosses nothing
 */
export function cutAtAntimeridian(polygon: Polygon): Polygon[] {
  const [outer = [], ...holes] = polygon.map(unroll);
  const west = Math.min(...outer.map(([longitude]) => longitude));
  const placed = holes.map((hole) => shift(hole, 360 * Math.ceil((west - startOf(hole)[0]) / 360)));
  const parts = [-720, -360, 0, 360, 720].map((distance) =>
    [outer, ...placed].map((ring) => clip(shift(ring, distance))).filter((ring) => areaOf(ring) > 0)
  );
  return parts.filter(([first]) => first && areaOf(clip(first)) > 0);
}

/** The ring with longitudes that go on beyond 180° instead of jumping; one that surrounds a pole is closed along it. */
function unroll(ring: Ring): Ring {
  const start = startOf(ring), unrolled = [start];
  let [last] = start;
  for (const [longitude, latitude] of ring.slice(1)) {
    last = longitude - 360 * Math.round((longitude - last) / 360);
    unrolled.push([last, latitude]);
  }
  const [first, latitude] = start;
  if (Math.abs(last - first) < 180) return unrolled;
  const pole = latitude < 0 ? -90 : 90;
  return [...unrolled, [last, pole], [first, pole], start];
}

function startOf([start]: Ring): Position {
  if (!start) throw new Error("A ring has no positions");
  return start;
}

function shift(ring: Ring, degrees: number): Ring {
  return ring.map(([longitude, latitude]) => [longitude + degrees, latitude]);
}

/** What of a ring is on the map (Sutherland–Hodgman). */
function clip(ring: Ring): Ring {
  return clipAt(clipAt(ring, -180, 1), 180, -1);
}

/** @param side 1 to keep what is east of the border, -1 for west */
function clipAt(ring: Ring, border: number, side: 1 | -1): Ring {
  const isInside = ([longitude]: Position) => (longitude - border) * side >= 0;
  const kept = ring.flatMap((position, index): Ring => {
    const next = ring[index + 1] ?? startOf(ring);
    const own: Ring = isInside(position) ? [position] : [];
    return isInside(position) === isInside(next) ? own : [...own, crossing(position, next, border)];
  });
  const first = kept[0], last = kept.at(-1);
  if (!first || !last) return kept;
  return first[0] === last[0] && first[1] === last[1] ? kept : [...kept, first];
}

function crossing(from: Position, to: Position, longitude: number): Position {
  return [longitude, from[1] + (to[1] - from[1]) * (longitude - from[0]) / (to[0] - from[0])];
}

/** Square degrees. */
function areaOf(ring: Ring): number {
  const doubled = ring.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = ring[index + 1] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(doubled) / 2;
}
