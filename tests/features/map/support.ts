/** Reads tiles as clients do. */
import { VectorTile } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";

export interface TileFeature {
  geometry: [x: number, y: number][][];
  attributes: Record<string, unknown>;
}

/** The layers of a tile by their names. */
export function decodeTile(bytes: Uint8Array): Record<string, TileFeature[]> {
  const { layers } = new VectorTile(new PbfReader(bytes));
  return Object.fromEntries(
    Object.entries(layers).map(([name, layer]) => [
      name,
      Array.from({ length: layer.length }, (_, index) => {
        const feature = layer.feature(index);
        return {
          geometry: feature.loadGeometry().map((line) => line.map(({ x, y }): [number, number] => [x, y])),
          attributes: { ...feature.properties },
        };
      }),
    ]),
  );
}

/** The layers of an answer. */
export async function readTile(response: Response): Promise<Record<string, TileFeature[]>> {
  return decodeTile(new Uint8Array(await response.arrayBuffer()));
}
