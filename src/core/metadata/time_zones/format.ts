/**
 * The map of time zones: `map.bin.gz`, made by `scripts/build_time_zones.ts`.
 *
 * The world is cut into a grid of blocks, and each block that borders run through into pixels of about 80 × 150 metres at the
 * equator. Unpacked, all numbers little-endian:
 *
 * - two 32-bit numbers: bytes of the names, number of blocks with borders
 * - for each block, row by row from the south-west, 16 bits: the number of its zone; the number of zones for none; or more
 *   than that by one and by the place of the block among those with borders
 * - for each block with borders 16 bits: its length in bytes
 * - the names of the zones (IANA), between line feeds
 * - the blocks with borders: a byte with the number of zones in it, their numbers with 16 bits each, and bits, the lowest of a
 *   byte first: 1 for a part that is cut into four (south-west, south-east, north-west, north-east), 0 for one that is
 *   not, then the zone's place in the list of the block in as few bits as can tell them apart. A pixel needs no first bit.
 */

/** Halvings of the world that lead to a block, and to a pixel. */
export const BLOCK_DEPTH = 9, PIXEL_DEPTH = 18;

/** Degrees. The package that the borders come from leaves out the outermost ten metres of the world. */
export const WEST = -179.9999, SOUTH = -89.9999;
const WIDTH = -2 * WEST, HEIGHT = -2 * SOUTH;
/** Degrees of longitude and latitude of a block. */
export const BLOCK_WIDTH = WIDTH / 2 ** BLOCK_DEPTH, BLOCK_HEIGHT = HEIGHT / 2 ** BLOCK_DEPTH;
