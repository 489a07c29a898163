/** Archives of vector tiles in one file: PMTiles 3, https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md */
import { gunzip } from "node:zlib";
import { promisify } from "node:util";
import { Compression, findTile, type Header, ResolvedValueCache, TileType, zxyToTileId } from "pmtiles";
import { digestOf } from "../../../core/http/conditional.ts";
import { message } from "../../../core/messages/mod.ts";
import { ArchiveChangedError, ArchiveError, damaged } from "./problem.ts";
import type { ArchiveSource } from "./sources.ts";

const unzip = promisify(gunzip);

/** Bytes of an unpacked directory, and of the metadata: what the format's own tools write is far smaller. */
const LARGEST_DIRECTORY = 1024 * 1024;
/** Bytes of an unpacked tile. */
const LARGEST_TILE = 32 * 1024 * 1024;
/** Directories that are kept: up to some megabytes each, for a map of the whole world. */
const DIRECTORIES = 16;
/** Directories below directories that the format allows. */
const DEEPEST = 4;
/** Layers without which our style would draw next to nothing, in version 4 of Protomaps' schema. */
const NEEDED_LAYERS = ["earth", "water", "roads", "places"];

/** What is known of an archive that can be shown. */
export interface ArchiveFacts {
  /** Changes when the archive does; fit for addresses. */
  version: string;
  /** Bytes. */
  size?: number;
  minZoom: number;
  maxZoom: number;
  /** West, south, east, north in degrees. */
  bounds: [number, number, number, number];
  /** Number of tiles that can be asked for. */
  tiles: number;
  /** What it says of itself. */
  name?: string;
  schemaVersion?: string;
  attribution?: string;
  layers: string[];
}

/** A tile as it lies in the archive. */
export interface ArchivedTile {
  bytes: Uint8Array<ArrayBuffer>;
  isGzipped: boolean;
}

/** What is remembered of one archive: its header and some directories. */
export class Archive {
  readonly facts: ArchiveFacts;
  readonly #header: Header;
  readonly #cache: ResolvedValueCache;
  /** What the source said of itself when the archive was opened. */
  readonly key: string;
  readonly etag?: string;

  private constructor(key: string, header: Header, cache: ResolvedValueCache, facts: ArchiveFacts) {
    this.key = key;
    this.etag = header.etag;
    this.#header = header;
    this.#cache = cache;
    this.facts = facts;
  }

  /**
   * Reads what an archive is.
   * @throws ArchiveError when it is none, or not one that our style can draw
   */
  static async open(source: ArchiveSource): Promise<Archive> {
    const cache = new ResolvedValueCache(DIRECTORIES, true, (bytes, compression) => unpack(bytes, compression));
    const header = await orDamaged(() => cache.getHeader(source));
    checkHeader(header);
    const metadata = await readMetadata(source, header);
    const { minZoom, maxZoom, minLon, minLat, maxLon, maxLat, numAddressedTiles } = header;
    const key = source.getKey();
    return new Archive(key, header, cache, {
      version: digestOf(`${key} ${header.etag ?? ""} ${source.size ?? ""}`),
      size: source.size,
      minZoom,
      maxZoom,
      bounds: [minLon, minLat, maxLon, maxLat],
      tiles: numAddressedTiles,
      ...metadata,
    });
  }

  /**
   * A tile; undefined where the archive has none.
   * @throws ArchiveError when the archive is broken there, or cannot be read now
   */
  async tile(source: ArchiveSource, z: number, x: number, y: number): Promise<ArchivedTile | undefined> {
    const header = this.#header;
    if (z < header.minZoom || z > header.maxZoom) return undefined;
    return await orDamaged(async () => {
      const id = zxyToTileId(z, x, y);
      let offset = header.rootDirectoryOffset, length = header.rootDirectoryLength;
      for (let depth = 0; depth < DEEPEST; depth++) {
        const entry = findTile(await this.#cache.getDirectory(source, offset, length, header), id);
        if (!entry) return undefined;
        if (entry.runLength > 0) {
          const { data } = await source.getBytes(header.tileDataOffset + entry.offset, entry.length);
          return { bytes: new Uint8Array(data), isGzipped: header.tileCompression === Compression.Gzip };
        }
        offset = header.leafDirectoryOffset + entry.offset;
        length = entry.length;
      }
      throw damaged();
    });
  }
}

/** The bytes of a tile for clients that do not read gzip. */
export async function unpackTile({ bytes, isGzipped }: ArchivedTile): Promise<Uint8Array<ArrayBuffer>> {
  return isGzipped ? new Uint8Array(await unpack(bytes.buffer, Compression.Gzip, LARGEST_TILE)) : bytes;
}

async function unpack(bytes: ArrayBuffer, compression: Compression, largest = LARGEST_DIRECTORY): Promise<ArrayBuffer> {
  if (compression === Compression.Gzip) {
    const unpacked = await orDamaged(() => unzip(bytes, { maxOutputLength: largest }));
    return new Uint8Array(unpacked).buffer;
  }
  if (bytes.byteLength > largest) throw damaged();
  return bytes;
}

function checkHeader(header: Header): void {
  const isKnown = (compression: Compression) => [Compression.None, Compression.Gzip].includes(compression);
  if (header.specVersion !== 3) throw new ArchiveError(message("base_map.old_format"));
  if (header.tileType !== TileType.Mvt) {
    const type = (TileType[header.tileType] ?? String(header.tileType)).toUpperCase();
    throw new ArchiveError(message("base_map.no_vector_tiles", { type }));
  }
  if (!isKnown(header.internalCompression) || !isKnown(header.tileCompression)) {
    throw new ArchiveError(message("base_map.compression"));
  }
  const { minZoom, maxZoom, minLon, minLat, maxLon, maxLat } = header;
  const isWithin = Math.abs(minLon) <= 180 && Math.abs(maxLon) <= 180 && Math.abs(minLat) <= 90 &&
    Math.abs(maxLat) <= 90;
  // No map zooms nearer than 24.
  if (minZoom > maxZoom || maxZoom > 24 || minLon >= maxLon || minLat >= maxLat || !isWithin) throw damaged();
}

type Metadata = Pick<ArchiveFacts, "name" | "schemaVersion" | "attribution" | "layers">;

async function readMetadata(source: ArchiveSource, header: Header): Promise<Metadata> {
  const bytes = await orDamaged(async () => {
    const { data } = await source.getBytes(header.jsonMetadataOffset, header.jsonMetadataLength);
    return await unpack(data, header.internalCompression);
  });
  const read: unknown = await orDamaged(() => JSON.parse(new TextDecoder().decode(bytes)));
  const metadata = isRecord(read) ? read : {};
  const layers = Array.isArray(metadata.vector_layers) ? metadata.vector_layers.filter(isRecord) : [];
  const names = layers.flatMap(({ id }) => typeof id === "string" ? [id] : []);
  const missing = NEEDED_LAYERS.filter((name) => !names.includes(name));
  if (missing.length > 0) throw new ArchiveError(message("base_map.schema", { layers: missing.join(", ") }));
  // Until version 3, `kind` was `pmap:kind`.
  const roads = layers.find(({ id }) => id === "roads")?.fields;
  if (isRecord(roads) && "pmap:kind" in roads) throw new ArchiveError(message("base_map.old_schema"));
  const text = (value: unknown) => typeof value === "string" && value.length <= 1000 ? value : undefined;
  return {
    name: text(metadata.name),
    schemaVersion: text(metadata.version),
    attribution: text(metadata.attribution),
    layers: names,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What fails while the archive is understood: the archive is broken, unless it is known better. */
async function orDamaged<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ArchiveError || error instanceof ArchiveChangedError) throw error;
    throw damaged(error);
  }
}
