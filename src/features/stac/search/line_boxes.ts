/** Boxes along a line. The box around a whole line that crosses a continent has all pictures of the continent in it. */

/** How many boxes follow a line, at least; more read less of what lies beside it, but each is a search of its own. */
const BOXES = 4000;
/** Degrees of longitude or latitude that a line has to stretch over; the box around a shorter one is good enough. */
const LONG = 0.1;
/** Degrees by which boxes are wider, so that what rounding does to their corners leaves nothing out. */
const MARGIN = 1e-9;

type Position = readonly number[];

/** The four sides of each box, as columns. */
export interface Boxes {
  west: number[];
  south: number[];
  east: number[];
  north: number[];
}

/** Boxes that together cover a line; undefined where one box does as well. */
export function boxesAlong(line: readonly Position[]): Boxes | undefined {
  const segments = line.slice(1).map((end, index) => segmentOf(line[index] ?? end, end));
  const length = segments.reduce((sum, segment) => sum + segment.length, 0);
  if (length < LONG) return undefined;
  const boxes: Boxes = { west: [], south: [], east: [], north: [] };
  for (const { start, end, length: own } of segments) {
    const parts = Math.max(1, Math.ceil(own / length * BOXES));
    for (let part = 0; part < parts; part++) {
      const from = between(start, end, part / parts), to = between(start, end, (part + 1) / parts);
      boxes.west.push(Math.min(from.x, to.x) - MARGIN);
      boxes.south.push(Math.min(from.y, to.y) - MARGIN);
      boxes.east.push(Math.max(from.x, to.x) + MARGIN);
      boxes.north.push(Math.max(from.y, to.y) + MARGIN);
    }
  }
  return boxes;
}

interface Point {
  x: number;
  y: number;
}

function segmentOf([startX = 0, startY = 0]: Position, [x = 0, y = 0]: Position) {
  const start: Point = { x: startX, y: startY }, end: Point = { x, y };
  return { start, end, length: Math.max(Math.abs(x - startX), Math.abs(y - startY)) };
}

function between(start: Point, end: Point, part: number): Point {
  return { x: start.x + part * (end.x - start.x), y: start.y + part * (end.y - start.y) };
}
