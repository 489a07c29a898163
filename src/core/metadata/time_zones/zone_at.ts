/** Which time zone a position is in. */
import { gunzipSync } from "node:zlib";
import type { Position } from "../position.ts";
import { BLOCK_DEPTH, BLOCK_HEIGHT, BLOCK_WIDTH, PIXEL_DEPTH, SOUTH, WEST } from "./format.ts";

const BLOCKS_A_SIDE = 2 ** BLOCK_DEPTH;
const PIXELS_A_SIDE = 2 ** (PIXEL_DEPTH - BLOCK_DEPTH);

/** The unpacked map, see `format.ts`. */
interface ZoneMap {
  names: string[];
  grid: Uint16Array;
  /** Where each block with borders starts. */
  starts: Uint32Array;
  bytes: DataView;
}

/** Read when first needed; `warmUpMetadata()` sees to it before the first request. */
let map: ZoneMap | undefined;

/**
 * The IANA zone at a position, such as `Europe/Paris`. Zones whose clocks have agreed since 1970 have the name of one of them.
 * Far out at sea it is the nautical zone of the longitude, such as `Etc/GMT-2`.
 */
export function zoneAt({ latitude, longitude }: Position): string {
  map ??= readMap();
  const x = Math.min(Math.max((longitude - WEST) / BLOCK_WIDTH, 0), BLOCKS_A_SIDE - 1e-9);
  const y = Math.min(Math.max((latitude - SOUTH) / BLOCK_HEIGHT, 0), BLOCKS_A_SIDE - 1e-9);
  const column = Math.floor(x), row = Math.floor(y);
  let zone = map.grid[row * BLOCKS_A_SIDE + column] ?? map.names.length;
  const start = map.starts[zone - map.names.length - 1];
  if (start !== undefined) {
    zone = zoneInBlock(
      map.bytes,
      start,
      Math.floor((x - column) * PIXELS_A_SIDE),
      Math.floor((y - row) * PIXELS_A_SIDE),
    );
  }
  return map.names[zone] ?? nauticalZone(longitude);
}

/** Walks down to the pixel, over the bits of the parts in front of it. */
function zoneInBlock(bytes: DataView, start: number, x: number, y: number): number {
  const count = bytes.getUint8(start);
  const bitsOfZone = Math.ceil(Math.log2(count));
  let at = (start + 1 + count * 2) * 8;
  const bit = () => bytes.getUint8(at >> 3) >> (at++ & 7) & 1;
  const skip = (size: number): void => {
    if (size > 1 && bit() === 1) { for (let quarter = 0; quarter < 4; quarter++) skip(size / 2); }
    else at += bitsOfZone;
  };
  let size = PIXELS_A_SIDE;
  while (size > 1 && bit() === 1) {
    size /= 2;
    const wanted = (y >= size ? 2 : 0) + (x >= size ? 1 : 0);
    for (let quarter = 0; quarter < wanted; quarter++) skip(size);
    x %= size;
    y %= size;
  }
  let place = 0;
  for (let index = 0; index < bitsOfZone; index++) place = place << 1 | bit();
  return bytes.getUint16(start + 1 + place * 2, true);
}

function readMap(): ZoneMap {
  const bytes = new Uint8Array(gunzipSync(Deno.readFileSync(new URL("./map.bin.gz", import.meta.url))));
  // Two numbers, as asked for.
  const [nameBytes, count] = new Uint32Array(bytes.buffer, 0, 2) as unknown as [number, number];
  const grid = new Uint16Array(bytes.buffer, 8, BLOCKS_A_SIDE ** 2);
  const lengths = new Uint16Array(bytes.buffer, grid.byteOffset + grid.byteLength, count);
  const namesAt = lengths.byteOffset + lengths.byteLength;
  const starts = new Uint32Array(count);
  let start = namesAt + nameBytes;
  lengths.forEach((length, index) => {
    starts[index] = start;
    start += length;
  });
  const names = new TextDecoder().decode(bytes.subarray(namesAt, namesAt + nameBytes)).split("\n");
  return { names, grid, starts, bytes: new DataView(bytes.buffer) };
}

/** 15° of longitude are an hour; the names count the other way round (POSIX). */
function nauticalZone(longitude: number): string {
  const hours = Math.round(longitude / 15);
  return hours === 0 ? "Etc/GMT" : `Etc/GMT${hours > 0 ? "-" : "+"}${Math.abs(hours)}`;
}
