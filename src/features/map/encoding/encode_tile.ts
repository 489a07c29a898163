/** Tiles written in this process, for databases that cannot. */
import type { Sql } from "../../../core/db/sql.ts";
import type { Layer } from "../layers/layer.ts";
import { type FeatureRow, readFeatures } from "../queries.ts";
import { EXTENT } from "../tile_geometry.ts";
import type { TileGeometry } from "./geometry.ts";
import { type AttributeValue, join, LayerMessage } from "./layer_message.ts";

/** How many features are written before others may go on. */
const FEATURES_AT_ONCE = 500;

/** A tile with the given layers; no bytes for no features. */
export async function encodeTile(sql: Sql, layers: Layer[]): Promise<Uint8Array<ArrayBuffer>> {
  const messages: Uint8Array[] = [];
  for (const layer of layers) messages.push(await encodeLayer(layer.name, await readFeatures(sql, layer)));
  return join(...messages);
}

async function encodeLayer(name: string, rows: FeatureRow[]): Promise<Uint8Array> {
  const message = new LayerMessage(name, EXTENT);
  for (const [index, row] of rows.entries()) {
    if (index % FEATURES_AT_ONCE === FEATURES_AT_ONCE - 1) await new Promise((resolve) => setTimeout(resolve));
    const { geom, ...attributes } = JSON.parse(row.feature) as { geom: TileGeometry } & Record<string, AttributeValue>;
    message.add(geom as TileGeometry, attributes as Record<string, AttributeValue>);
  }
  return message.finish();
}
