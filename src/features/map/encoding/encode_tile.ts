/** Writes tiles in this process, for databases that cannot. */
import type { Sql } from "../../../core/db/sql.ts";
import type { Layer } from "../layers/layer.ts";
import { type FeatureRow, readFeatures } from "../queries.ts";
import { EXTENT } from "../tile_geometry.ts";
import type { TileGeometry } from "./geometry.ts";
import { join, LayerMessage } from "./layer_message.ts";

/** How many features are written before other requests get their turn. */
const FEATURES_AT_ONCE = 500;

/** A feature as `readFeatures()` returns it, parsed. */
interface Feature {
  geom: TileGeometry;
  [attribute: string]: unknown;
}

/** A tile with the given layers; empty when there are no features. */
export async function encodeTile(sql: Sql, layers: Layer[]): Promise<Uint8Array<ArrayBuffer>> {
  const messages: Uint8Array[] = [];
  for (const layer of layers) messages.push(await encodeLayer(layer.name, await readFeatures(sql, layer)));
  return join(...messages);
}

async function encodeLayer(name: string, rows: FeatureRow[]): Promise<Uint8Array> {
  const message = new LayerMessage(name, EXTENT);
  for (const [index, row] of rows.entries()) {
    if (index % FEATURES_AT_ONCE === FEATURES_AT_ONCE - 1) await new Promise((resolve) => setTimeout(resolve));
    const { geom, ...attributes }: Feature = JSON.parse(row.feature);
    message.add(geom, attributes);
  }
  return message.finish();
}
