/**
 * Geometries in the coordinates of a tile: whole numbers, origin in the north-west, y to the south (Mapbox Vector Tile 2.1
 * §4.3). PostGIS has ST_AsMVTGeom for this, except where it was built without protobuf, like the embedded database. The functions
 * used here are always available, so every database makes the same tiles.
 */
import type { Fragment, Queryable } from "../../core/db/sql.ts";
import type { TileAddress } from "./tile_address.ts";

/** Units per side of a tile. Lines continue `BUFFER` units beyond it, so that their ends do not show. */
export const EXTENT = 4096;
const BUFFER = 256;

/** Half the side of the square that EPSG:3857 covers, in its metres: π times the radius of WGS 84. */
const HALF_WORLD = Math.PI * 6378137;

/** From this zoom on, tiles hold little even in a city. */
const FIRST_OF_LITTLE = 12;

/**
 * The tile in EPSG:4326, which the indexes use. Where it holds little, planning took longer than the rest: from plain numbers,
 * PostgreSQL makes one plan for all tiles, while it finds transforming an envelope too dear not to do it beforehand for each. Where
 * it may hold much, how much is worth looking at.
 */
export function tileEnvelope(sql: Queryable, { zoom, column, row }: TileAddress): Fragment {
  if (zoom < FIRST_OF_LITTLE) return sql`ST_Transform(ST_TileEnvelope(${zoom}, ${column}, ${row}), 4326)`;
  const longitude = (column: number) => column / 2 ** zoom * 360 - 180;
  const latitude = (row: number) => Math.atan(Math.sinh(Math.PI * (1 - 2 * row / 2 ** zoom))) / Math.PI * 180;
  const west = longitude(column), south = latitude(row + 1), east = longitude(column + 1), north = latitude(row);
  return sql`ST_MakeEnvelope(${west}, ${south}, ${east}, ${north}, 4326)`;
}

/** Converts a geometry from EPSG:4326 to units of the tile; NULL or empty when it is smaller than a unit. */
export function inTile(sql: Queryable, tile: TileAddress, geometry: Fragment): Fragment {
  const side = 2 * HALF_WORLD / 2 ** tile.zoom;
  const west = tile.column * side - HALF_WORLD, north = HALF_WORLD - tile.row * side;
  const scale = EXTENT / side;
  return sql`ST_SnapToGrid(ST_TransScale(ST_Transform(${geometry}, 3857),
    ${-west}::float8, ${-north}::float8, ${scale}::float8, ${-scale}::float8), 1)`;
}

/** Converts a line from EPSG:4326 to units of the tile, without invisible vertices and without what lies beyond the tile. */
export function lineInTile(sql: Queryable, tile: TileAddress, line: Fragment): Fragment {
  const box = sql`ST_MakeEnvelope(${-BUFFER}, ${-BUFFER}, ${EXTENT + BUFFER}, ${EXTENT + BUFFER}, 3857)::box2d`;
  // Snapped again, since clipping adds vertices on the edge.
  return sql`ST_SnapToGrid(ST_ClipByBox2D(ST_Simplify(${inTile(sql, tile, line)}, 1), ${box}), 1)`;
}
