/** How the tiles of an equirectangular picture lie (STAC extension tiled-assets, OGC TileMatrixSet). */
import type { StoredMetadata } from "../../../core/metadata/mod.ts";

/** Whether the picture shows the whole turn of the horizon. */
export function isEquirectangular(metadata: StoredMetadata): boolean {
  return metadata.type === "equirectangular";
}

/** `tiles:tile_matrix_sets`; undefined when the picture is not cut into tiles. */
export function tileMatrixSets(id: string, { width, height, cols, rows }: StoredMetadata) {
  if (!width || !height || !cols || !rows) return undefined;
  return {
    geovisio: {
      type: "TileMatrixSetType",
      title: `GeoVisio tile matrix for picture ${id}`,
      identifier: `geovisio-${id}`,
      tileMatrix: [{
        type: "TileMatrixType",
        identifier: "0",
        scaleDenominator: 1,
        topLeftCorner: [0, 0],
        tileWidth: width / cols,
        tileHeight: height / rows,
        matrixWidth: cols,
        matrixHeight: rows,
      }],
    },
  };
}
