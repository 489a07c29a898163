/** Geometries of vector tiles as commands (Mapbox Vector Tile 2.1 §4.3). */

type Position = [x: number, y: number];

/** Geometries of features, in units of the tile. */
export type TileGeometry =
  | { type: "Point"; coordinates: Position }
  | { type: "LineString"; coordinates: Position[] }
  | { type: "MultiLineString"; coordinates: Position[][] };

/** GeomType of the specification. */
export const POINT = 1, LINE = 2;
const MOVE_TO = 1, LINE_TO = 2;

/** The commands with their parameters; each position is given relative to the one before. */
export function geometryCommands(geometry: TileGeometry): number[] {
  const commands: number[] = [];
  let [x, y] = [0, 0];
  const step = ([nextX, nextY]: Position) => {
    commands.push(zigzag(nextX - x), zigzag(nextY - y));
    [x, y] = [nextX, nextY];
  };
  if (geometry.type === "Point") {
    commands.push(command(MOVE_TO, 1));
    step(geometry.coordinates);
    return commands;
  }
  for (const [first, ...rest] of geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates) {
    if (!first) continue;
    commands.push(command(MOVE_TO, 1));
    step(first);
    commands.push(command(LINE_TO, rest.length));
    rest.forEach(step);
  }
  return commands;
}

function command(id: number, count: number): number {
  return (count << 3) | id;
}

function zigzag(value: number): number {
  return (value << 1) ^ (value >> 31);
}
