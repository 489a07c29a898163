/** The address of a tile in the XYZ scheme of web maps (OGC WebMercatorQuad, row 0 in the north). */
import { ApiError } from "../../core/http/errors.ts";
import { message } from "../../core/messages/mod.ts";

/** The style announces no deeper zoom: maps enlarge the tiles of this one. */
export const DEEPEST_ZOOM = 15;

/** A tile of the Web Mercator scheme (XYZ: rows count from the north). */
export interface TileAddress {
  zoom: number;
  column: number;
  row: number;
}

/** The parameters of a tile's path; `z`, `x` and `y` are digits. */
export type TilePath = Record<"z" | "x" | "y" | "format", string>;

/**
 * Reads the path of a tile.
 * @throws ApiError 400 for a wrong format, 404 for a tile that does not exist
 */
export function readTileAddress({ z, x, y, format }: TilePath): TileAddress {
  if (format !== "mvt" && format !== "pbf") {
    throw new ApiError(400, message("map.tile_format"));
  }
  const zoom = Number(z), column = Number(x), row = Number(y);
  const last = 2 ** zoom - 1;
  if (column > last || row > last) throw new ApiError(404, message("map.tile_out_of_bounds"));
  if (zoom > DEEPEST_ZOOM) throw new ApiError(404, message("map.zoom_out_of_bounds", { deepest: DEEPEST_ZOOM }));
  return { zoom, column, row };
}
