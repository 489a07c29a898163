/** Which cells of a grid a polygon touches. */

/** A point in cells of the grid. */
export type Point = readonly [x: number, y: number];

/**
 * Calls back for every cell that the polygon touches, once or more often. What it goes around is inside, also where it crosses
 * itself.
 * @param ring corners; the last one is followed by the first one
 */
export function eachTouched(
  ring: readonly Point[],
  { columns, rows }: { columns: number; rows: number },
  use: (column: number, row: number) => void,
): void {
  const edges = ring.map((point, index) => [point, ring[(index + 1) % ring.length] ?? point] as const);
  const useAll = (row: number, from: number, to: number) => {
    const last = Math.min(columns - 1, Math.floor(to));
    for (let column = Math.max(0, Math.floor(from)); column <= last; column++) use(column, row);
  };
  for (const [[x1, y1], [x2, y2]] of edges) {
    const top = Math.min(y1, y2), bottom = Math.max(y1, y2);
    const last = Math.min(rows - 1, Math.floor(bottom));
    for (let row = Math.max(0, Math.floor(top)); row <= last; row++) {
      const across = [Math.max(top, row), Math.min(bottom, row + 1)].map((y) =>
        y1 === y2 ? undefined : x1 + (x2 - x1) * (y - y1) / (y2 - y1)
      ).filter((x) => x !== undefined);
      const xs = across.length > 0 ? across : [x1, x2];
      useAll(row, Math.min(...xs), Math.max(...xs));
    }
  }
  // What no edge touches lies inside as a whole or not at all: its middle decides.
  const ys = ring.map(([, y]) => y);
  const last = Math.min(rows - 1, Math.floor(Math.max(...ys)));
  for (let row = Math.max(0, Math.floor(Math.min(...ys))); row <= last; row++) {
    const middle = row + 0.5;
    const crossings = edges.flatMap(([[x1, y1], [x2, y2]]) =>
      (y1 <= middle) === (y2 <= middle) ? [] : [{
        x: x1 + (x2 - x1) * (middle - y1) / (y2 - y1),
        turn: y2 > y1 ? 1 : -1,
      }]
    ).sort((a, b) => a.x - b.x);
    let turns = 0;
    for (const [index, { x, turn }] of crossings.entries()) {
      turns += turn;
      const next = crossings[index + 1];
      if (turns !== 0 && next) useAll(row, x, next.x);
    }
  }
}
