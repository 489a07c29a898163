/** The rooms in rows: each is above everything it uses. */
import type { Import } from "./imports.ts";
import { floorOf, FLOORS, roomOf } from "./rooms.ts";

export interface RoomGraph {
  /** Rooms by row, the highest row first; by name in a row. */
  rows: string[][];
  /** Arrows that are not implied by others: with A → B and B → C, A → C is left out. */
  arrows: [from: string, to: string][];
}

/** @throws Error when rooms need each other in a circle */
export function roomGraph(imports: Import[]): RoomGraph {
  const uses = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    const [user, used] = [roomOf(from), roomOf(to)];
    if (!uses.has(used)) uses.set(used, new Set());
    if (user !== used) uses.set(user, (uses.get(user) ?? new Set()).add(used));
  }
  const heights = new Map<string, number>();
  const heightOf = (room: string, above: string[] = []): number => {
    if (above.includes(room)) throw new Error(`Rooms in a circle: ${[...above, room].join(" → ")}`);
    const known = heights.get(room);
    if (known !== undefined) return known;
    const height = Math.max(-1, ...[...uses.get(room) ?? []].map((used) => heightOf(used, [...above, room]))) + 1;
    heights.set(room, height);
    return height;
  };
  const rooms = [...uses.keys()].sort();
  for (const room of rooms) heightOf(room);

  const rows = FLOORS.flatMap((floor) => {
    const ofFloor = rooms.filter((room) => floorOf(room) === floor);
    const byHeight = Map.groupBy(ofFloor, (room) => heights.get(room) ?? 0);
    return [...byHeight].sort(([a], [b]) => b - a).map(([, row]) => row);
  });
  return { rows, arrows: rooms.flatMap((room) => directly(room, uses).map((used): [string, string] => [room, used])) };
}

/** What a room uses without the help of another room that it uses. */
function directly(room: string, uses: Map<string, Set<string>>): string[] {
  const reached = (from: string, seen = new Set<string>()): Set<string> => {
    for (const next of uses.get(from) ?? []) if (!seen.has(next)) reached(next, seen.add(next));
    return seen;
  };
  const used = [...uses.get(room) ?? []].sort();
  return used.filter((target) => !used.some((other) => other !== target && reached(other).has(target)));
}
