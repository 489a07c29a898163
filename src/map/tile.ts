/** What a tile holds, by its zoom. */
import type { TileFilter } from "./filter.ts";
import { gridLayer } from "./layers/grid.ts";
import type { Layer } from "./layers/layer.ts";
import { picturesLayer } from "./layers/pictures.ts";
import { sequencesLayer, sequencesOverviewLayer } from "./layers/sequences.ts";
import type { TileScope } from "./scope.ts";
import { DEEPEST_ZOOM, type TileAddress } from "./tile_address.ts";

/** The last zoom of the grid, where sequences begin to show. */
const DEEPEST_GRID = 6;

export interface TileRequest {
  address: TileAddress;
  scope: TileScope;
  filter?: TileFilter;
}

/** The layers of a tile in their order. Tiles of one user have no grid: their sequences are few enough at any zoom. */
export function layersOf({ address, scope, filter }: TileRequest, hasOpenRegistration: boolean): Layer[] {
  if (scope.owner === undefined && address.zoom <= DEEPEST_GRID) {
    const grid = gridLayer(address, { countsMembersOnly: !hasOpenRegistration });
    return address.zoom === DEEPEST_GRID ? [grid, sequencesOverviewLayer(address, scope)] : [grid];
  }
  const sequences = sequencesLayer(address, scope, filter);
  return address.zoom === DEEPEST_ZOOM ? [sequences, picturesLayer(address, scope, filter)] : [sequences];
}
