/** A layer as a message of a vector tile (Mapbox Vector Tile 2.1 §4.1, §4.4). */
import { PbfWriter } from "pbf";
import { geometryCommands, LINE, POINT, type TileGeometry } from "./geometry.ts";

type AttributeValue = string | number | boolean;

/** Field numbers of vector_tile.proto. */
const LAYER = { name: 1, features: 2, keys: 3, values: 4, extent: 5, version: 15 };
const FEATURE = { tags: 2, type: 3, geometry: 4 };
const VALUE = { string: 1, double: 3, signed: 6, boolean: 7 };

/** Collects the features of one layer. */
export class LayerMessage {
  readonly #features = new PbfWriter();
  readonly #keys = new Map<string, number>();
  readonly #values = new Map<AttributeValue, number>();

  readonly #name: string;
  readonly #extent: number;

  /** @param extent units of a side of the tile */
  constructor(name: string, extent: number) {
    this.#name = name;
    this.#extent = extent;
  }

  /** @param attributes texts, numbers and truth values by name; other values are left out */
  add(geometry: TileGeometry, attributes: Record<string, unknown>): void {
    const tags: number[] = [];
    for (const [key, value] of Object.entries(attributes)) {
      if (isAttributeValue(value)) tags.push(indexOf(this.#keys, key), indexOf(this.#values, value));
    }
    const feature = new PbfWriter();
    feature.writePackedVarint(FEATURE.tags, tags);
    feature.writeVarintField(FEATURE.type, geometry.type === "Point" ? POINT : LINE);
    feature.writePackedVarint(FEATURE.geometry, geometryCommands(geometry));
    this.#features.writeBytesField(LAYER.features, feature.finish());
  }

  /** The layer as a field of a tile; empty when it has no features. */
  finish(): Uint8Array {
    const features = this.#features.finish();
    if (features.length === 0) return features;
    const layer = new PbfWriter();
    layer.writeStringField(LAYER.name, this.#name);
    for (const key of this.#keys.keys()) layer.writeStringField(LAYER.keys, key);
    for (const value of this.#values.keys()) layer.writeBytesField(LAYER.values, valueMessage(value));
    layer.writeVarintField(LAYER.extent, this.#extent);
    layer.writeVarintField(LAYER.version, 2);
    const tile = new PbfWriter();
    tile.writeBytesField(3, join(layer.finish(), features));
    return tile.finish();
  }
}

function isAttributeValue(value: unknown): value is AttributeValue {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function indexOf<T>(known: Map<T, number>, value: T): number {
  const index = known.get(value) ?? known.size;
  known.set(value, index);
  return index;
}

function valueMessage(value: AttributeValue): Uint8Array {
  const message = new PbfWriter();
  if (typeof value === "string") message.writeStringField(VALUE.string, value);
  else if (typeof value === "boolean") message.writeBooleanField(VALUE.boolean, value);
  else if (Number.isSafeInteger(value)) message.writeSVarintField(VALUE.signed, value);
  else message.writeDoubleField(VALUE.double, value);
  return message.finish();
}

/** Concatenates parts of a protobuf message, whose fields may come in any order. */
export function join(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
