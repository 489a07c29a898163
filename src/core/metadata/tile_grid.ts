/** How panoramas are cut into tiles. */

/** Tiles of a picture; pixels left over at the right and at the bottom are in no tile. */
export interface TileGrid {
  columns: number;
  rows: number;
  /** In pixels. */
  tileWidth: number;
  tileHeight: number;
}

const IDEAL_TILE_WIDTH = 512;
/** The numbers of columns viewers can show, largest first. */
const COLUMNS = [64, 32, 16, 8, 4];

/**
 * The tiles of an equirectangular picture, so that each is about 512 pixels wide.
 * @param width in pixels
 * @param height in pixels
 */
export function tileGrid(width: number, height: number): TileGrid {
  const ideal = 2 * Math.floor(width / IDEAL_TILE_WIDTH / 2);
  const columns = COLUMNS.find((count) => count <= ideal) ?? 4;
  const rows = columns / 2;
  return { columns, rows, tileWidth: Math.floor(width / columns), tileHeight: Math.floor(height / rows) };
}
