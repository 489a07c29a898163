/** Archives of map tiles (PMTiles 3), written as the specification says, and a small town to put into them. */
import { gzipSync } from "node:zlib";
import { PbfWriter } from "pbf";
import { zxyToTileId } from "pmtiles";

export interface Tile {
  z: number;
  x: number;
  y: number;
  /** Not compressed. */
  bytes: Uint8Array;
}

export interface ArchiveOptions {
  /** 1: MVT, 2: PNG. */
  tileType?: number;
  /** 1: none, 2: gzip, 3: Brotli. */
  compression?: number;
  bounds?: [west: number, south: number, east: number, north: number];
  metadata?: unknown;
  version?: number;
  /** Entries of one directory below the root; without it, the root has all. */
  leafSize?: number;
  /** Bytes before the first tile: files with holes may be larger than the disk. */
  tileOffset?: number;
}

interface Entry {
  id: number;
  runLength: number;
  length: number;
  offset: number;
}

const HEADER = 127;
export const RENNES = { longitude: -1.6778, latitude: 48.1173 };

const LAYERS = ["earth", "water", "landuse", "roads", "buildings", "places", "pois", "boundaries"];
/** As Protomaps' own archives say. */
export const METADATA = {
  name: "Protomaps Basemap",
  version: "4.13.6",
  vector_layers: LAYERS.map((id) => ({ id, fields: { kind: "String" } })),
};

/** The pieces of an archive and where they go. */
export function archiveParts(
  tiles: readonly Tile[],
  options: ArchiveOptions = {},
): { at: number; bytes: Uint8Array }[] {
  const { tileType = 1, compression = 2, bounds = [-2, 47.9, -1.4, 48.3], metadata = METADATA, version = 3 } = options;
  const pack = (bytes: Uint8Array) => compression === 2 ? gzipSync(bytes) : bytes;
  const sorted = tiles.map((tile) => ({ id: zxyToTileId(tile.z, tile.x, tile.y), bytes: pack(tile.bytes) }))
    .sort((a, b) => a.id - b.id);
  let offset = 0;
  const entries: Entry[] = sorted.map(({ id, bytes }) => {
    const entry = { id, runLength: 1, length: bytes.length, offset };
    offset += bytes.length;
    return entry;
  });
  const leaves: Uint8Array[] = [];
  let root = entries;
  if (options.leafSize) {
    let leafOffset = 0;
    root = [];
    for (let start = 0; start < entries.length; start += options.leafSize) {
      const part = entries.slice(start, start + options.leafSize);
      const leaf = pack(directory(part));
      root.push({ id: part[0]?.id ?? 0, runLength: 0, length: leaf.length, offset: leafOffset });
      leaves.push(leaf);
      leafOffset += leaf.length;
    }
  }
  const rootBytes = pack(directory(root));
  const metadataBytes = pack(new TextEncoder().encode(JSON.stringify(metadata)));
  const leafBytes = concat(leaves), tileBytes = concat(sorted.map(({ bytes }) => bytes));
  const metadataOffset = HEADER + rootBytes.length, leafOffset = metadataOffset + metadataBytes.length;
  const tileOffset = options.tileOffset ?? leafOffset + leafBytes.length;

  const header = new Uint8Array(HEADER), view = new DataView(header.buffer);
  header.set(new TextEncoder().encode("PMTiles"));
  view.setUint8(7, version);
  const numbers = [
    [HEADER, rootBytes.length],
    [metadataOffset, metadataBytes.length],
    [leafOffset, leafBytes.length],
    [tileOffset, tileBytes.length],
    [sorted.length, sorted.length],
    [sorted.length],
  ].flat();
  for (const [index, number] of numbers.entries()) view.setBigUint64(8 + 8 * index, BigInt(number), true);
  const zooms = tiles.map(({ z }) => z);
  for (
    const [index, byte] of [1, compression, compression, tileType, Math.min(...zooms), Math.max(...zooms)].entries()
  ) view.setUint8(96 + index, byte);
  for (const [index, degrees] of bounds.entries()) view.setInt32(102 + 4 * index, Math.round(degrees * 1e7), true);
  return [
    { at: 0, bytes: concat([header, rootBytes, metadataBytes, leafBytes]) },
    { at: tileOffset, bytes: tileBytes },
  ];
}

/** A whole archive. */
export function archive(tiles: readonly Tile[], options: ArchiveOptions = {}): Uint8Array<ArrayBuffer> {
  return concat(archiveParts(tiles, options).map(({ bytes }) => bytes));
}

function directory(entries: readonly Entry[]): Uint8Array {
  const pbf = new PbfWriter();
  pbf.writeVarint(entries.length);
  let last = 0;
  for (const { id } of entries) {
    pbf.writeVarint(id - last);
    last = id;
  }
  for (const { runLength } of entries) pbf.writeVarint(runLength);
  for (const { length } of entries) pbf.writeVarint(length);
  for (const { offset } of entries) pbf.writeVarint(offset + 1);
  return pbf.finish();
}

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

type Point = [x: number, y: number];
interface Feature {
  type: 1 | 2 | 3;
  points: Point[];
  properties: Record<string, string | number>;
}

/** A vector tile (Mapbox Vector Tile 2.1). */
export function vectorTile(layers: Record<string, Feature[]>): Uint8Array {
  const tile = new PbfWriter();
  for (const [name, features] of Object.entries(layers)) {
    tile.writeMessage(3, (_, layer = tile) => {
      const keys: string[] = [], values: (string | number)[] = [];
      layer.writeVarintField(15, 2);
      layer.writeStringField(1, name);
      for (const { type, points, properties } of features) {
        const tags = Object.entries(properties).flatMap(([key, value]) => {
          if (!keys.includes(key)) keys.push(key);
          if (!values.includes(value)) values.push(value);
          return [keys.indexOf(key), values.indexOf(value)];
        });
        layer.writeMessage(2, () => {
          layer.writePackedVarint(2, tags);
          layer.writeVarintField(3, type);
          layer.writePackedVarint(4, commands(type, points));
        }, undefined);
      }
      for (const key of keys) layer.writeStringField(3, key);
      for (const value of values) {
        layer.writeMessage(4, () => {
          if (typeof value === "string") layer.writeStringField(1, value);
          else layer.writeVarintField(5, value);
        }, undefined);
      }
      layer.writeVarintField(5, EXTENT);
    }, undefined);
  }
  return tile.finish();
}

const EXTENT = 4096;

function commands(type: Feature["type"], points: readonly Point[]): number[] {
  const result: number[] = [];
  let [lastX, lastY] = [0, 0];
  const zigzag = (value: number) => value < 0 ? -2 * value - 1 : 2 * value;
  for (const [index, [x, y]] of points.entries()) {
    if (index === 0) result.push((1 << 3) | 1);
    if (index === 1) result.push(((points.length - 1) << 3) | 2);
    result.push(zigzag(x - lastX), zigzag(y - lastY));
    [lastX, lastY] = [x, y];
  }
  if (type === 3) result.push((1 << 3) | 7);
  return result;
}

/** Where a place is in a tile, in units of the tile. */
function within({ longitude, latitude }: typeof RENNES, z: number, x: number, y: number): Point {
  const sine = Math.sin(latitude * Math.PI / 180);
  const across = (longitude + 180) / 360, down = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  return [Math.round((across * 2 ** z - x) * EXTENT), Math.round((down * 2 ** z - y) * EXTENT)];
}

/** A town: two streets that cross, houses, a lake, and names; from the world down to zoom 14, on nine tiles each. */
export function town(place: typeof RENNES, name = "Rennes", names: Record<string, string> = {}): Tile[] {
  const tiles: Tile[] = [];
  const clamp = (value: number) => Math.max(-200, Math.min(EXTENT + 200, value));
  const box = (left: number, upper: number, right: number, lower: number): Point[] => [
    [clamp(left), clamp(upper)],
    [clamp(right), clamp(upper)],
    [clamp(right), clamp(lower)],
    [clamp(left), clamp(lower)],
  ];
  for (let z = 0; z <= 14; z++) {
    const [atX, atY] = within(place, z, 0, 0).map((value) => Math.floor(value / EXTENT)) as Point;
    for (let x = Math.max(0, atX - 1); x <= Math.min(2 ** z - 1, atX + 1); x++) {
      for (let y = Math.max(0, atY - 1); y <= Math.min(2 ** z - 1, atY + 1); y++) {
        const [cx, cy] = within(place, z, x, y);
        // What is 400 units away at zoom 14 is nearer on smaller maps.
        const far = (units: number) => Math.round(units / 2 ** (14 - z));
        const isHere = cx >= 0 && cx < EXTENT && cy >= 0 && cy < EXTENT;
        const road = (points: Point[], street: string, kind: string): Feature => ({
          type: 2,
          points: points.map(([px, py]) => [clamp(px), clamp(py)]),
          properties: { kind, name: street, min_zoom: 5 },
        });
        const crosses = (value: number) => value > -200 && value < EXTENT + 200;
        tiles.push({
          z,
          x,
          y,
          bytes: vectorTile({
            earth: [{ type: 3, points: box(-200, -200, EXTENT + 200, EXTENT + 200), properties: { kind: "earth" } }],
            water: [{
              type: 3,
              points: box(cx + far(300), cy + far(300), cx + far(900), cy + far(800)),
              properties: { kind: "lake" },
            }],
            buildings: [{
              type: 3,
              points: box(cx - far(400), cy - far(300), cx - far(150), cy - far(120)),
              properties: { kind: "building" },
            }],
            roads: [
              ...(crosses(cx) ? [road([[cx, -200], [cx, EXTENT + 200]], "Rue du Nord", "major_road")] : []),
              ...(crosses(cy) ? [road([[-200, cy], [EXTENT + 200, cy]], "Avenue de l’Est", "minor_road")] : []),
            ],
            places: isHere
              ? [{
                type: 1,
                points: [[cx - far(500), cy - far(500)]],
                properties: { kind: "locality", name, min_zoom: 4, population_rank: 12, ...names },
              }]
              : [],
          }),
        });
      }
    }
  }
  return tiles;
}
