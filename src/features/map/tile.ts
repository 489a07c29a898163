/** Which layers a tile has, by its zoom. */
import type { TileFilter } from "./filter.ts";
import type { GridScale } from "./layers/grid_counts.ts";
import { gridLayer } from "./layers/grid.ts";
import type { Layer } from "./layers/layer.ts";
import { picturesLayer } from "./layers/pictures.ts";
import { sequencesLayer, sequencesOverviewLayer } from "./layers/sequences.ts";
import type { TileScope } from "./scope.ts";
import { DEEPEST_ZOOM, type TileAddress } from "./tile_address.ts";

/** The last zoom of the grid, where sequences begin to show. */
const DEEPEST_GRID = 6;

/** All that the content of a tile depends on. */
export interface TileRequest {
  address: TileAddress;
  scope: TileScope;
  filter?: TileFilter;
}

/** What the layers of a tile depend on apart from the request. */
export interface TileOptions {
  /** Whether anybody may register. */
  hasOpenRegistration: boolean;
  /** For tiles that have a grid. */
  scale?: GridScale;
}

/** Tiles of one user have no grid: their sequences are few enough at any zoom. */
export function hasGrid({ address, scope }: TileRequest): boolean {
  return scope.owner === undefined && address.zoom <= DEEPEST_GRID;
}

/** A tile that nobody's rights matter for: the grid counts the same for everybody. */
export function showsGridAlone(request: TileRequest): boolean {
  return hasGrid(request) && request.address.zoom < DEEPEST_GRID;
}

/** Only the deepest tiles have pictures. */
export function hasPictures({ address }: TileRequest): boolean {
  return address.zoom === DEEPEST_ZOOM;
}

/**
 * The layers of a tile, in order.
 * @throws Error when a tile that has a grid comes without its scale
 */
export function layersOf(request: TileRequest, { hasOpenRegistration, scale }: TileOptions): Layer[] {
  const { address, scope, filter } = request;
  if (hasGrid(request)) {
    if (!scale) throw new Error("A tile with a grid needs its scale");
    const grid = gridLayer(address, { scale, countsMembersOnly: !hasOpenRegistration });
    return address.zoom === DEEPEST_GRID ? [grid, sequencesOverviewLayer(address, scope)] : [grid];
  }
  const sequences = sequencesLayer(address, scope, filter);
  return hasPictures(request) ? [sequences, picturesLayer(address, scope, filter)] : [sequences];
}
