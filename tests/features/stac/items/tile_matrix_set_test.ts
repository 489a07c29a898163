import assert from "node:assert/strict";
import { tileMatrixSets } from "../../../../src/features/stac/items/tile_matrix_set.ts";

Deno.test("tileMatrixSets() gives the size and number of the tiles", () => {
  assert.deepEqual(tileMatrixSets("ab", { width: 5760, height: 2880, cols: 8, rows: 4 }), {
    geovisio: {
      type: "TileMatrixSetType",
      title: "GeoVisio tile matrix for picture ab",
      identifier: "geovisio-ab",
      tileMatrix: [{
        type: "TileMatrixType",
        identifier: "0",
        scaleDenominator: 1,
        topLeftCorner: [0, 0],
        tileWidth: 720,
        tileHeight: 720,
        matrixWidth: 8,
        matrixHeight: 4,
      }],
    },
  });
  assert.equal(tileMatrixSets("ab", { width: 5760, height: 2880 }), undefined);
});
